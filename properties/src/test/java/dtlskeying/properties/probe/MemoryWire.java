package dtlskeying.properties.probe;

import dtlskeying.spec.Octets;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** A way to an end in memory, in virtual time: nothing takes any, but waiting. */
final class MemoryWire implements Wire {
    private final Party party;
    private final Queue<Octets> arriving = new ArrayDeque<>();
    private long now;

    MemoryWire(Party party) {
        this.party = party;
        arriving.addAll(party.tick(now));
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void send(Octets datagram) {
        arriving.addAll(party.hear(datagram, now));
    }

    @Override
    public Optional<Octets> receive(long until) {
        while (arriving.isEmpty() && party.deadline() <= until) {
            now = Math.max(now, party.deadline());
            arriving.addAll(party.tick(now));
        }
        if (arriving.isEmpty()) now = Math.max(now, until);
        return Optional.ofNullable(arriving.poll());
    }

    @Override
    public boolean isGone() {
        return false;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
