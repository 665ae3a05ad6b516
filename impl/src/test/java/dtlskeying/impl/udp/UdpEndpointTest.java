package dtlskeying.impl.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Settings;
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
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

@Timeout(60)
class UdpEndpointTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final SessionSettings SESSION = SessionSettings.of(Media.MULTIPLEXED);
    private static final String LABEL = "EXTRACTOR-dtls_srtp";
    private static final Octets RTP = Octets.hex("80000001000000000000000aabcdef");
    private static final Ssrc SOURCE = new Ssrc(10);
    private static final Identity ALICE =
            Identity.demonstration("alice", Entropy.of(1), KeyKind.EC_P256);
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void both_ends_agree_on_keys_and_share_the_socket_with_srtp() throws Exception {
        try (var server =
                        UdpServer.listen(
                                ANY_PORT,
                                Versions.only(trusting(ALICE)),
                                SESSION,
                                Entropy.of(3),
                                Observer.NONE);
                var executor = Executors.newSingleThreadExecutor()) {
            var echo = CompletableFuture.supplyAsync(() -> echo(server), executor);
            try (var client = client(server.localAddress(), trusting(ALICE))) {
                client.handshake(LIMIT);
                assertThat(client.send(PacketKind.RTP, RTP)).isFalse();
                assertThat(client.use(SOURCE)).isEmpty();
                assertThat(client.send(PacketKind.RTP, RTP)).isTrue();
                assertThat(client.receive(LIMIT))
                        .contains(new UdpEndpoint.Packet(PacketKind.RTP, RTP));
                assertThat(client.export(LABEL, 60)).isEqualTo(echo.get());
                assertThat(client.receive(LIMIT)).isEmpty();
                assertThat(client.ending()).isEqualTo("the peer closed the association");
            }
        }
    }

    @Test
    void a_port_where_nobody_listens_is_said_so_in_time() throws Exception {
        try (var client = client(freePort(), trusting(ALICE))) {
            assertThatThrownBy(() -> client.handshake(Duration.ofMillis(300)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("nobody listens at ");
        }
    }

    @Test
    void a_peer_that_speaks_garbage_is_no_peer() throws Exception {
        try (var executor = Executors.newSingleThreadExecutor();
                var babbler = new DatagramSocket(ANY_PORT)) {
            executor.submit(() -> babble(babbler));
            var address = (InetSocketAddress) babbler.getLocalSocketAddress();
            try (var client = client(address, trusting(ALICE))) {
                assertThatThrownBy(() -> client.handshake(Duration.ofMillis(500)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("is not complete after 500 ms");
            }
        }
    }

    @Test
    void a_certificate_that_is_not_trusted_is_named_on_both_ends() throws Exception {
        var bob = Identity.demonstration("bob", Entropy.of(2), KeyKind.EC_P256);
        try (var server =
                        UdpServer.listen(
                                ANY_PORT,
                                Versions.only(trusting(ALICE)),
                                SESSION,
                                Entropy.of(3),
                                Observer.NONE);
                var executor = Executors.newSingleThreadExecutor()) {
            var reason = CompletableFuture.supplyAsync(() -> failure(server), executor);
            try (var client = client(server.localAddress(), trusting(bob))) {
                assertThatThrownBy(() -> client.handshake(LIMIT))
                        .hasMessageContaining("ended by bad_certificate")
                        .hasMessageContaining("rfc5246/7.4.2/b");
                assertThat(reason.get())
                        .contains("the peer ended the association: bad_certificate");
            }
        }
    }

    @Test
    void a_server_waits_no_longer_than_it_is_told() throws Exception {
        try (var server =
                UdpServer.listen(
                        ANY_PORT,
                        Versions.only(trusting(ALICE)),
                        SESSION,
                        Entropy.of(3),
                        Observer.NONE)) {
            assertThatThrownBy(() -> server.accept(Duration.ofMillis(100)))
                    .hasMessageContaining("no client came");
        }
    }

    @Test
    void nothing_is_sent_before_there_are_keys() throws Exception {
        try (var client = client(freePort(), trusting(ALICE))) {
            assertThat(client.send(PacketKind.RTP, RTP)).isFalse();
        }
    }

    @Test
    void an_unknown_host_is_said_so() {
        var nowhere = InetSocketAddress.createUnresolved("no.such.host.invalid", 1);
        assertThatThrownBy(() -> client(nowhere, trusting(ALICE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no host is called no.such.host.invalid");
    }

    private static UdpEndpoint client(InetSocketAddress server, Settings settings)
            throws IOException {
        return UdpEndpoint.connect(
                ANY_PORT, server, Versions.only(settings), SESSION, Entropy.of(4), Observer.NONE);
    }

    private static Settings trusting(Identity peer) {
        var trust =
                new Trust.Fingerprints(Set.of(Fingerprint.of(Hash.SHA256, peer.chain().leaf())));
        var terms = SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80);
        return Settings.of(ALICE, trust, Instant.parse("2026-01-01T00:00:00Z"), terms);
    }

    /** Returns one packet, and closes. */
    private static Object echo(UdpServer server) {
        try (var endpoint = server.accept(LIMIT)) {
            endpoint.use(SOURCE);
            endpoint.handshake(LIMIT);
            var packet = endpoint.receive(LIMIT).orElseThrow();
            endpoint.send(packet.kind(), packet.bytes());
            return endpoint.export(LABEL, 60);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String failure(UdpServer server) {
        try (var endpoint = server.accept(LIMIT)) {
            endpoint.handshake(LIMIT);
            return "complete";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static Void babble(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[2000], 2000);
        while (!socket.isClosed()) {
            packet.setLength(2000);
            socket.receive(packet);
            byte[] garbage = Octets.hex("16fefd00000000000000000003ffffff").toArray();
            socket.send(new DatagramPacket(garbage, garbage.length, packet.getSocketAddress()));
        }
        return null;
    }

    private static InetSocketAddress freePort() throws IOException {
        try (var socket = new DatagramSocket(ANY_PORT)) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }
}
