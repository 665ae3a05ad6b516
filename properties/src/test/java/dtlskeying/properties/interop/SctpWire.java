package dtlskeying.properties.interop;

import dtlskeying.impl.sctp.SctpAssociation;
import dtlskeying.impl.sctp.SctpEvent;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Two SCTP associations in one process, in virtual time, with a wire between them. */
final class SctpWire implements AutoCloseable {
    private static final long MILLISECOND = 1_000_000;
    private static final int LONGEST = 600_000;

    /** What the wire makes of a packet: it, nothing, or others. */
    interface Passage {
        List<Octets> pass(Octets packet, boolean fromLeft);
    }

    /** One end: what it was told, but for packets. */
    final class End {
        final SctpAssociation association;
        final List<SctpEvent> told = new ArrayList<>();

        private End(SctpAssociation association) {
            this.association = association;
        }

        boolean isUp() {
            return told.stream().anyMatch(SctpEvent.Up.class::isInstance);
        }

        boolean isDown() {
            return told.stream().anyMatch(SctpEvent.Down.class::isInstance);
        }

        List<SctpEvent> events() {
            return List.copyOf(told);
        }
    }

    final End left;
    final End right;
    private final Passage passage;
    private int now;

    SctpWire(SctpAssociation left, SctpAssociation right, Passage passage) {
        this.left = new End(left);
        this.right = new End(right);
        this.passage = passage;
    }

    static SctpWire of(SctpAssociation left, SctpAssociation right) {
        return new SctpWire(left, right, (packet, _) -> List.of(packet));
    }

    /** Lets time pass until that holds, a millisecond at a time; whether it came to hold. */
    boolean until(BooleanSupplier done) {
        for (int limit = now + LONGEST; now < limit; now++) {
            settle();
            if (done.getAsBoolean()) return true;
            left.association.advance(now * MILLISECOND);
            right.association.advance(now * MILLISECOND);
        }
        return false;
    }

    /** Hands over packets, and those that answer them, until there are none. */
    void settle() {
        boolean moved = true;
        while (moved) moved = move(left, right, true) | move(right, left, false);
    }

    private boolean move(End from, End to, boolean fromLeft) {
        boolean moved = false;
        for (var event : from.association.events()) {
            if (event instanceof SctpEvent.Packet(var packet)) {
                moved = true;
                passage.pass(packet, fromLeft).forEach(to.association::receive);
            } else {
                from.told.add(event);
            }
        }
        return moved;
    }

    @Override
    public void close() {
        left.association.close();
        right.association.close();
    }
}
