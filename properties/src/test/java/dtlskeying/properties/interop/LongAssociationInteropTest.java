package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.SctpStack;
import dtlskeying.spec.chunk.ReauthenticationSpec;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * An association over libusrsctp whose keys change every second of real time, past somebody who
 * loses 2 % of the packets: no message is lost, and of keys that are over nothing is left, in what
 * they open and in memory. Two minutes of it, or {@code -Dlong.association} in seconds.
 */
class LongAssociationInteropTest {
    private static final long SECONDS = Long.getLong("long.association", 120);
    private static final long SECOND = 1_000_000_000L;
    private static final long PAUSE = 5_000_000;
    private static final long MESSAGE_EVERY = 20_000_000;

    @BeforeAll
    static void the_library_is_here() {
        ProtectedPair.stack();
    }

    @Test
    void keys_that_change_every_second_lose_no_message_and_leave_nothing_behind() {
        try (var run = new Run(ProtectedPair.stack())) {
            run.left.connect();
            assertThat(run.until(30, () -> run.left.isProtected() && run.right.isProtected()))
                    .isTrue();
            run.goOn(SECONDS);
            assertThat(run.until(60, run::isComplete)).isTrue();
            System.out.println("long association: " + run);
            run.rightward.assertWhole();
            run.leftward.assertWhole();
            run.onTheLeft.assertAlive();
            run.onTheRight.assertAlive();
            long updates = run.onTheLeft.newest().number() - 3;
            assertThat(updates).isGreaterThan(SECONDS / 3);
            assertThat(run.proved).isGreaterThan(updates / 10);
            assertThat(run.onTheLeft.erased()).isGreaterThan(10 * updates);
        }
    }

    /** Both ends and their clock. */
    private static final class Run implements AutoCloseable {
        private final ChunkEndpoint left;
        private final ChunkEndpoint right;
        private final EpochWatch onTheLeft;
        private final EpochWatch onTheRight;
        private final LongWay rightward;
        private final LongWay leftward;
        private final long began = System.nanoTime();
        private long wishes;
        private long proved;

        Run(SctpStack stack) {
            left = end(stack, SctpSettings.of(5000, 5001), "left");
            right = end(stack, SctpSettings.of(5001, 5000), "right");
            onTheLeft = new EpochWatch(left);
            onTheRight = new EpochWatch(right);
            rightward = new LongWay(left, right, onTheLeft, onTheRight, 5);
            leftward = new LongWay(right, left, onTheRight, onTheLeft, 6);
        }

        private static ChunkEndpoint end(SctpStack stack, SctpSettings sctp, String name) {
            var usual = ProtectedPair.settings(name);
            var renewing =
                    new ChunkSettings(
                            usual.support(), usual.dtls().withUpdates(ExtendedUpdates.ON));
            return new ChunkEndpoint(stack, sctp, renewing, Entropy.of(name.hashCode()));
        }

        /** Messages both ways for so long, and every second a change of the keys. */
        void goOn(long seconds) {
            long start = now();
            long nextMessage = start;
            long nextChange = start + SECOND;
            while (now() < start + seconds * SECOND) {
                if (now() >= nextMessage) {
                    rightward.send();
                    leftward.send();
                    nextMessage += MESSAGE_EVERY;
                }
                if (now() >= nextChange) {
                    change();
                    nextChange += SECOND;
                }
                step();
            }
        }

        /** The ends take turns, every third time both want it, and then one has to prove itself. */
        private void change() {
            rightward.replay();
            leftward.replay();
            long turn = wishes++ % 3;
            if (turn != 1) left.renewKeys();
            if (turn != 0) right.renewKeys();
            if (turn == 2) (wishes % 2 == 0 ? left : right).reauthenticate();
        }

        boolean until(long seconds, BooleanSupplier done) {
            long limit = now() + seconds * SECOND;
            while (!done.getAsBoolean() && now() < limit) step();
            return done.getAsBoolean();
        }

        boolean isComplete() {
            return rightward.isComplete() && leftward.isComplete();
        }

        private long now() {
            return System.nanoTime() - began;
        }

        private void step() {
            while (move(left, onTheLeft, rightward, leftward)
                    | move(right, onTheRight, leftward, rightward)) {}
            LockSupport.parkNanos(PAUSE);
            left.advance(now());
            right.advance(now());
        }

        private boolean move(ChunkEndpoint from, EpochWatch watch, LongWay away, LongWay here) {
            boolean moved = false;
            for (var event : from.events()) {
                watch.hear(event);
                switch (event) {
                    case ChunkEvent.Packet(var packet) -> {
                        moved = true;
                        away.pass(packet);
                    }
                    case ChunkEvent.Received(var message) -> here.received(message);
                    case ChunkEvent.Reauthenticated(_, var effects) ->
                            proved += effects.stream().filter(Run::isAccepted).count();
                    case ChunkEvent.GaveUp(var clause) ->
                            throw new AssertionError("given up: " + clause.id());
                    case ChunkEvent.Down(var reason) ->
                            throw new AssertionError("the association is over: " + reason);
                    case ChunkEvent _ -> {}
                }
            }
            return moved;
        }

        private static boolean isAccepted(ReauthenticationSpec.Effect effect) {
            return effect instanceof ReauthenticationSpec.Effect.Judged(var verdict)
                    && verdict == ReauthenticationSpec.Verdict.AUTHENTICATED;
        }

        @Override
        public void close() {
            left.close();
            right.close();
        }

        @Override
        public String toString() {
            return "%d epochs, %d proofs, %d secrets erased on the left; rightward %s; leftward %s"
                    .formatted(
                            onTheLeft.newest().number(),
                            proved,
                            onTheLeft.erased(),
                            rightward,
                            leftward);
        }
    }
}
