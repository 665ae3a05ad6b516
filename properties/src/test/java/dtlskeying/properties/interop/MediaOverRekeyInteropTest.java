package dtlskeying.properties.interop;

import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.properties.interop.OpensslLibraryPeer.Answer;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.function.IntFunction;

/**
 * §5.2 with peers that we did not write: our endpoint sends media all the time, and libsrtp opens
 * every packet under the keys that the peer printed for the handshake before it.
 */
class MediaOverRekeyInteropTest {
    private static final ProtectionProfile PROFILE = SRTP_AES128_CM_HMAC_SHA1_80;
    private static final Parties PARTIES = Parties.of(Credential.Kind.ECDSA);
    private static final SrtpTerms PLAIN = SrtpTerms.of(PROFILE);
    private static final SrtpTerms NAMED = PLAIN.withMki(Mki.hex("0001"));
    private static final int PACKETS = 3;

    @TempDir Path directory;

    @BeforeAll
    static void the_peers_are_present() {
        OpensslLibraryPeer.assumePresent();
        GnutlsPeer.assumePresent();
        CompiledPeer.compile("libsrtp_filter", "libsrtp2");
    }

    @Test
    void our_client_talks_on_while_it_rekeys_with_openssl() {
        try (var theirs = OpensslLibraryPeer.server(directory, PARTIES, PROFILE, Answer.ACCEPT);
                var ours = OurPeer.client(theirs.port(), PARTIES.client(PLAIN))) {
            assertMediaGoesOn(Role.CLIENT, ours, Mki.NONE, theirs::outcome);
        }
    }

    @Test
    void our_server_talks_on_while_it_rekeys_with_openssl() {
        try (var ours = OurPeer.server(PARTIES.server(PLAIN));
                var theirs =
                        OpensslLibraryPeer.client(
                                ours.port(), directory, PARTIES, PROFILE, Answer.ACCEPT)) {
            assertMediaGoesOn(Role.SERVER, ours, Mki.NONE, theirs::outcome);
        }
    }

    @Test
    void our_client_talks_on_while_it_rekeys_with_gnutls_under_a_new_mki() {
        try (var theirs = GnutlsPeer.server(directory, PARTIES.server(), PROFILE);
                var ours = OurPeer.client(theirs.port(), PARTIES.client(NAMED))) {
            assertMediaGoesOn(Role.CLIENT, ours, Mki.hex("0002"), theirs::outcome);
        }
    }

    @Test
    void our_server_talks_on_while_it_rekeys_with_gnutls() {
        try (var ours = OurPeer.server(PARTIES.server(PLAIN));
                var theirs =
                        GnutlsPeer.client(
                                ours.port(), directory, PARTIES.client(), Mki.NONE, PROFILE)) {
            assertMediaGoesOn(Role.SERVER, ours, Mki.NONE, theirs::outcome);
        }
    }

    private static void assertMediaGoesOn(
            Role us, OurPeer ours, Mki next, IntFunction<Outcome> theirs) {
        assertThat(ours.outcome(1)).isEqualTo(theirs.apply(1));
        ours.talk();
        ours.awaitSpoken(1, PACKETS);
        ours.rehandshake(next);
        assertThat(ours.outcome(2)).isEqualTo(theirs.apply(2));
        var first = (Outcome.Agreed) theirs.apply(1);
        var second = (Outcome.Agreed) theirs.apply(2);
        assertThat(second.exported()).isNotEqualTo(first.exported());
        var spoken = ours.awaitSpoken(2, PACKETS);
        try (var before = libsrtp(us, first);
                var after = libsrtp(us, second)) {
            for (var packet : spoken) {
                var keys = packet.handshake() == 1 ? before : after;
                assertThat(keys.pass(RTP, packet.datagram())).isEqualTo(packet.plain().toHex());
            }
        }
    }

    private static LibsrtpPeer libsrtp(Role writer, Outcome.Agreed agreed) {
        return LibsrtpPeer.receiver(
                agreed.profile(), MasterKeys.of(writer, agreed).keySalt(), agreed.mki());
    }
}
