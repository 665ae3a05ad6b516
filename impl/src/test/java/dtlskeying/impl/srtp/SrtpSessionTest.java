package dtlskeying.impl.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Hkdf;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ChannelSetupSpec;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpTransformSpec;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Set;

class SrtpSessionTest {
    private static final Ssrc SOURCE = new Ssrc(0xcafebabe);
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_name_is_given_once_and_stays_over_a_rekey(boolean resetting) {
        var profile = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
        var readings = resetting ? Set.of(Reading.INDEX_RESETS_ON_REKEY) : Reading.defaults();
        var settings = SessionSettings.of(Media.MULTIPLEXED).withReadings(readings);
        var session = new SrtpSession(Role.CLIENT, settings);
        assertThat(session.use(SOURCE)).isEmpty();
        for (int handshake = 1; handshake <= 3; handshake++) {
            session.completed(handshake, profile, Mki.NONE, SrtpSessionTest::export, 0);
            assertThat(session.use(SOURCE))
                    .contains(ChannelSetupSpec.Claim.SSRCS_OF_ONE_DEVICE_ARE_DISTINCT);
            var next = RTP.toArray();
            next[3] = (byte) handshake;
            assertThat(protect(session, Octets.of(next), new byte[64])).isPositive();
        }
    }

    @Test
    void a_source_that_was_not_let_send_does_not() {
        var session =
                keyed(Role.CLIENT, Media.RTP_ONLY, ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80);
        byte[] stranger = RTP.toArray();
        stranger[11]++;
        int result = protect(session, Octets.of(stranger), new byte[64]);
        assertThat(SessionRefusal.clause(result))
                .isEqualTo(SrtpTransformSpec.Claim.CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION);
    }

    @Test
    void a_name_that_the_peer_has_is_refused() {
        var profile = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
        var server = new SrtpSession(Role.SERVER, SessionSettings.of(Media.MULTIPLEXED));
        server.completed(1, profile, Mki.hex("0102"), SrtpSessionTest::export, 0);
        byte[] packet = protect(keyed(Role.CLIENT, Media.MULTIPLEXED, profile));
        assertThat(server.unprotect(PacketKind.RTP, packet, 0, packet.length, packet, 0))
                .isPositive();
        assertThat(server.use(SOURCE))
                .contains(SsrcMappingSpec.Claim.RTP_COLLISION_HANDLING_STILL_APPLIES);
        assertThat(server.use(new Ssrc(1))).isEmpty();
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
        assertThat(session.use(SOURCE)).isEmpty();
        return session;
    }

    private static Secret export(String label, int length) {
        return Hkdf.expand(Hash.SHA256, Secret.of(new byte[32]), utf8(label), length);
    }

    private static Octets utf8(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
