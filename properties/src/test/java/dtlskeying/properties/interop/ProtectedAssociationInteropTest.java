package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEndpoint.Sending;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.SctpEvent;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Key-managed ends over libusrsctp, when things go wrong and when they end. */
class ProtectedAssociationInteropTest {
    private static final UserMessage MESSAGE = new UserMessage(2, 51, Octets.of(new byte[9_000]));

    private final List<ChunkEvent> toLeft = new ArrayList<>();
    private final List<ChunkEvent> toRight = new ArrayList<>();

    @BeforeAll
    static void the_library_is_here() {
        ProtectedPair.stack();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void keys_are_set_up_and_messages_arrive_though_a_tenth_of_the_packets_is_lost(long seed) {
        var random = new Random(seed);
        try (var pair = pair()) {
            pair.onPath((packet, _) -> random.nextInt(10) == 0 ? List.of() : List.of(packet));
            assertThat(pair.open()).isTrue();
            assertThat(pair.left.send(MESSAGE)).isEqualTo(Sending.TAKEN);
            assertThat(pair.right.send(MESSAGE)).isEqualTo(Sending.TAKEN);
            var received = new ChunkEvent.Received(MESSAGE);
            assertThat(pair.until(() -> toLeft.contains(received) && toRight.contains(received)))
                    .isTrue();
        }
    }

    @Test
    void both_ends_may_open_at_once() {
        try (var pair = pair()) {
            pair.right.connect();
            assertThat(pair.open()).isTrue();
        }
    }

    @Test
    void an_abort_travels_protected() {
        try (var pair = pair()) {
            assertThat(pair.open()).isTrue();
            var last = new ArrayList<Octets>();
            pair.onPath((packet, _) -> {
                last.add(packet);
                return List.of(packet);
            });
            pair.left.abort();
            var aborted = new ChunkEvent.Down(SctpEvent.Reason.ABORTED);
            assertThat(pair.until(() -> toRight.contains(aborted))).isTrue();
            assertThat(toLeft).endsWith(aborted);
            assertThat(last).isNotEmpty().allMatch(packet -> packet.at(12) == 0x41);
        }
    }

    @Test
    void an_end_that_forgot_its_association_comes_back_protected() {
        try (var pair = pair()) {
            assertThat(pair.open()).isTrue();
            assertThat(pair.until(() -> has(toLeft, ChunkEvent.RestartReady.class))).isTrue();
            assertThat(pair.until(() -> has(toRight, ChunkEvent.Settled.class))).isTrue();
            var kept =
                    toLeft.stream()
                            .filter(ChunkEvent.RestartReady.class::isInstance)
                            .map(event -> ((ChunkEvent.RestartReady) event).keys())
                            .findFirst()
                            .orElseThrow();
            pair.left.close();
            var back =
                    ChunkEndpoint.restarting(
                            ProtectedPair.stack(),
                            SctpSettings.of(5000, 5001),
                            ProtectedPair.settings("left"),
                            Entropy.of(99),
                            kept);
            try (var again = pair.with(back)) {
                toLeft.clear();
                toRight.clear();
                assertThat(again.open()).isTrue();
                assertThat(
                                again.until(() ->
                                        has(toLeft, ChunkEvent.Settled.class)
                                                && has(toRight, ChunkEvent.Settled.class)))
                        .isTrue();
                assertThat(toRight).contains(new ChunkEvent.Associated(true));
                assertThat(back.send(MESSAGE)).isEqualTo(Sending.TAKEN);
                var received = new ChunkEvent.Received(MESSAGE);
                assertThat(again.until(() -> toRight.contains(received))).isTrue();
            }
        }
    }

    private ProtectedPair pair() {
        return new ProtectedPair(ProtectedPair.stack(), toLeft::add, toRight::add);
    }

    private static boolean has(List<ChunkEvent> told, Class<? extends ChunkEvent> kind) {
        return told.stream().anyMatch(kind::isInstance);
    }
}
