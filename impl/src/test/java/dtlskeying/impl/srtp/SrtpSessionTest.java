package dtlskeying.impl.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Hkdf;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;

class SrtpSessionTest {
    private static final Octets RTP = Octets.hex("8060000100000000cafebabe00112233");

    @ParameterizedTest
    @EnumSource(ProtectionProfile.class)
    void what_one_end_protects_the_other_opens(ProtectionProfile profile) {
        var client = keyed(Role.CLIENT, Media.MULTIPLEXED, profile);
        var server = keyed(Role.SERVER, Media.MULTIPLEXED, profile);
        byte[] packet = protect(client);
        assertThat(server.route(Octets.of(packet)))
                .isEqualTo(new PacketDemuxSpec.Effect.ToSrtp(PacketKind.RTP));
        int length = server.unprotect(PacketKind.RTP, packet, 0, packet.length, packet, 0);
        assertThat(Octets.of(packet, 0, length)).isEqualTo(RTP);
    }

    @ParameterizedTest
    @EnumSource(ProtectionProfile.class)
    void the_ring_holds_the_keys_that_the_derivation_gives(ProtectionProfile profile) {
        var session = keyed(Role.CLIENT, Media.MULTIPLEXED, profile);
        int keys = profile.isAead() ? 8 : 12;
        assertThat(session.keys().names()).hasSize(keys);
        session.close();
        assertThat(session.keys().names()).isEmpty();
        assertThat(SessionRefusal.clause(protect(session, RTP, new byte[64])))
                .isEqualTo(PacketDemuxSpec.Claim.NO_SRTP_BEFORE_COMPLETION);
    }

    @Test
    void a_session_that_carries_rtp_alone_keeps_no_rtcp_keys() {
        var session =
                keyed(Role.CLIENT, Media.RTP_ONLY, ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80);
        assertThat(session.keys().names()).noneMatch(name -> name.use().startsWith("rtcp"));
        assertThat(session.mayProtect(PacketKind.RTCP)).isInstanceOf(Effect.Refused.class);
        assertThat(session.mayProtect(PacketKind.RTP)).isInstanceOf(Effect.Protected.class);
        byte[] rtcp = Octets.hex("80c90001cafebabe").toArray();
        int result = session.protect(PacketKind.RTCP, rtcp, 0, 8, new byte[64], 0);
        assertThat(SessionRefusal.clause(result))
                .isEqualTo(SrtpKeyDerivationSpec.Claim.UNUSED_HALF_IS_DISCARDED);
    }

    @Test
    void before_a_handshake_there_is_no_media() {
        var session = new SrtpSession(Role.SERVER, SessionSettings.of(Media.MULTIPLEXED));
        assertThat(session.route(RTP)).isInstanceOf(PacketDemuxSpec.Effect.Discarded.class);
        assertThat(session.mayUnprotect(PacketKind.RTP)).isInstanceOf(Effect.Refused.class);
        byte[] packet = new byte[64];
        assertThat(session.unprotect(PacketKind.RTP, packet, 0, 64, packet, 0))
                .isEqualTo(SessionRefusal.NO_KEYS_YET);
        assertThat(session.route(Octets.EMPTY))
                .isInstanceOf(PacketDemuxSpec.Effect.Discarded.class);
    }

    private static byte[] protect(SrtpSession session) {
        byte[] target = new byte[RTP.length() + session.overhead(PacketKind.RTP)];
        assertThat(protect(session, RTP, target)).isEqualTo(target.length);
        return target;
    }

    private static int protect(SrtpSession session, Octets packet, byte[] target) {
        return session.protect(PacketKind.RTP, packet.toArray(), 0, packet.length(), target, 0);
    }

    private static SrtpSession keyed(Role role, Media media, ProtectionProfile profile) {
        var session = new SrtpSession(role, SessionSettings.of(media));
        session.completed(1, profile, Mki.hex("0102"), SrtpSessionTest::export, 0);
        return session;
    }

    private static Secret export(String label, int length) {
        return Hkdf.expand(Hash.SHA256, Secret.of(new byte[32]), utf8(label), length);
    }

    private static Octets utf8(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
