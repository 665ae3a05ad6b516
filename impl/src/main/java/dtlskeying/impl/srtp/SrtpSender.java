package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.SSRCS_OF_ONE_DEVICE_ARE_DISTINCT;
import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.KEY_STOPS_AT_ITS_LIFETIME;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.NO_INDEX_TWICE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.RTCP_HEADER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.RTP_HEADER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.RTCP_INDICES;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.Ssrc;

import java.util.Optional;

/**
 * Protects what one end sends under one master key: the hot path of {@link SrtpTransform}, on byte
 * ranges of the caller, for one thread at a time.
 *
 * <p>Source and target may be the same range; ranges that overlap otherwise are refused by an
 * exception, as are ranges outside of their arrays. A result that is negative is a refusal, see
 * {@link SrtpRefusal}; it changes neither state nor arrays.
 */
public final class SrtpSender extends SrtpDirection {
    private SrtpSender(SessionKeys keys, Mki mki, SrtpLimits limits) {
        super(keys, mki, limits);
    }

    /** A sender with these keys, whose packets carry that MKI. */
    public static SrtpSender of(SessionKeys keys, Mki mki) {
        return new SrtpSender(keys, mki, SrtpLimits.of(keys.profile()));
    }

    /** The same, with other limits. */
    public static SrtpSender of(SessionKeys keys, Mki mki, SrtpLimits limits) {
        return new SrtpSender(keys, mki, limits);
    }

    /**
     * Lets a source send under that name, which no other source has under these keys (§3).
     *
     * @return nothing if it may; else the clause that refuses it: the name is taken, or there is no
     *     room for another source
     */
    public Optional<Clause> use(Ssrc ssrc) {
        return use(ssrc, PacketIndex.FIRST, 0);
    }

    /**
     * The same for a source that starts at an index, and its SRTCP at {@code nextControl}, 0 to
     * 2^31 − 1. One that sends already cannot start again: an index would come twice.
     */
    public Optional<Clause> use(Ssrc ssrc, PacketIndex index, long nextControl) {
        if (nextControl < 0 || nextControl >= RTCP_INDICES)
            throw new IllegalArgumentException("an SRTCP index has 31 bits, not " + nextControl);
        if (streams.find(ssrc.value()) != null)
            return Optional.of(SSRCS_OF_ONE_DEVICE_ARE_DISTINCT);
        if (!streams.hasRoom()) return Optional.of(CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION);
        streams.put(new SrtpStream(ssrc.value(), index, nextControl));
        return Optional.empty();
    }

    /** Goes on with the indices of a sender before this one: a re-key resets none. */
    @Cites("rfc3711/3.3.1/c")
    void continueFrom(SrtpSender before) {
        before.streams.forEach(stream ->
                streams.put(new SrtpStream(stream.ssrc, stream.index(), stream.nextControl)));
    }

    /** The SRTCP index that a source uses next, 0 for one that is not known. */
    public long nextControl(Ssrc ssrc) {
        SrtpStream stream = streams.find(ssrc.value());
        return stream == null ? 0 : stream.nextControl;
    }

    /**
     * Turns an RTP packet of a source that has its name into an SRTP packet.
     *
     * @param target takes {@code length} bytes and those of {@link #overhead}, from {@code at} on
     * @return the length of the SRTP packet, or a refusal
     */
    public int protectRtp(byte[] source, int offset, int length, byte[] target, int at) {
        int written = length + rtpTrailer.length();
        checkRanges(source, offset, length, target, at, written);
        int header = RtpHeader.length(source, offset, length);
        if (header < 0) return SrtpRefusal.code(RTP_HEADER_IS_WHOLE);
        if (isSpent(RTP)) return SrtpRefusal.code(KEY_STOPS_AT_ITS_LIFETIME);
        SrtpStream stream = streams.find(RtpHeader.ssrc(source, offset));
        if (stream == null) return SrtpRefusal.code(CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION);
        long index = stream.guess(RtpHeader.sequence(source, offset));
        if (!stream.rtp.isNew(index)) return SrtpRefusal.code(NO_INDEX_TWICE);

        rtp.sealRtp(source, offset, length, header, index, target, at, rtpTrailer);
        writeMki(target, rtpTrailer.mkiAt(at + length));
        stream.heard(index);
        countRtp();
        return written;
    }

    /** Turns an RTCP packet into an SRTCP packet, under the source's next SRTCP index. */
    public int protectRtcp(byte[] source, int offset, int length, byte[] target, int at) {
        int written = length + rtcpTrailer.length();
        checkRanges(source, offset, length, target, at, written);
        if (!RtpHeader.isRtcp(source, offset, length))
            return SrtpRefusal.code(RTCP_HEADER_IS_WHOLE);
        if (isSpent(RTCP)) return SrtpRefusal.code(KEY_STOPS_AT_ITS_LIFETIME);
        SrtpStream stream = streams.find(RtpHeader.rtcpSsrc(source, offset));
        if (stream == null) return SrtpRefusal.code(CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION);
        long index = stream.nextControl;
        if (index >= RTCP_INDICES) return SrtpRefusal.code(KEY_STOPS_AT_ITS_LIFETIME);

        rtcp.sealRtcp(source, offset, length, (int) index, target, at, rtcpTrailer);
        writeMki(target, rtcpTrailer.mkiAt(at + length));
        stream.nextControl = index + 1;
        countRtcp();
        return written;
    }
}
