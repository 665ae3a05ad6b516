package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.PacketKind.RTP;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.impl.srtp.SrtpLimits;
import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.impl.srtp.SrtpRefusal;
import dtlskeying.impl.srtp.SrtpSender;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpTransformSpec.Claim;
import dtlskeying.spec.srtp.Ssrc;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** A sender and a receiver with the same keys, and packets to try them with. */
record SrtpPair(SrtpSender sender, SrtpReceiver receiver) {
    static final int SSRC = 0xcafebabe;

    /** A pair for that profile; the keys depend on the profile alone. */
    static SrtpPair of(ProtectionProfile profile, Mki mki) {
        return of(profile, mki, SrtpLimits.of(profile));
    }

    /** The same with other limits; {@link #SSRC} may send. */
    static SrtpPair of(ProtectionProfile profile, Mki mki, SrtpLimits limits) {
        var sender = SrtpSender.of(keys(profile), mki, limits);
        sender.use(new Ssrc(SSRC));
        return new SrtpPair(sender, SrtpReceiver.of(keys(profile), mki, limits));
    }

    /** The source whose name is {@link #SSRC} but for its last byte, which is this. */
    static Ssrc source(int last) {
        return new Ssrc(SSRC & ~0xff | last);
    }

    static SessionKeys keys(ProtectionProfile profile) {
        byte[] bytes = new byte[profile.keyLength() + profile.saltLength()];
        new Random(profile.code()).nextBytes(bytes);
        Octets master = Octets.of(bytes);
        return SrtpKdf.derive(
                profile,
                Secret.of(master.slice(0, profile.keyLength())),
                Secret.of(master.slice(profile.keyLength(), master.length())));
    }

    /** An RTP packet of {@link #SSRC} with so many sources, maybe an extension, and payload. */
    static byte[] rtp(int sequence, int sources, boolean extended, int payload) {
        ByteBuffer packet = ByteBuffer.allocate(12 + 4 * sources + (extended ? 8 : 0) + payload);
        packet.put((byte) (0x80 | (extended ? 0x10 : 0) | sources)).put((byte) 96);
        packet.putShort((short) sequence).putInt(sequence).putInt(SSRC);
        for (int i = 0; i < sources; i++) packet.putInt(i);
        if (extended) packet.putShort((short) 0xbede).putShort((short) 1).putInt(0x10aa0000);
        while (packet.hasRemaining()) packet.put((byte) packet.position());
        return packet.array();
    }

    static byte[] rtp(int sequence) {
        return rtp(sequence, 0, false, 8);
    }

    /** An RTCP packet of {@link #SSRC} with so many bytes after the sender's source. */
    static byte[] rtcp(int body) {
        ByteBuffer packet = ByteBuffer.allocate(8 + body);
        packet.put((byte) 0x80).put((byte) 200).putShort((short) (body / 4 + 1)).putInt(SSRC);
        while (packet.hasRemaining()) packet.put((byte) packet.position());
        return packet.array();
    }

    /** The protected packet; an assertion error if it was refused. */
    byte[] protect(PacketKind kind, byte[] packet) {
        byte[] target = new byte[packet.length + sender.overhead(kind)];
        int length = tryProtect(kind, packet, target);
        if (length != target.length) throw new AssertionError(SrtpRefusal.claim(length));
        return target;
    }

    int tryProtect(PacketKind kind, byte[] packet, byte[] target) {
        return kind == RTP
                ? sender.protectRtp(packet, 0, packet.length, target, 0)
                : sender.protectRtcp(packet, 0, packet.length, target, 0);
    }

    /** Opens a packet into {@code target}; a length or a refusal. */
    int tryOpen(PacketKind kind, byte[] packet, byte[] target) {
        return kind == RTP
                ? receiver.unprotectRtp(packet, 0, packet.length, target, 0)
                : receiver.unprotectRtcp(packet, 0, packet.length, target, 0);
    }

    /** The opened packet; an assertion error if it was refused. */
    byte[] open(PacketKind kind, byte[] packet) {
        byte[] target = new byte[packet.length];
        int length = tryOpen(kind, packet, target);
        if (length < 0) throw new AssertionError(SrtpRefusal.claim(length));
        return Arrays.copyOf(target, length);
    }

    /** Why a packet is refused; an assertion error if it is not. */
    Claim refusal(PacketKind kind, byte[] packet) {
        return SrtpRefusal.claim(tryOpen(kind, packet.clone(), new byte[packet.length]));
    }
}
