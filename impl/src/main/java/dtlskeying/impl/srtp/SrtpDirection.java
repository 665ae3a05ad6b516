package dtlskeying.impl.srtp;

import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.util.Objects;

/** What {@link SrtpSender} and {@link SrtpReceiver} share: the sources, the MKI, the limits. */
abstract sealed class SrtpDirection permits SrtpSender, SrtpReceiver {
    final PacketProtection rtp;
    final PacketProtection rtcp;
    final Trailer rtpTrailer;
    final Trailer rtcpTrailer;
    final SrtpStreams streams;
    final SrtpLimits limits;

    private final byte[] mki;
    private long rtpPackets;
    private long rtcpPackets;

    SrtpDirection(SessionKeys keys, Mki mki, SrtpLimits limits) {
        this.rtp = PacketProtection.of(keys, PacketKind.RTP);
        this.rtcp = PacketProtection.of(keys, PacketKind.RTCP);
        this.rtpTrailer = Trailer.of(keys.profile(), PacketKind.RTP, mki);
        this.rtcpTrailer = Trailer.of(keys.profile(), PacketKind.RTCP, mki);
        this.mki = mki.value().toArray();
        this.limits = limits;
        this.streams = new SrtpStreams(limits.sources());
    }

    /** The bytes that protection adds to a packet of that kind. */
    public final int overhead(PacketKind kind) {
        return kind == PacketKind.RTP ? rtpTrailer.length() : rtcpTrailer.length();
    }

    /** How many packets of that kind the key was used for. */
    public final long packets(PacketKind kind) {
        return kind == PacketKind.RTP ? rtpPackets : rtcpPackets;
    }

    /** The index of a source; that of a fresh one if it is not known. */
    public final PacketIndex index(Ssrc ssrc) {
        SrtpStream stream = streams.find(ssrc.value());
        return stream == null ? PacketIndex.FIRST : stream.index();
    }

    final boolean isSpent(PacketKind kind) {
        return packets(kind) >= limits.packets();
    }

    final void countRtp() {
        rtpPackets++;
    }

    final void countRtcp() {
        rtcpPackets++;
    }

    final void writeMki(byte[] packet, int at) {
        System.arraycopy(mki, 0, packet, at, mki.length);
    }

    final boolean carriesMki(byte[] packet, int at) {
        for (int i = 0; i < mki.length; i++) if (packet[at + i] != mki[i]) return false;
        return true;
    }

    /** Ranges that the caller got wrong are the caller's error, not a packet's. */
    static void checkRanges(
            byte[] source, int offset, int length, byte[] target, int at, int written) {
        Objects.checkFromIndexSize(offset, length, source.length);
        Objects.checkFromIndexSize(at, written, target.length);
        boolean overlap =
                source == target && at != offset && at < offset + length && offset < at + written;
        if (overlap) throw new IllegalArgumentException("source and target overlap, shifted");
    }
}
