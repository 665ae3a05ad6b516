package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.sctp.MemoryStack;
import dtlskeying.impl.sctp.SctpEvent;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.impl.usrsctp.UsrSctp;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

/** The SCTP in memory with libusrsctp at the other end: what it says on the wire is SCTP. */
class MemoryStackInteropTest {
    private static final SctpSettings LEFT = SctpSettings.of(5000, 5001);
    private static final SctpSettings RIGHT = SctpSettings.of(5001, 5000);

    private static UsrSctp stack;

    @BeforeAll
    static void the_library_is_here() {
        stack = ProtectedPair.stack();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void both_open_talk_and_shut_down(boolean isMemoryFirst) {
        var memory = new MemoryStack(Entropy.of(1));
        try (var wire =
                new SctpWire(
                        isMemoryFirst ? memory.associate(LEFT) : stack.associate(LEFT),
                        isMemoryFirst ? stack.associate(RIGHT) : memory.associate(RIGHT),
                        (packet, _) -> List.of(packet))) {
            wire.left.association.connect();
            assertThat(wire.until(() -> wire.left.isUp() && wire.right.isUp())).isTrue();
            var sent =
                    IntStream.range(1, 40)
                            .mapToObj(
                                    i -> new UserMessage(i % 4, i, Octets.of(new byte[i * i * 10])))
                            .toList();
            for (var message : sent) {
                assertThat(wire.left.association.send(message)).isTrue();
                assertThat(wire.right.association.send(message)).isTrue();
            }
            assertThat(
                            wire.until(() ->
                                    received(wire.left).size() == sent.size()
                                            && received(wire.right).size() == sent.size()))
                    .isTrue();
            assertThat(received(wire.left)).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(received(wire.right)).containsExactlyInAnyOrderElementsOf(sent);
            wire.left.association.shutdown();
            var end = new SctpEvent.Down(SctpEvent.Reason.SHUTDOWN);
            assertThat(
                            wire.until(() ->
                                    wire.left.told.contains(end) && wire.right.told.contains(end)))
                    .isTrue();
        }
    }

    private static List<UserMessage> received(SctpWire.End end) {
        return end.told.stream()
                .filter(SctpEvent.Received.class::isInstance)
                .map(event -> ((SctpEvent.Received) event).message())
                .toList();
    }
}
