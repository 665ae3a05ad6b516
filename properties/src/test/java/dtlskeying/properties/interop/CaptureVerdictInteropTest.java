package dtlskeying.properties.interop;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.AddressValidation;
import dtlskeying.properties.capture.Capture;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.properties.capture.Pcapng;
import dtlskeying.properties.check.TraceCheck;
import dtlskeying.properties.check.Verdict;
import dtlskeying.properties.check.Verdict.Consistent;
import dtlskeying.properties.check.Verdict.Inconsistent;
import dtlskeying.properties.decode.Decoding;
import dtlskeying.properties.observe.Observer;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Handshakes of foreign peers, captured on the way between them: each of them is found consistent
 * in every chapter that the wire shows, but for what is known of it.
 */
class CaptureVerdictInteropTest {
    private static final ProtectionProfile PROFILE = SRTP_AES128_CM_HMAC_SHA1_80;
    private static final List<String> OF_1_2 =
            List.of(
                    "client dtls/Flights",
                    "client dtls12/ClientHandshake",
                    "client dtls12/Records",
                    "client srtp/MkiSelection",
                    "client srtp/UseSrtp",
                    "server dtls/Flights",
                    "server dtls12/Records",
                    "server dtls12/ServerHandshake",
                    "server srtp/MkiSelection",
                    "server srtp/UseSrtp");
    private static final List<String> OF_1_3 =
            List.of(
                    "client dtls/Flights",
                    "client dtls13/ClientHandshake",
                    "client dtls13/Records",
                    "client srtp/MkiSelection",
                    "client srtp/UseSrtp",
                    "server dtls/VersionChoice",
                    "server dtls/Flights",
                    "server dtls13/Records",
                    "server dtls13/ServerHandshake",
                    "server srtp/MkiSelection",
                    "server srtp/UseSrtp");

    private static final List<String> UPDATING =
            List.of(
                    "client dtls13/Acknowledgement",
                    "client dtls13/Records",
                    "server dtls13/KeyUpdate",
                    "server dtls13/Records");

    private static final List<String> NOTHING = List.of();

    /** A server of wolfSSL names the records of our last flight backwards, against §7. */
    private static final List<String> UNSORTED =
            List.of(
                    "server dtls13/Acknowledgement did [Acknowledge[records=[2:2, 2:1, 2:0]]], not"
                            + " [[Acknowledge[records=[2:0, 2:1, 2:2]]] by rfc9147/7.1/a"
                            + " rfc9147/7.1/b rfc9147/7.1/d rfc9147/7.1/e rfc9147/7/b rfc9147/7/c"
                            + " rfc9147/7/e]");

    @TempDir Path directory;

    /** What somebody on the path writes down. */
    private static final class Wire implements LossyRelay.Tap {
        private final ByteArrayOutputStream file = new ByteArrayOutputStream();
        private final Pcapng capture;
        private long nanos;

        Wire() throws IOException {
            this.capture = new Pcapng(file);
        }

        @Override
        public synchronized void passes(int from, int to, Octets datagram) {
            try {
                capture.udp(++nanos, loopback(from), loopback(to), datagram);
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        }

        private static InetSocketAddress loopback(int port) {
            return new InetSocketAddress("127.0.0.1", port);
        }

        synchronized List<Verdict> verdicts(String keyLog) {
            var read = ((Capture.Outcome.Whole) Capture.read(file.toByteArray())).capture();
            var log = ((KeyLog.Outcome.Readable) KeyLog.read(keyLog)).log();
            var decoded = (Decoding.Outcome.Decoded) Decoding.of(read.packets(), log);
            var check = new TraceCheck(Set.of(), Set.of());
            return decoded.conversations().stream()
                    .map(Observer::of)
                    .flatMap(each -> each.judgedBy(check).stream())
                    .toList();
        }
    }

    @Test
    void an_openssl_client_and_a_gnutls_server() throws IOException {
        OpensslPeer.assumePresent();
        GnutlsPeer.assumePresent();
        var parties = Parties.of(Credential.Kind.ECDSA);
        var keys = directory.resolve("keys.txt");
        var wire = new Wire();
        try (var server = GnutlsPeer.server(directory, parties.server(), PROFILE);
                var relay = LossyRelay.to(server.port(), _ -> 1, wire);
                var client =
                        OpensslPeer.client(
                                relay.port(),
                                directory,
                                parties.client(),
                                parties.server(),
                                List.of(PROFILE),
                                "-keylogfile",
                                keys.toString())) {
            assertThat(client.outcome()).isInstanceOf(Outcome.Agreed.class);
            assertThat(server.outcome()).isEqualTo(client.outcome());
            assertConsistent(wire.verdicts(Files.readString(keys)), OF_1_2);
        }
    }

    @Test
    void a_gnutls_client_with_an_mki_and_an_openssl_server() throws IOException {
        OpensslPeer.assumePresent();
        GnutlsPeer.assumePresent();
        var parties = Parties.of(Credential.Kind.ECDSA);
        var keys = directory.resolve("keys.txt");
        var wire = new Wire();
        var mki = new Mki(Octets.hex("01"));
        try (var server =
                        OpensslPeer.serverWithKeyLog(
                                directory, parties.server(), parties.client(), PROFILE, keys);
                var relay = LossyRelay.to(server.port(), _ -> 1, wire);
                var client =
                        GnutlsPeer.client(
                                relay.port(), directory, parties.client(), mki, PROFILE)) {
            assertThat(client.outcome()).isInstanceOf(Outcome.Agreed.class);
            assertThat(server.outcome()).isInstanceOf(Outcome.Agreed.class);
            assertConsistent(wire.verdicts(Files.readString(keys)), OF_1_2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_of_dtls_1_3(Dtls13Peer.Library library) throws IOException {
        library.assumePresent();
        var wire = new Wire();
        var ends = Dtls13Ends.plain(directory);
        var option = "srtp=%04x".formatted(PROFILE.code());
        try (var theirs =
                        Dtls13Peer.server(
                                library, directory, ends.parties(), Dtls13Ends.with(option));
                var relay = LossyRelay.to(theirs.port(), _ -> 1, wire);
                var ours = OurDtls13Peer.client(relay.port(), ends.client(SrtpTerms.of(PROFILE)))) {
            agree(theirs, ours, wire, library == Dtls13Peer.Library.WOLFSSL ? UNSORTED : NOTHING);
        }
    }

    /**
     * Without groups a hello of NSS has a hybrid share: with use_srtp and our cookie it has no room
     * in a datagram of NSS's, and parts of a hello are dropped by who wants a cookie
     * (PARTS_OF_A_FIRST_HELLO_ARE_KEPT).
     */
    @ParameterizedTest
    @EnumSource
    void a_client_of_dtls_1_3(Dtls13Peer.Library library) throws IOException {
        library.assumePresent();
        var wire = new Wire();
        var ends = Dtls13Ends.plain(directory);
        var option = "srtp=%04x".formatted(PROFILE.code());
        try (var ours = OurDtls13Peer.server(ends.server(SrtpTerms.of(PROFILE)));
                var relay = LossyRelay.to(ours.port(), _ -> 1, wire);
                var theirs =
                        Dtls13Peer.client(
                                library,
                                relay.port(),
                                directory,
                                ends.parties(),
                                Dtls13Ends.with(option, "groups=1d,18"))) {
            agree(theirs, ours, wire, NOTHING);
        }
    }

    @Test
    void a_client_of_nss_whose_hybrid_hello_comes_in_parts() throws IOException {
        Dtls13Peer.Library.NSS.assumePresent();
        var wire = new Wire();
        var ends = Dtls13Ends.plain(directory);
        var option = "srtp=%04x".formatted(PROFILE.code());
        var settings =
                ends.server(SrtpTerms.of(PROFILE)).withAddressValidation(AddressValidation.GIVEN);
        try (var ours = OurDtls13Peer.server(settings);
                var relay = LossyRelay.to(ours.port(), _ -> 1, wire);
                var theirs =
                        Dtls13Peer.client(
                                Dtls13Peer.Library.NSS,
                                relay.port(),
                                directory,
                                ends.parties(),
                                Dtls13Ends.with(option))) {
            agree(theirs, ours, wire, NOTHING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_changes_its_keys(Dtls13Peer.Library library) throws IOException {
        library.assumePresent();
        boolean isWolf = library == Dtls13Peer.Library.WOLFSSL;
        var wire = new Wire();
        var ends = Dtls13Ends.plain(directory);
        try (var theirs = Dtls13Peer.server(library, directory, ends.parties(), Dtls13Ends.with());
                var relay = LossyRelay.to(theirs.port(), _ -> 1, wire);
                var ours = OurDtls13Peer.client(relay.port(), ends.client())) {
            assertThat(ours.agreed()).as(ours::transcript).isTrue();
            assertThat(theirs.agreed()).isTrue();
            var keys = String.join("\n", ours.association().keyLogLines());
            theirs.update();
            // wolfSSL asks for our keys, too.
            ours.awaitEpochs(4, isWolf ? 4 : 3);
            ours.send("go on");
            theirs.awaitReceived("go on");
            theirs.send("under new keys");
            ours.awaitReceived("under new keys");
            assertConsistent(wire.verdicts(keys), UPDATING, isWolf ? UNSORTED : NOTHING);
        }
    }

    private static void agree(
            Dtls13Peer theirs, OurDtls13Peer ours, Wire wire, List<String> accusations) {
        assertThat(ours.agreed()).as(ours::transcript).isTrue();
        assertThat(theirs.agreed()).isTrue();
        var keys = String.join("\n", ours.association().keyLogLines());
        assertConsistent(wire.verdicts(keys), OF_1_3, accusations);
    }

    private static void assertConsistent(List<Verdict> verdicts, List<String> chapters) {
        assertConsistent(verdicts, chapters, NOTHING);
    }

    private static void assertConsistent(
            List<Verdict> verdicts, List<String> chapters, List<String> accusations) {
        var accused = new ArrayList<String>();
        for (Verdict each : verdicts)
            if (each instanceof Inconsistent wrong) accused.add(accusation(wrong));
        assertThat(accused).as("%s", verdicts).isEqualTo(accusations);
        var consistent = new ArrayList<String>();
        for (Verdict each : verdicts) if (each instanceof Consistent) consistent.add(title(each));
        assertThat(consistent).as("%s", verdicts).containsAll(chapters);
    }

    private static String accusation(Inconsistent wrong) {
        return title(wrong) + " did " + wrong.step().effects() + ", not " + wrong.permitted();
    }

    /** The role and the chapter, without the address. */
    private static String title(Verdict verdict) {
        String role = verdict.strip().endpoint().split(" ")[0];
        return role + " " + verdict.strip().chapter();
    }
}
