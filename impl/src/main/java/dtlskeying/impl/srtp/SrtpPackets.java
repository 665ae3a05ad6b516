package dtlskeying.impl.srtp;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.SrtpTransformSpec.Claim;
import dtlskeying.spec.srtp.Ssrc;

import java.util.Arrays;

/**
 * Protection of one packet as a function of values, for vectors and for whoever wants to look at
 * one: no state is kept, so nothing is ever a replay.
 */
public final class SrtpPackets {
    private SrtpPackets() {}

    /** What became of a packet. */
    public sealed interface Result {
        /** The packet, protected or opened. */
        record Packet(Octets octets) implements Result {}

        /** There is none, by this claim. */
        record Refused(Claim claim) implements Result {}
    }

    /** Protects an RTP packet of a source whose roll-over counter, 0 to 2^32 − 1, is this. */
    public static Result protectRtp(SessionKeys keys, Mki mki, long rollover, Octets packet) {
        SrtpSender sender = SrtpSender.of(keys, mki);
        if (packet.length() >= 12)
            sender.use(rtpSource(packet), new PacketIndex.Unheard(rollover), 0);
        byte[] target = new byte[packet.length() + sender.overhead(PacketKind.RTP)];
        return result(target, sender.protectRtp(packet.toArray(), 0, packet.length(), target, 0));
    }

    /** Opens an SRTP packet of a source whose roll-over counter, 0 to 2^32 − 1, is this. */
    public static Result unprotectRtp(SessionKeys keys, Mki mki, long rollover, Octets packet) {
        SrtpReceiver receiver = SrtpReceiver.of(keys, mki);
        if (packet.length() >= 12)
            receiver.resume(rtpSource(packet), new PacketIndex.Unheard(rollover));
        byte[] bytes = packet.toArray();
        return result(bytes, receiver.unprotectRtp(bytes, 0, bytes.length, bytes, 0));
    }

    /** Protects an RTCP packet under this SRTCP index, 0 to 2^31 − 1. */
    public static Result protectRtcp(SessionKeys keys, Mki mki, long index, Octets packet) {
        SrtpSender sender = SrtpSender.of(keys, mki);
        if (packet.length() >= 8) sender.use(rtcpSource(packet), PacketIndex.FIRST, index);
        byte[] target = new byte[packet.length() + sender.overhead(PacketKind.RTCP)];
        return result(target, sender.protectRtcp(packet.toArray(), 0, packet.length(), target, 0));
    }

    /** Opens an SRTCP packet, which names its index itself. */
    public static Result unprotectRtcp(SessionKeys keys, Mki mki, Octets packet) {
        SrtpReceiver receiver = SrtpReceiver.of(keys, mki);
        byte[] bytes = packet.toArray();
        return result(bytes, receiver.unprotectRtcp(bytes, 0, bytes.length, bytes, 0));
    }

    private static Result result(byte[] target, int length) {
        if (length < 0) return new Result.Refused(SrtpRefusal.claim(length));
        return new Result.Packet(Octets.of(Arrays.copyOf(target, length)));
    }

    private static Ssrc rtpSource(Octets packet) {
        return new Ssrc(RtpHeader.ssrc(packet.slice(0, 12).toArray(), 0));
    }

    private static Ssrc rtcpSource(Octets packet) {
        return new Ssrc(RtpHeader.rtcpSsrc(packet.slice(0, 8).toArray(), 0));
    }
}
