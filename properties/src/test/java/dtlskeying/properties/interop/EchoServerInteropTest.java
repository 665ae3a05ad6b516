package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dtlskeying.impl.sctp.SctpAssociation;
import dtlskeying.impl.sctp.SctpEvent;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.impl.udp.UdpEncapsulation;
import dtlskeying.impl.usrsctp.MissingLibraryException;
import dtlskeying.impl.usrsctp.UsrSctp;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** SCTP over UDP with a peer that knows nothing of the DTLS chunk. */
class EchoServerInteropTest {
    private static final InetSocketAddress ANY =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private static UsrSctp stack;

    @BeforeAll
    static void library_and_server_are_here() {
        EchoServer.assumePresent();
        try {
            stack = UsrSctp.load();
        } catch (MissingLibraryException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    @Test
    void every_message_comes_back_and_the_association_ends_well() throws IOException {
        try (var server = EchoServer.start();
                var link = UdpEncapsulation.connect(ANY, server.address());
                var association = stack.associate(SctpSettings.of(5000, EchoServer.PORT))) {
            association.connect();
            var told = drive(association, link, SctpEvent.Up.class::isInstance);
            assertThat(told.getLast()).isInstanceOf(SctpEvent.Up.class);
            var sent =
                    IntStream.range(0, 50)
                            .mapToObj(
                                    i -> new UserMessage(i % 3, i, Octets.of(new byte[1 + i * 97])))
                            .toList();
            sent.forEach(message -> assertThat(association.send(message)).isTrue());
            var back = new ArrayList<UserMessage>();
            drive(
                    association,
                    link,
                    event -> {
                        if (event instanceof SctpEvent.Received(var message)) back.add(message);
                        return back.size() == sent.size();
                    });
            assertThat(back)
                    .extracting(UserMessage::bytes)
                    .containsExactlyInAnyOrderElementsOf(
                            sent.stream().map(UserMessage::bytes).toList());
            association.shutdown();
            assertThat(drive(association, link, SctpEvent.Down.class::isInstance))
                    .endsWith(new SctpEvent.Down(SctpEvent.Reason.SHUTDOWN));
        }
    }

    /** Runs an association until an event is the last that is waited for. */
    private static List<SctpEvent> drive(
            SctpAssociation association, UdpEncapsulation link, Predicate<SctpEvent> last)
            throws IOException {
        var told = new ArrayList<SctpEvent>();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            for (var event : association.events()) {
                if (event instanceof SctpEvent.Packet(var packet)) {
                    link.send(packet);
                    continue;
                }
                told.add(event);
                if (last.test(event)) return told;
            }
            association.advance(link.nanos());
            Octets packet = link.receive(PAUSE);
            if (!packet.isEmpty()) association.receive(packet);
        }
        throw new AssertionError("not in time, after " + told);
    }
}
