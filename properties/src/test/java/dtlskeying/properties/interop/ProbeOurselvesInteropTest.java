package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.udp.Observer;
import dtlskeying.impl.udp.UdpServer;
import dtlskeying.impl.versions.Versions;
import dtlskeying.properties.probe.LiveServer;
import dtlskeying.properties.probe.Outcome;
import dtlskeying.properties.probe.SrtpCases;
import dtlskeying.properties.probe.Subject;
import dtlskeying.properties.probe.Wire;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The probe finds nothing in our own endpoint, over real sockets. */
class ProbeOurselvesInteropTest {
    @Test
    void our_own_server_has_no_failure() {
        var results = ProbePeers.put(SrtpCases.all(), new OurServer(), ProbePeers.client());
        assertThat(results)
                .allSatisfy(each ->
                        assertThat(each.outcome())
                                .as("%s: %s", each.probeCase().id(), each.words())
                                .isIn(Outcome.PASS, Outcome.SKIPPED));
    }

    /** A server of ours for each case, on a port and a thread of its own. */
    private static final class OurServer implements Subject {
        private static final Duration LIFE = Duration.ofSeconds(20);

        @Override
        public Role role() {
            return Role.SERVER;
        }

        @Override
        public Peer appear() {
            try {
                return new Running(listen());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static UdpServer listen() throws IOException {
            var own = ProbePeers.server();
            var terms =
                    new SrtpTerms(
                            List.of(ProtectionProfile.values()),
                            Mki.NONE,
                            true,
                            WithoutSrtp.FALL_BACK);
            var settings =
                    Settings.of(
                            Identity.ofPem(own.certificatePem(), own.keyPem()),
                            new Trust.Anyone(),
                            Instant.now(),
                            terms);
            return UdpServer.listen(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    Versions.only(settings),
                    SessionSettings.of(Media.MULTIPLEXED),
                    Draws.entropy(),
                    Observer.NONE);
        }
    }

    private record Running(UdpServer server, InetSocketAddress address, Thread thread)
            implements Subject.Peer {
        private Running(UdpServer server) {
            this(server, server.localAddress(), Thread.ofVirtual().start(() -> serve(server)));
        }

        private static void serve(UdpServer server) {
            try (var endpoint = server.accept(OurServer.LIFE)) {
                endpoint.handshake(OurServer.LIFE);
                while (!endpoint.association().isOver()) endpoint.receive(Duration.ofMillis(50));
            } catch (IOException over) {
                // The case is over, or the handshake has failed: the probe has seen what it saw.
            }
        }

        @Override
        public Wire open() {
            return new LiveServer(address, Optional.empty()).appear().open();
        }

        @Override
        public void close() {
            server.close();
            thread.interrupt();
        }
    }
}
