package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.KEY_STOPS_AT_ITS_LIFETIME;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.MKI_NAMES_THE_MASTER_KEY;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.RTCP_HEADER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.RTP_HEADER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.TRAILER_IS_WHOLE;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.srtp.PacketIndex;
import dtlskeying.impl.srtp.SrtpLimits;
import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.impl.srtp.SrtpRefusal;
import dtlskeying.impl.srtp.SrtpSender;
import dtlskeying.properties.Guard;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.Arrays;
import java.util.List;

/** RFC 3711 §3 and RFC 7714 on bytes: what is protected is opened, anything else is refused. */
class SrtpPacketProperties {
    private static final Ssrc SOURCE = new Ssrc(SrtpPair.SSRC);
    private static final List<Mki> MKIS = List.of(Mki.NONE, Mki.hex("01020304"), Mki.hex("ff"));

    @Property
    @Tag("P17")
    void a_protected_RTP_packet_is_opened(
            @ForAll ProtectionProfile profile,
            @ForAll @IntRange(max = 2) int mki,
            @ForAll @IntRange(max = 65535) int sequence,
            @ForAll @IntRange(max = 15) int sources,
            @ForAll boolean extended,
            @ForAll @IntRange(max = 1400) int payload) {
        SrtpPair pair = SrtpPair.of(profile, MKIS.get(mki));
        byte[] rtp = SrtpPair.rtp(sequence, sources, extended, payload);

        assertThat(pair.open(RTP, pair.protect(RTP, rtp))).isEqualTo(rtp);
    }

    @Property
    @Tag("P17")
    void a_protected_RTCP_packet_is_opened(
            @ForAll ProtectionProfile profile,
            @ForAll @IntRange(max = 2) int mki,
            @ForAll @IntRange(max = 1400) int body) {
        SrtpPair pair = SrtpPair.of(profile, MKIS.get(mki));
        byte[] rtcp = SrtpPair.rtcp(body);

        assertThat(pair.open(RTCP, pair.protect(RTCP, rtcp))).isEqualTo(rtcp);
    }

    @Property(tries = 300)
    @Tag("P17")
    void in_place_and_at_any_offset_the_bytes_are_the_same(
            @ForAll ProtectionProfile profile,
            @ForAll @IntRange(max = 600) int payload,
            @ForAll @IntRange(max = 40) int offset) {
        SrtpPair apart = SrtpPair.of(profile, MKIS.get(1));
        SrtpPair inPlace = SrtpPair.of(profile, MKIS.get(1));
        byte[] rtp = SrtpPair.rtp(7, 1, true, payload);
        byte[] srtp = apart.protect(RTP, rtp);
        byte[] buffer = new byte[offset + srtp.length];
        System.arraycopy(rtp, 0, buffer, offset, rtp.length);

        inPlace.sender().protectRtp(buffer, offset, rtp.length, buffer, offset);
        assertThat(Arrays.copyOfRange(buffer, offset, buffer.length)).isEqualTo(srtp);
        inPlace.receiver().unprotectRtp(buffer, offset, srtp.length, buffer, offset);
        assertThat(Arrays.copyOfRange(buffer, offset, offset + rtp.length)).isEqualTo(rtp);
    }

    @Example
    @Tag("P17")
    void any_flipped_bit_is_refused_and_the_genuine_packet_is_still_opened() {
        for (ProtectionProfile profile : ProtectionProfile.values()) {
            everyFlipIsRefused(profile, RTP, SrtpPair.rtp(9, 1, true, 5));
            everyFlipIsRefused(profile, RTCP, SrtpPair.rtcp(4));
        }
    }

    private static void everyFlipIsRefused(
            ProtectionProfile profile, PacketKind kind, byte[] packet) {
        SrtpPair pair = SrtpPair.of(profile, MKIS.get(1));
        byte[] genuine = pair.protect(kind, packet);
        for (int bit = 0; bit < 8 * genuine.length; bit++) {
            byte[] broken = genuine.clone();
            broken[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(pair.tryOpen(kind, broken, new byte[broken.length]))
                    .as("%s %s bit %d", profile, kind, bit)
                    .isNegative();
        }
        assertThat(pair.open(kind, genuine)).isEqualTo(packet);
    }

    @Example
    @Tag("P17")
    void any_cut_packet_is_refused() {
        for (ProtectionProfile profile : ProtectionProfile.values())
            for (PacketKind kind : PacketKind.values()) {
                SrtpPair pair = SrtpPair.of(profile, MKIS.get(1));
                byte[] packet = kind == RTP ? SrtpPair.rtp(9, 2, true, 30) : SrtpPair.rtcp(24);
                byte[] whole = pair.protect(kind, packet);
                for (int length = 0; length < whole.length; length++) {
                    byte[] cut = Arrays.copyOf(whole, length);
                    assertThat(pair.tryOpen(kind, cut, new byte[length])).isNegative();
                }
            }
    }

    @Example
    @Tag("P08")
    void tags_have_the_length_of_their_profile_and_SRTCP_keeps_80_bits() {
        for (ProtectionProfile profile : ProtectionProfile.values()) {
            SrtpSender sender = SrtpPair.of(profile, Mki.NONE).sender();
            int rtp = profile.isAead() ? 16 : profile.name().endsWith("32") ? 4 : 10;
            int rtcp = profile.isAead() ? 16 : 10;
            assertThat(sender.overhead(RTP)).as(profile.name()).isEqualTo(rtp);
            assertThat(sender.overhead(RTCP)).as(profile.name()).isEqualTo(4 + rtcp);
        }
    }

    @Property(tries = 300)
    @Tag("P30")
    void a_refused_packet_changes_nothing(
            @ForAll ProtectionProfile profile,
            @ForAll @IntRange(max = 2) int mki,
            @ForAll PacketKind kind,
            @ForAll @IntRange(max = 65535) int sequence,
            @ForAll @IntRange(max = 400) int bit,
            @ForAll boolean known) {
        SrtpPair pair = SrtpPair.of(profile, MKIS.get(mki));
        if (known) pair.open(RTP, pair.protect(RTP, SrtpPair.rtp(3)));
        PacketIndex before = pair.receiver().index(SOURCE);
        long packets = pair.receiver().packets(kind);
        byte[] packet = kind == RTP ? SrtpPair.rtp(sequence) : SrtpPair.rtcp(12);
        byte[] forged = SrtpPair.of(profile, MKIS.get(mki)).protect(kind, packet);
        forged[bit / 8 % forged.length] ^= (byte) (1 << bit % 8);
        byte[] inPlace = forged.clone();

        assertThat(pair.tryOpen(kind, inPlace, inPlace)).isNegative();

        assertThat(inPlace).isEqualTo(forged);
        assertThat(pair.receiver().index(SOURCE)).isEqualTo(before);
        assertThat(pair.receiver().packets(kind)).isEqualTo(packets);
    }

    @Example
    @Tag("P07")
    void a_packet_with_another_MKI_is_refused_for_that() {
        for (ProtectionProfile profile : ProtectionProfile.values())
            for (PacketKind kind : PacketKind.values()) {
                byte[] packet = kind == RTP ? SrtpPair.rtp(1) : SrtpPair.rtcp(0);
                byte[] other = SrtpPair.of(profile, Mki.hex("0102")).protect(kind, packet);
                assertThat(SrtpPair.of(profile, Mki.hex("0103")).refusal(kind, other))
                        .isEqualTo(MKI_NAMES_THE_MASTER_KEY);
            }
    }

    @Example
    void what_is_no_packet_is_refused_for_that() {
        SrtpPair pair = SrtpPair.of(ProtectionProfile.SRTP_AEAD_AES_128_GCM, Mki.NONE);
        byte[] longExtension = SrtpPair.rtp(1, 0, true, 40);
        longExtension[14] = 1;
        byte[] versionOne = SrtpPair.rtp(1);
        versionOne[0] = 0x40;

        assertThat(pair.refusal(RTP, new byte[15])).isEqualTo(TRAILER_IS_WHOLE);
        assertThat(pair.refusal(RTCP, new byte[19])).isEqualTo(TRAILER_IS_WHOLE);
        assertThat(pair.refusal(RTP, new byte[27])).isEqualTo(RTP_HEADER_IS_WHOLE);
        assertThat(pair.refusal(RTCP, new byte[27])).isEqualTo(RTCP_HEADER_IS_WHOLE);
        assertThat(pair.refusal(RTP, longExtension)).isEqualTo(RTP_HEADER_IS_WHOLE);
        for (byte[] bad : List.of(longExtension, versionOne, new byte[11]))
            assertThat(SrtpRefusal.claim(pair.tryProtect(RTP, bad, new byte[90])))
                    .isEqualTo(RTP_HEADER_IS_WHOLE);
        assertThat(SrtpRefusal.claim(pair.tryProtect(RTCP, new byte[7], new byte[90])))
                .isEqualTo(RTCP_HEADER_IS_WHOLE);
    }

    @Example
    @Tag("P38")
    void a_key_stops_at_its_lifetime_SRTP_and_SRTCP_apart() {
        ProtectionProfile profile = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
        SrtpPair pair = SrtpPair.of(profile, Mki.NONE, new SrtpLimits(2, 3));
        for (int i = 0; i < 3; i++) {
            pair.open(RTP, pair.protect(RTP, SrtpPair.rtp(i)));
            pair.open(RTCP, pair.protect(RTCP, SrtpPair.rtcp(0)));
        }
        byte[] fourth = SrtpPair.of(profile, Mki.NONE).protect(RTP, SrtpPair.rtp(3));

        assertThat(SrtpRefusal.claim(pair.tryProtect(RTP, SrtpPair.rtp(3), new byte[90])))
                .isEqualTo(KEY_STOPS_AT_ITS_LIFETIME);
        assertThat(SrtpRefusal.claim(pair.tryProtect(RTCP, SrtpPair.rtcp(0), new byte[90])))
                .isEqualTo(KEY_STOPS_AT_ITS_LIFETIME);
        assertThat(pair.refusal(RTP, fourth)).isEqualTo(KEY_STOPS_AT_ITS_LIFETIME);
    }

    @Example
    @Tag("P25")
    void sources_are_bounded_and_only_authentic_packets_take_a_place() {
        ProtectionProfile profile = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
        SrtpReceiver receiver =
                SrtpReceiver.of(SrtpPair.keys(profile), Mki.NONE, new SrtpLimits(2, 1000));
        SrtpPair pair = new SrtpPair(SrtpPair.of(profile, Mki.NONE).sender(), receiver);

        for (int source = 0; source < 203; source++) pair.sender().use(SrtpPair.source(source));
        for (int source = 0; source < 100; source++) {
            byte[] forged = pair.protect(RTP, ofSource(source));
            forged[20] ^= 1;
            assertThat(pair.tryOpen(RTP, forged, new byte[90])).isNegative();
        }
        pair.open(RTP, pair.protect(RTP, ofSource(200)));
        pair.open(RTP, pair.protect(RTP, ofSource(201)));

        assertThat(pair.refusal(RTP, pair.protect(RTP, ofSource(202))))
                .isEqualTo(CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION);
    }

    @Example
    void P24_ssrcs_of_one_sender_are_distinct_and_no_pad_is_used_twice() {
        assertThat(SenderGuards.namedAlike(SenderGuards::ours)).isEmpty();
        assertThat(SenderGuards.padTwice(SenderGuards::ours)).isEmpty();
    }

    @Example
    void P38_lifetime_stops_both_directions() {
        assertThat(StreamGuards.livesTooLong(StreamGuards::limited)).isEmpty();
    }

    @Example
    void P19_srtp_accept_at_most_once_for_each_source() {
        assertThat(StreamGuards.mixesSources(StreamGuards::receiver)).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed_by_its_property() {
        for (Guard guard : StreamGuards.ALL)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }

    private static byte[] ofSource(int source) {
        byte[] rtp = SrtpPair.rtp(1);
        rtp[11] = (byte) source;
        return rtp;
    }
}
