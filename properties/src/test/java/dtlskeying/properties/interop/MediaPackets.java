package dtlskeying.properties.interop;

import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.impl.srtp.SrtpSender;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.util.Arrays;
import java.util.Optional;

/** Whole packets of one kind, through our transform. */
final class MediaPackets {
    /** The source of all packets that are tried. */
    static final Ssrc SOURCE = new Ssrc(0xcafebabe);

    private MediaPackets() {}

    /** A sender under these keys, for packets of {@link #SOURCE}. */
    static SrtpSender sender(SessionKeys keys, Mki mki) {
        var sender = SrtpSender.of(keys, mki);
        sender.use(SOURCE);
        return sender;
    }

    /** The protected form of a packet. */
    static Octets protect(SrtpSender sender, PacketKind kind, Octets packet) {
        byte[] bytes = Arrays.copyOf(packet.toArray(), packet.length() + sender.overhead(kind));
        int length =
                switch (kind) {
                    case RTP -> sender.protectRtp(bytes, 0, packet.length(), bytes, 0);
                    case RTCP -> sender.protectRtcp(bytes, 0, packet.length(), bytes, 0);
                };
        return Octets.of(bytes, 0, length);
    }

    /** The plain form of a packet; nothing if it is refused. */
    static Optional<Octets> open(SrtpReceiver receiver, PacketKind kind, Octets packet) {
        byte[] bytes = packet.toArray();
        int length =
                switch (kind) {
                    case RTP -> receiver.unprotectRtp(bytes, 0, bytes.length, bytes, 0);
                    case RTCP -> receiver.unprotectRtcp(bytes, 0, bytes.length, bytes, 0);
                };
        return length < 0 ? Optional.empty() : Optional.of(Octets.of(bytes, 0, length));
    }
}
