package dtlskeying.properties.interop;

import static dtlskeying.properties.interop.MediaPackets.open;
import static dtlskeying.properties.interop.MediaPackets.protect;
import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_128_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;

/**
 * A media stack that shakes hands and protects by itself: nobody tells it a key, so what it opens
 * and what we open of it was agreed on the wire.
 */
class GstreamerInteropTest {
    private static final List<Octets> RTP_PACKETS =
            List.of(
                    Octets.hex("8000fffe00000001cafebabe" + "00".repeat(20)),
                    Octets.hex("8000ffff00000002cafebabe" + "11".repeat(160)),
                    Octets.hex("8000000000000003cafebabe" + "22".repeat(1188)));
    private static final List<Octets> RTCP_PACKETS =
            List.of(
                    Octets.hex("80c90001cafebabe"),
                    Octets.hex("80c80006cafebabe" + "33".repeat(20)));

    private static final Map<PacketKind, List<Octets>> PACKETS =
            Map.of(RTP, RTP_PACKETS, RTCP, RTCP_PACKETS);

    @BeforeAll
    static void gstreamer_is_present() {
        GstreamerPeer.assumePresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = Credential.Kind.class,
            names = {"ECDSA", "RSA"})
    void packets_flow_both_ways_between_our_client_and_gstreamer(Credential.Kind kind) {
        var parties = Parties.of(kind);
        var terms = SrtpTerms.of(SRTP_AES128_CM_HMAC_SHA1_80);
        try (var theirs = GstreamerPeer.server(parties.server());
                var ours = OurPeer.client(theirs.port(), parties.client(terms))) {
            assertMediaFlow(Role.CLIENT, ours, theirs);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Credential.Kind.class,
            names = {"ECDSA", "RSA"})
    void packets_flow_both_ways_between_our_server_and_gstreamer_whose_hello_comes_in_parts(
            Credential.Kind kind) {
        var parties = Parties.of(kind);
        var terms = SrtpTerms.of(SRTP_AES128_CM_HMAC_SHA1_80);
        try (var ours = OurPeer.serverOfKnownClient(parties.server(terms));
                var theirs = GstreamerPeer.client(ours.port(), parties.client())) {
            assertMediaFlow(Role.SERVER, ours, theirs);
        }
    }

    @Test
    void an_mki_that_we_offer_is_declined_and_no_packet_carries_one() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var terms =
                SrtpTerms.of(SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_HMAC_SHA1_80)
                        .withMki(Mki.hex("0a0b"));
        try (var theirs = GstreamerPeer.server(parties.server());
                var ours = OurPeer.client(theirs.port(), parties.client(terms))) {
            assertMediaFlow(Role.CLIENT, ours, theirs);
        }
    }

    @Test
    void gstreamer_opens_nothing_that_was_altered_or_comes_again() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var terms = SrtpTerms.of(SRTP_AES128_CM_HMAC_SHA1_80);
        try (var theirs = GstreamerPeer.server(parties.server());
                var ours = OurPeer.client(theirs.port(), parties.client(terms))) {
            theirs.awaitConnected();
            var sender = MediaPackets.sender(keys(Role.CLIENT, agreed(ours)), Mki.NONE);
            var first = protect(sender, RTP, RTP_PACKETS.get(0));
            var second = protect(sender, RTP, RTP_PACKETS.get(1));
            assertThat(theirs.open(RTP, first)).isEqualTo(RTP_PACKETS.get(0));
            theirs.inject(first);
            theirs.inject(altered(second));
            assertThat(theirs.open(RTP, second)).isEqualTo(RTP_PACKETS.get(1));
        }
    }

    private static Octets altered(Octets packet) {
        byte[] bytes = packet.toArray();
        bytes[bytes.length - 1] ^= 1;
        return Octets.of(bytes);
    }

    private static Outcome.Agreed agreed(OurPeer ours) {
        var outcome = ours.outcome();
        assertThat(outcome).isInstanceOf(Outcome.Agreed.class);
        return (Outcome.Agreed) outcome;
    }

    private static SessionKeys keys(Role writer, Outcome.Agreed agreed) {
        return MasterKeys.of(writer, agreed).sessionKeys();
    }

    private static void assertMediaFlow(Role role, OurPeer ours, GstreamerPeer theirs) {
        theirs.awaitConnected();
        var agreed = agreed(ours);
        assertThat(agreed.profile()).isEqualTo(SRTP_AES128_CM_HMAC_SHA1_80);
        assertThat(agreed.mki()).isEqualTo(Mki.NONE);
        var sender = MediaPackets.sender(keys(role, agreed), Mki.NONE);
        var receiver = SrtpReceiver.of(keys(role.peer(), agreed), Mki.NONE);
        PACKETS.forEach((kind, packets) -> {
            for (Octets packet : packets) {
                assertThat(theirs.open(kind, protect(sender, kind, packet))).isEqualTo(packet);
                assertThat(open(receiver, kind, theirs.protect(kind, packet))).contains(packet);
            }
        });
    }
}
