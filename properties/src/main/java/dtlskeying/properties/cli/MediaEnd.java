package dtlskeying.properties.cli;

import dtlskeying.impl.srtp.FirstBytes;
import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.impl.srtp.SrtpSender;
import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect;
import dtlskeying.spec.srtp.PacketKind;

/** One end of the media: what it sends and gets once a handshake has given it keys. */
final class MediaEnd {
    private final Role role;
    private final SrtpSession session;
    private int sent;
    private int received;
    private int refused;

    /** An end of that role, whose session has keys. */
    MediaEnd(Role role, SrtpSession session) {
        this.role = role;
        this.session = session;
    }

    /** The next packet of the signal, protected. */
    Octets send() {
        byte[] plain = Signal.packet(role, sent++).toArray();
        byte[] target = new byte[plain.length + sender().overhead(PacketKind.RTP)];
        int length = sender().protectRtp(plain, 0, plain.length, target, 0);
        if (length != target.length) throw new AssertionError("our own packet is refused");
        return Octets.of(target);
    }

    /** Opens a packet that arrived, and counts it. */
    void receive(Octets packet) {
        if (session.route(packet) instanceof Effect.ToSrtp(var kind) && open(kind, packet) >= 0)
            received++;
        else refused++;
    }

    private int open(PacketKind kind, Octets packet) {
        SrtpReceiver receiver = session.receiver().orElseThrow();
        byte[] bytes = packet.toArray();
        return switch (kind) {
            case RTP -> receiver.unprotectRtp(bytes, 0, bytes.length, bytes, 0);
            case RTCP -> receiver.unprotectRtcp(bytes, 0, bytes.length, bytes, 0);
        };
    }

    private SrtpSender sender() {
        return session.sender().orElseThrow();
    }

    /** Packets sent. */
    int sent() {
        return sent;
    }

    /** Bytes of all packets sent. */
    int sentBytes() {
        return sent * (Signal.LENGTH + sender().overhead(PacketKind.RTP));
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
        return FirstBytes.FIGURE_7.pathOf(datagram) instanceof FirstBytes.Path.Media;
    }
}
