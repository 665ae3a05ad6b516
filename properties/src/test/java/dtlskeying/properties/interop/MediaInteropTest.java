package dtlskeying.properties.interop;

import static dtlskeying.properties.interop.MediaPackets.open;
import static dtlskeying.properties.interop.MediaPackets.protect;
import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_128_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_256_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The whole way: a handshake with one stack, and then packets that another one opens under the keys
 * that the first one printed.
 */
class MediaInteropTest {
    private static final List<Octets> RTP_PACKETS =
            List.of(
                    Octets.hex("8060fffe00000001cafebabe" + "00".repeat(20)),
                    Octets.hex("8060ffff00000002cafebabe" + "11".repeat(160)),
                    Octets.hex("8060000000000003cafebabe" + "22".repeat(1188)));
    private static final Octets RECEIVER_REPORT = Octets.hex("80c90001cafebabe");

    @TempDir Path directory;

    @BeforeAll
    static void the_peers_are_present() {
        OpensslPeer.assumePresent();
        GnutlsPeer.assumePresent();
        CompiledPeer.compile("libsrtp_filter", "libsrtp2");
    }

    static Stream<Arguments> roles_and_profiles() {
        return Arrays.stream(Role.values())
                .flatMap(role ->
                        Stream.of(
                                        SRTP_AES128_CM_HMAC_SHA1_80,
                                        SRTP_AES128_CM_HMAC_SHA1_32,
                                        SRTP_AEAD_AES_128_GCM,
                                        SRTP_AEAD_AES_256_GCM)
                                .map(profile -> Arguments.of(role, profile)));
    }

    @ParameterizedTest
    @MethodSource("roles_and_profiles")
    void libsrtp_under_the_keys_of_openssl_opens_ours_and_we_open_its(
            Role ours, ProtectionProfile profile) {
        assertMediaFlow(ours, withOpenssl(ours, profile));
    }

    @ParameterizedTest
    @EnumSource(
            value = ProtectionProfile.class,
            names = {"SRTP_AES128_CM_HMAC_SHA1_80", "SRTP_NULL_HMAC_SHA1_80"})
    void libsrtp_under_the_keys_and_mki_of_gnutls_opens_ours_and_we_open_its(
            ProtectionProfile profile) {
        var mki = Mki.hex("0a0b0c");
        var parties = Parties.of(Credential.Kind.ECDSA);
        var terms = SrtpTerms.of(profile).withMki(mki);
        try (var theirs = GnutlsPeer.server(directory, parties.server(), profile);
                var ours = OurPeer.client(theirs.port(), parties.client(terms))) {
            assertMediaFlow(Role.CLIENT, new Ends(ours.outcome(), theirs.outcome()));
        }
    }

    private Ends withOpenssl(Role role, ProtectionProfile profile) {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var terms = SrtpTerms.of(profile);
        return switch (role) {
            case CLIENT ->
                    Ends.withOpensslServer(directory, parties, parties.client(terms), profile);
            case SERVER ->
                    Ends.withOpensslClient(directory, parties, parties.server(terms), profile);
        };
    }

    private static Outcome.Agreed agreed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Agreed.class);
        return (Outcome.Agreed) outcome;
    }

    private static void assertMediaFlow(Role role, Ends ends) {
        libsrtp_opens_ours(role, agreed(ends.ours()), agreed(ends.theirs()));
        we_open_libsrtps(role.peer(), agreed(ends.ours()), agreed(ends.theirs()));
    }

    private static void libsrtp_opens_ours(
            Role writer, Outcome.Agreed atOurs, Outcome.Agreed atTheirs) {
        var mki = atOurs.mki();
        var sender = MediaPackets.sender(MasterKeys.of(writer, atOurs).sessionKeys(), mki);
        var theirs = MasterKeys.of(writer, atTheirs);
        try (var libsrtp = LibsrtpPeer.receiver(theirs.profile(), theirs.keySalt(), mki)) {
            for (Octets packet : RTP_PACKETS)
                assertThat(libsrtp.pass(RTP, protect(sender, RTP, packet)))
                        .isEqualTo(packet.toHex());
            assertThat(libsrtp.pass(RTCP, protect(sender, RTCP, RECEIVER_REPORT)))
                    .isEqualTo(RECEIVER_REPORT.toHex());
        }
    }

    private static void we_open_libsrtps(
            Role writer, Outcome.Agreed atOurs, Outcome.Agreed atTheirs) {
        var mki = atOurs.mki();
        var receiver = SrtpReceiver.of(MasterKeys.of(writer, atOurs).sessionKeys(), mki);
        var theirs = MasterKeys.of(writer, atTheirs);
        try (var libsrtp = LibsrtpPeer.sender(theirs.profile(), theirs.keySalt(), mki)) {
            for (Octets packet : RTP_PACKETS)
                assertThat(open(receiver, RTP, Octets.hex(libsrtp.pass(RTP, packet))))
                        .contains(packet);
            var report = Octets.hex(libsrtp.pass(RTCP, RECEIVER_REPORT));
            assertThat(open(receiver, RTCP, report)).contains(RECEIVER_REPORT);
        }
    }
}
