package dtlskeying.properties.interop;

import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.PacketIndex;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.impl.srtp.SrtpSender;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** SRTP and SRTCP, byte for byte against libsrtp, both ways, for every profile. */
class LibsrtpInteropTest {
    private static final int SSRC = 0xcafebabe;

    /** Two short packets, two around the change of ciphers at 256 bytes, one long: over a wrap. */
    private static final int[] SEQUENCES = {65533, 65535, 0, 1, 65534, 2};

    private static final int[] PAYLOADS = {0, 20, 255, 257, 160, 1188};

    private static final String LIBSRTP_BAD_MKI = "error 25";

    static Stream<Arguments> profiles_and_MKIs() {
        List<Mki> mkis = List.of(Mki.NONE, Mki.hex("0a0b0c0d"), Mki.hex("77"));
        return Arrays.stream(ProtectionProfile.values())
                .flatMap(profile -> mkis.stream().map(mki -> Arguments.of(profile, mki)));
    }

    @ParameterizedTest
    @MethodSource("profiles_and_MKIs")
    void our_SRTP_is_libsrtps(ProtectionProfile profile, Mki mki) {
        SrtpSender sender = MediaPackets.sender(keys(profile), mki);
        try (LibsrtpPeer peer = LibsrtpPeer.sender(profile, master(profile), mki)) {
            for (Octets rtp : rtpPackets())
                assertThat(protect(sender, RTP, rtp)).isEqualTo(peer.pass(RTP, rtp));
        }
    }

    @ParameterizedTest
    @MethodSource("profiles_and_MKIs")
    void our_SRTCP_is_libsrtps(ProtectionProfile profile, Mki mki) {
        SrtpSender sender = SrtpSender.of(keys(profile), mki);
        // libsrtp counts from one, where the RFC says zero.
        sender.use(new Ssrc(SSRC), PacketIndex.FIRST, 1);
        try (LibsrtpPeer peer = LibsrtpPeer.sender(profile, master(profile), mki)) {
            for (Octets rtcp : rtcpPackets())
                assertThat(protect(sender, RTCP, rtcp)).isEqualTo(peer.pass(RTCP, rtcp));
        }
    }

    @ParameterizedTest
    @MethodSource("profiles_and_MKIs")
    void libsrtp_opens_what_we_protect(ProtectionProfile profile, Mki mki) {
        SrtpSender sender = MediaPackets.sender(keys(profile), mki);
        try (LibsrtpPeer peer = LibsrtpPeer.receiver(profile, master(profile), mki)) {
            for (Octets rtp : rtpPackets()) {
                String srtp = protect(sender, RTP, rtp);
                assertThat(peer.pass(RTP, Octets.hex(srtp))).isEqualTo(rtp.toHex());
            }
            if (misreadsMki(profile, mki)) return;
            for (Octets rtcp : rtcpPackets()) {
                String srtcp = protect(sender, RTCP, rtcp);
                assertThat(peer.pass(RTCP, Octets.hex(srtcp))).isEqualTo(rtcp.toHex());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("profiles_and_MKIs")
    void we_open_what_libsrtp_protects(ProtectionProfile profile, Mki mki) {
        SrtpReceiver receiver = SrtpReceiver.of(keys(profile), mki);
        try (LibsrtpPeer peer = LibsrtpPeer.sender(profile, master(profile), mki)) {
            for (Octets rtp : rtpPackets())
                assertThat(unprotect(receiver, RTP, peer.pass(RTP, rtp))).isEqualTo(rtp.toHex());
            for (Octets rtcp : rtcpPackets())
                assertThat(unprotect(receiver, RTCP, peer.pass(RTCP, rtcp)))
                        .isEqualTo(rtcp.toHex());
        }
    }

    @ParameterizedTest
    @MethodSource("profiles_and_MKIs")
    void libsrtp_opens_its_own_SRTCP_save_where_it_misreads_the_MKI(
            ProtectionProfile profile, Mki mki) {
        Octets rtcp = rtcpPackets().getFirst();
        try (LibsrtpPeer sender = LibsrtpPeer.sender(profile, master(profile), mki);
                LibsrtpPeer receiver = LibsrtpPeer.receiver(profile, master(profile), mki)) {
            String opened = receiver.pass(RTCP, Octets.hex(sender.pass(RTCP, rtcp)));
            if (misreadsMki(profile, mki)) assertThat(opened).isIn(LIBSRTP_BAD_MKI, rtcp.toHex());
            else assertThat(opened).isEqualTo(rtcp.toHex());
        }
    }

    /**
     * libsrtp 2.5 looks for the MKI of an SRTCP packet as far from its end as that of an SRTP
     * packet, and misses it where the two tags differ in length. It cannot open its own packets
     * then.
     */
    private static boolean misreadsMki(ProtectionProfile profile, Mki mki) {
        return !mki.isNone() && profile.rtpTagLength() != profile.rtcpTagLength();
    }

    private static String protect(SrtpSender sender, PacketKind kind, Octets packet) {
        byte[] bytes = Arrays.copyOf(packet.toArray(), packet.length() + sender.overhead(kind));
        int length =
                kind == RTP
                        ? sender.protectRtp(bytes, 0, packet.length(), bytes, 0)
                        : sender.protectRtcp(bytes, 0, packet.length(), bytes, 0);
        return Octets.of(bytes, 0, length).toHex();
    }

    private static String unprotect(SrtpReceiver receiver, PacketKind kind, String packet) {
        byte[] bytes = Octets.hex(packet).toArray();
        int length =
                kind == RTP
                        ? receiver.unprotectRtp(bytes, 0, bytes.length, bytes, 0)
                        : receiver.unprotectRtcp(bytes, 0, bytes.length, bytes, 0);
        return Octets.of(bytes, 0, length).toHex();
    }

    /** Packets with and without sources and an extension, of various lengths. */
    private static List<Octets> rtpPackets() {
        return IntStream.range(0, SEQUENCES.length)
                .mapToObj(i -> rtp(i, SEQUENCES[i], PAYLOADS[i]))
                .toList();
    }

    private static Octets rtp(int variant, int sequence, int payload) {
        boolean extended = variant % 2 == 1;
        int sources = variant % 3;
        ByteBuffer packet = ByteBuffer.allocate(12 + 4 * sources + (extended ? 8 : 0) + payload);
        packet.put((byte) (0x80 | (extended ? 0x10 : 0) | sources)).put((byte) 96);
        packet.putShort((short) sequence).putInt(90 * sequence).putInt(SSRC);
        for (int i = 0; i < sources; i++) packet.putInt(i);
        if (extended) packet.putShort((short) 0xbede).putShort((short) 1).putInt(0x10aa0000);
        byte[] noise = new byte[payload];
        new Random(variant).nextBytes(noise);
        return Octets.of(packet.put(noise).array());
    }

    private static List<Octets> rtcpPackets() {
        Octets report = Octets.hex("80c80006cafebabe" + "0123456789abcdef".repeat(2) + "0000000a");
        Octets empty = Octets.hex("80c90001cafebabe");
        return List.of(report, empty, report);
    }

    private static SessionKeys keys(ProtectionProfile profile) {
        Octets master = master(profile);
        return SrtpKdf.derive(
                profile,
                Secret.of(master.slice(0, profile.keyLength())),
                Secret.of(master.slice(profile.keyLength(), master.length())));
    }

    private static Octets master(ProtectionProfile profile) {
        byte[] bytes = new byte[profile.keyLength() + profile.saltLength()];
        new Random(profile.code()).nextBytes(bytes);
        return Octets.of(bytes);
    }
}
