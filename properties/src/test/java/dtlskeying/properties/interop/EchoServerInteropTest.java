package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.KeyManagementSupport;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.SctpAssociation;
import dtlskeying.impl.sctp.SctpEvent;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.impl.udp.UdpEncapsulation;
import dtlskeying.impl.usrsctp.UsrSctp;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.ErrorCause;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.NegotiationSpec;

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
        stack = ProtectedPair.stack();
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

    @Test
    void a_loose_end_goes_on_unprotected_with_a_peer_that_offers_nothing() throws IOException {
        try (var server = EchoServer.start();
                var link = UdpEncapsulation.connect(ANY, server.address());
                var end = end(false)) {
            end.connect();
            var told = drive(end, link, ChunkEvent.Associated.class::isInstance);
            assertThat(told)
                    .contains(
                            new ChunkEvent.Unprotected(
                                    NegotiationSpec.Claim.LOOSE_END_GOES_ON_UNPROTECTED));
            var message = new UserMessage(1, 51, Octets.hex("c0ffee"));
            assertThat(end.send(message)).isEqualTo(ChunkEndpoint.Sending.TAKEN);
            told = drive(end, link, ChunkEvent.Received.class::isInstance);
            var back = (ChunkEvent.Received) told.getLast();
            assertThat(back.message().bytes()).isEqualTo(message.bytes());
            assertThat(end.isProtected()).isFalse();
        }
    }

    @Test
    void a_strict_end_refuses_a_peer_that_offers_nothing_and_says_why() throws IOException {
        try (var server = EchoServer.start();
                var link = UdpEncapsulation.connect(ANY, server.address());
                var end = end(true)) {
            end.connect();
            var told = drive(end, link, ChunkEvent.Down.class::isInstance);
            assertThat(told)
                    .contains(
                            new ChunkEvent.Declined(
                                    ErrorCause.MISSING_DTLS_CHUNK_SUPPORT,
                                    NegotiationSpec.Claim.STRICT_END_NEEDS_AN_OFFER))
                    .endsWith(new ChunkEvent.Down(SctpEvent.Reason.REFUSED))
                    .noneMatch(ChunkEvent.Associated.class::isInstance);
            assertThat(end.send(new UserMessage(0, 51, Octets.hex("00"))))
                    .isEqualTo(ChunkEndpoint.Sending.EARLY);
        }
    }

    private static ChunkEndpoint end(boolean strict) {
        var support = new KeyManagementSupport(Roles.EITHER, true, strict, List.of(1));
        return new ChunkEndpoint(
                stack,
                SctpSettings.of(5000, EchoServer.PORT),
                ProtectedPair.settings("we").withSupport(support),
                Entropy.of(1));
    }

    /** Runs a key-managed end until an event is the last that is waited for. */
    private static List<ChunkEvent> drive(
            ChunkEndpoint end, UdpEncapsulation link, Predicate<ChunkEvent> last)
            throws IOException {
        var told = new ArrayList<ChunkEvent>();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            for (var event : end.events()) {
                if (event instanceof ChunkEvent.Packet(var packet)) link.send(packet);
                else told.add(event);
            }
            if (!told.isEmpty() && told.stream().anyMatch(last)) return told;
            end.advance(link.nanos());
            Octets packet = link.receive(PAUSE);
            if (!packet.isEmpty()) end.receive(packet);
        }
        throw new AssertionError("not in time, after " + told);
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
