package dtlskeying.impl.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.impl.endpoint.SharedPort.Told;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.versions.Versions;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

@Timeout(60)
class UdpPortTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final SessionSettings SESSION = SessionSettings.of(Media.MULTIPLEXED);
    private static final Settings SETTINGS =
            Settings.of(
                    Identity.demonstration("port", Entropy.of(1), KeyKind.EC_P256),
                    new Trust.Anyone(),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));

    @Test
    void two_clients_share_a_port_and_each_packet_finds_its_association() throws Exception {
        try (var port =
                UdpPort.listen(
                        ANY_PORT, Versions.only(SETTINGS), SESSION, Entropy.of(2), Observer.NONE)) {
            var first = CompletableFuture.supplyAsync(() -> talk(port.localAddress(), 1));
            var second = CompletableFuture.supplyAsync(() -> talk(port.localAddress(), 2));
            var opened = new ArrayList<Octets>();
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!(first.isDone() && second.isDone()) && System.nanoTime() < end)
                for (Told told : port.serve(Duration.ofMillis(20)))
                    if (told
                            instanceof
                            Told.Of(var number, _, EndpointEvent.Opened(var kind, _, var packet))) {
                        opened.add(packet);
                        port.port().use(number, new Ssrc(100 + number));
                        port.send(number, kind, packet(100 + number));
                    }
            assertThat(opened).containsExactlyInAnyOrder(packet(1), packet(2));
            assertThat(first.join()).isNotEqualTo(second.join());
        }
    }

    @Test
    void a_server_that_is_closed_leaves_its_port_to_others() throws Exception {
        var settings =
                dtlskeying.impl.dtls13.Settings.of(
                        SETTINGS.identity(),
                        new Trust.Anyone(),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        SrtpTerms.NONE);
        var first =
                PlainServer.listen(ANY_PORT, settings, Entropy.of(3), PlainEndpoint.Watcher.NONE);
        var place = first.localAddress();
        first.close();
        try (var second =
                PlainServer.listen(place, settings, Entropy.of(4), PlainEndpoint.Watcher.NONE)) {
            assertThat(second.localAddress()).isEqualTo(place);
        }
    }

    /** Sends one packet and returns what is sent back. */
    private static Octets talk(InetSocketAddress server, int number) {
        var entropy = Entropy.of(10 + number);
        try (var client =
                UdpEndpoint.connect(
                        ANY_PORT,
                        server,
                        Versions.only(SETTINGS),
                        SESSION,
                        entropy,
                        Observer.NONE)) {
            client.use(new Ssrc(number));
            client.handshake(LIMIT);
            client.send(PacketKind.RTP, packet(number));
            return client.receive(LIMIT).orElseThrow().bytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Octets packet(int source) {
        return Octets.hex("8060000100000000%08x00112233".formatted(source));
    }
}
