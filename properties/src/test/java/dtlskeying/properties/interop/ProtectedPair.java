package dtlskeying.properties.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.SctpStack;
import dtlskeying.impl.usrsctp.MissingLibraryException;
import dtlskeying.impl.usrsctp.UsrSctp;
import dtlskeying.spec.Octets;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Two key-managed ends over libusrsctp in one process, in virtual time, and the path between. */
final class ProtectedPair implements AutoCloseable {
    private static final long STEP = 10_000_000;
    private static final int LONGEST = 60_000;

    /** How much faster time passes than it does; the library takes little more. */
    private static final int HASTE = 10;

    /** What the path makes of a packet: it, nothing, others with it. */
    interface Path {
        List<Octets> pass(Octets packet, boolean fromLeft);
    }

    final ChunkEndpoint left;
    final ChunkEndpoint right;
    private final Consumer<ChunkEvent> toLeft;
    private final Consumer<ChunkEvent> toRight;
    private Path path = (packet, _) -> List.of(packet);
    private int steps;

    /** Two ends; what happens to each is told, but for its packets. */
    ProtectedPair(SctpStack stack, Consumer<ChunkEvent> toLeft, Consumer<ChunkEvent> toRight) {
        this(
                end(stack, SctpSettings.of(5000, 5001), "left"),
                end(stack, SctpSettings.of(5001, 5000), "right"),
                toLeft,
                toRight);
    }

    private ProtectedPair(
            ChunkEndpoint left,
            ChunkEndpoint right,
            Consumer<ChunkEvent> toLeft,
            Consumer<ChunkEvent> toRight) {
        this.left = left;
        this.right = right;
        this.toLeft = toLeft;
        this.toRight = toRight;
    }

    /** The same with another left end, at the same time. */
    ProtectedPair with(ChunkEndpoint other) {
        var pair = new ProtectedPair(other, right, toLeft, toRight);
        pair.steps = steps;
        return pair;
    }

    /** The stack; skips the test where the library is missing. */
    static UsrSctp stack() {
        try {
            return UsrSctp.load();
        } catch (MissingLibraryException e) {
            assumeTrue(false, e.getMessage());
            throw new AssertionError(e);
        }
    }

    /** An end with an identity of its own, whom everybody trusts. */
    static ChunkEndpoint end(SctpStack stack, SctpSettings sctp, String name) {
        return new ChunkEndpoint(stack, sctp, settings(name), Entropy.of(name.hashCode()));
    }

    /** What such an end brings. */
    static ChunkSettings settings(String name) {
        var identity = Identity.demonstration(name, Entropy.of(name.hashCode()), KeyKind.EC_P256);
        var today = Instant.parse("2026-01-01T00:00:00Z");
        return ChunkSettings.of(Settings.of(identity, new Trust.Anyone(), today, SrtpTerms.NONE));
    }

    /** From here on packets meet with this. */
    void onPath(Path other) {
        path = other;
    }

    /** The left end opens; whether both came to require protection. */
    boolean open() {
        left.connect();
        return until(() -> left.isProtected() && right.isProtected());
    }

    /** Lets time pass until that holds; whether it came to hold. */
    boolean until(BooleanSupplier done) {
        for (int limit = steps + LONGEST; steps < limit; steps++) {
            settle();
            if (done.getAsBoolean()) return true;
            LockSupport.parkNanos(STEP / HASTE);
            left.advance(steps * STEP);
            right.advance(steps * STEP);
        }
        return false;
    }

    private void settle() {
        boolean moved = true;
        while (moved) moved = move(left, right, toLeft) | move(right, left, toRight);
    }

    private boolean move(ChunkEndpoint from, ChunkEndpoint to, Consumer<ChunkEvent> told) {
        boolean moved = false;
        for (var event : from.events()) {
            if (event instanceof ChunkEvent.Packet(var packet)) {
                moved = true;
                path.pass(packet, from == left).forEach(to::receive);
            } else {
                told.accept(event);
            }
        }
        return moved;
    }

    @Override
    public void close() {
        left.close();
        right.close();
    }
}
