package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.ChunkRefusal;
import dtlskeying.impl.endpoint.ChunkEndpoint;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A hundred megabytes over a protected association on a real stack, both ways at once, past
 * somebody who loses packets and injects others.
 */
class TrafficInteropTest {
    private static final long BYTES = Long.getLong("traffic.bytes", 50_000_000);

    @BeforeAll
    static void the_library_is_here() {
        ProtectedPair.stack();
    }

    @Test
    void nothing_is_lost_or_duplicated_and_nothing_injected_gets_through() {
        var rightward = new Traffic(BYTES, 1);
        var leftward = new Traffic(BYTES, 2);
        var onTheRight = new Saboteur(3);
        var onTheLeft = new Saboteur(4);
        try (var pair = new ProtectedPair(ProtectedPair.stack(), leftward::hear, rightward::hear)) {
            assertThat(pair.open()).isTrue();
            long leftSent = pair.left.operators().sentProtected();
            long rightSent = pair.right.operators().sentProtected();
            long leftOpened = pair.left.operators().receivedProtected();
            long rightOpened = pair.right.operators().receivedProtected();
            pair.onPath((packet, fromLeft) ->
                    (fromLeft ? onTheRight : onTheLeft).pass(packet, fromLeft));
            assertThat(
                            pair.until(() -> {
                                rightward.feed(pair.left);
                                leftward.feed(pair.right);
                                return rightward.isComplete() && leftward.isComplete();
                            }))
                    .isTrue();
            assertThat(rightward.received()).isEqualTo(rightward.sent());
            assertThat(leftward.received()).isEqualTo(leftward.sent());
            assertCounts(pair.right, onTheRight);
            assertCounts(pair.left, onTheLeft);
            assertThat(pair.right.operators().receivedProtected() - rightOpened)
                    .isEqualTo(pair.left.operators().sentProtected() - leftSent - onTheRight.lost);
            assertThat(pair.left.operators().receivedProtected() - leftOpened)
                    .isEqualTo(pair.right.operators().sentProtected() - rightSent - onTheLeft.lost);
        }
    }

    private static void assertCounts(ChunkEndpoint end, Saboteur saboteur) {
        var operators = end.operators();
        assertThat(operators.refused(ChunkRefusal.UNPROTECTED)).isEqualTo(saboteur.unprotected);
        assertThat(operators.refused(ChunkRefusal.REPLAYED)).isEqualTo(saboteur.replayed);
        assertThat(operators.refused(ChunkRefusal.FORGED)).isEqualTo(saboteur.forged);
        assertThat(operators.refused(ChunkRefusal.DAMAGED)).isEqualTo(saboteur.damaged);
        assertThat(saboteur.unprotected).isPositive();
        assertThat(saboteur.replayed).isPositive();
        assertThat(saboteur.forged).isPositive();
        assertThat(saboteur.damaged).isPositive();
        assertThat(saboteur.lost).isPositive();
    }
}
