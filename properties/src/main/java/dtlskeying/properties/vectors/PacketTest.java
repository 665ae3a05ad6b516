package dtlskeying.properties.vectors;

import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.vectors.Fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One test of packets while it is made: what is sent, each under its index, and what then arrives
 * at one receiver, in order. What has to become of an arrival is said first, and our implementation
 * has to agree.
 */
final class PacketTest {
    private final PacketGroup session;
    private final SrtpReceiver receiver;
    private final long rollover;
    private final List<Fields> sends = new ArrayList<>();
    private final List<Fields> arrivals = new ArrayList<>();
    private final Set<String> clauses = new TreeSet<>();

    /** A test whose receiver knows that roll-over counter. */
    PacketTest(PacketGroup session, long rollover) {
        this.session = session;
        this.rollover = rollover;
        this.receiver = session.receiver(rollover);
    }

    /** Protects a packet under an index; the result is what travels. */
    Octets send(long index, Octets packet) {
        Octets protectedPacket = session.protect(index, packet);
        sends.add(
                Fields.none()
                        .with("index", index)
                        .with("packet", packet)
                        .with("protected", protectedPacket));
        return protectedPacket;
    }

    /** A packet arrives and has to be opened. */
    PacketTest opens(Octets packet, Clause... because) {
        Fields arrival = session.open(receiver, packet);
        if (!arrival.text("result").equals("opened"))
            throw new AssertionError("not opened: " + arrival);
        arrivals.add(arrival);
        for (Clause clause : because) clauses.add(clause.id());
        return this;
    }

    /** What is opened is opened by that clause too. */
    PacketTest because(Clause clause) {
        clauses.add(clause.id());
        return this;
    }

    /** A packet arrives and has to be dropped by that clause. */
    PacketTest discards(Octets packet, Clause because) {
        Fields arrival = session.open(receiver, packet);
        if (!arrival.has("why") || !arrival.text("why").equals(because.id()))
            throw new AssertionError("not discarded by " + because + ": " + arrival);
        arrivals.add(arrival);
        clauses.add(because.id());
        return this;
    }

    /** The clauses by which something was opened or dropped. */
    Set<String> clauses() {
        return clauses;
    }

    /** The fields of the test. */
    Fields fields() {
        return Fields.none()
                .with("rollover", rollover)
                .with("sends", sends)
                .with("arrivals", arrivals);
    }
}
