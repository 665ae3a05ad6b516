package dtlskeying.impl.endpoint;

import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;

/** Packets ahead of their keys, no more than so many; of more, the first are kept. */
final class EarlyMedia {
    private final int most;
    private final List<Octets> packets = new ArrayList<>();

    EarlyMedia(int most) {
        this.most = most;
    }

    /** Whether there was room for it. */
    boolean hold(Octets packet) {
        return packets.size() < most && packets.add(packet);
    }

    /** All of them, in the order in which they came; none is kept any longer. */
    List<Octets> release() {
        var all = List.copyOf(packets);
        packets.clear();
        return all;
    }
}
