package dtlskeying.properties.cli;

import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.impl.srtp.SrtpSender;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

/** One end of the media: what it sends and gets once a handshake has given it keys. */
final class MediaEnd {
    private final Role role;
    private final SrtpSender sender;
    private final SrtpReceiver receiver;
    private int sent;
    private int received;
    private int refused;

    /** The end of that role, with the keys of both. */
    MediaEnd(Role role, ProtectionProfile profile, Mki mki, MasterKeys keys) {
        this.role = role;
        this.sender = SrtpSender.of(SrtpKdf.derive(profile, keys.key(role), keys.salt(role)), mki);
        Role peer = role.peer();
        this.receiver =
                SrtpReceiver.of(SrtpKdf.derive(profile, keys.key(peer), keys.salt(peer)), mki);
    }

    /** The next packet of the signal, protected. */
    Octets send() {
        byte[] plain = Signal.packet(role, sent++).toArray();
        byte[] target = new byte[plain.length + sender.overhead(PacketKind.RTP)];
        int length = sender.protectRtp(plain, 0, plain.length, target, 0);
        if (length != target.length) throw new AssertionError("our own packet is refused");
        return Octets.of(target);
    }

    /** Opens a packet that arrived, and counts it. */
    void receive(Octets packet) {
        byte[] bytes = packet.toArray();
        int length =
                isRtcp(packet)
                        ? receiver.unprotectRtcp(bytes, 0, bytes.length, bytes, 0)
                        : receiver.unprotectRtp(bytes, 0, bytes.length, bytes, 0);
        if (length < 0) refused++;
        else received++;
    }

    /** Packets sent. */
    int sent() {
        return sent;
    }

    /** Bytes of all packets sent. */
    int sentBytes() {
        return sent * (Signal.LENGTH + sender.overhead(PacketKind.RTP));
    }

    /** Packets received and found authentic and new. */
    int received() {
        return received;
    }

    /** Packets received and dropped. */
    int refused() {
        return refused;
    }

    /** §5.1.2, figure 7: whether a datagram is an SRTP or SRTCP packet. */
    static boolean isMedia(Octets datagram) {
        return !datagram.isEmpty() && datagram.at(0) >= 128 && datagram.at(0) <= 191;
    }

    /** §5.1.2, RFC 5761. */
    static boolean isRtcp(Octets packet) {
        return packet.length() > 1 && packet.at(1) >= 192 && packet.at(1) <= 223;
    }
}
