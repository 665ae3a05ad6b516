package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.KEY_STOPS_AT_ITS_LIFETIME;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.MKI_NAMES_THE_MASTER_KEY;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.PACKET_BEHIND_THE_LIST_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.REPLAYED_PACKET_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.RTCP_HEADER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.RTP_HEADER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.TRAILER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;

import dtlskeying.spec.srtp.Mki;

/**
 * Opens what the peer sends under one master key: the hot path of {@link SrtpTransform}, on byte
 * ranges of the caller, for one thread at a time.
 *
 * <p>Source and target may be the same range; ranges that overlap otherwise are refused by an
 * exception, as are ranges outside of their arrays. A result that is negative is a refusal, see
 * {@link SrtpRefusal}; it changes neither state nor source, but an AEAD may have written zeros to a
 * target that is not the source.
 */
public final class SrtpReceiver extends SrtpDirection {
    private SrtpReceiver(SessionKeys keys, Mki mki, SrtpLimits limits) {
        super(keys, mki, limits);
    }

    /** A receiver with these keys, for packets that carry that MKI. */
    public static SrtpReceiver of(SessionKeys keys, Mki mki) {
        return new SrtpReceiver(keys, mki, SrtpLimits.of(keys.profile()));
    }

    /** The same, with other limits. */
    public static SrtpReceiver of(SessionKeys keys, Mki mki, SrtpLimits limits) {
        return new SrtpReceiver(keys, mki, limits);
    }

    /**
     * Turns an SRTP packet into the RTP packet that it protects.
     *
     * @param target takes {@code length} bytes less those of {@link #overhead}, from {@code at} on
     * @return the length of the RTP packet, or a refusal
     */
    public int unprotectRtp(byte[] source, int offset, int length, byte[] target, int at) {
        int plain = length - rtpTrailer.length();
        checkRanges(source, offset, length, target, at, Math.max(0, plain));
        if (plain < 0) return SrtpRefusal.code(TRAILER_IS_WHOLE);
        int header = RtpHeader.length(source, offset, plain);
        if (header < 0) return SrtpRefusal.code(RTP_HEADER_IS_WHOLE);
        if (!carriesMki(source, rtpTrailer.mkiAt(offset + plain)))
            return SrtpRefusal.code(MKI_NAMES_THE_MASTER_KEY);
        if (isSpent(RTP)) return SrtpRefusal.code(KEY_STOPS_AT_ITS_LIFETIME);
        int ssrc = RtpHeader.ssrc(source, offset);
        SrtpStream known = streams.find(ssrc);
        if (known == null && !streams.hasRoom())
            return SrtpRefusal.code(CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION);
        int sequence = RtpHeader.sequence(source, offset);
        long index = known == null ? sequence : known.guess(sequence);
        if (known != null && !known.rtp.isNew(index)) return refuseOld(known.rtp, index);

        if (!rtp.openRtp(source, offset, plain, header, index, target, at, rtpTrailer))
            return SrtpRefusal.code(UNAUTHENTIC_PACKET_IS_DISCARDED);
        (known == null ? learn(ssrc) : known).heard(index);
        countRtp();
        return plain;
    }

    /** Turns an SRTCP packet into the RTCP packet that it protects. */
    public int unprotectRtcp(byte[] source, int offset, int length, byte[] target, int at) {
        int plain = length - rtcpTrailer.length();
        checkRanges(source, offset, length, target, at, Math.max(0, plain));
        if (plain < 0) return SrtpRefusal.code(TRAILER_IS_WHOLE);
        if (!RtpHeader.isRtcp(source, offset, plain)) return SrtpRefusal.code(RTCP_HEADER_IS_WHOLE);
        if (!carriesMki(source, rtcpTrailer.mkiAt(offset + plain)))
            return SrtpRefusal.code(MKI_NAMES_THE_MASTER_KEY);
        if (isSpent(RTCP)) return SrtpRefusal.code(KEY_STOPS_AT_ITS_LIFETIME);
        int ssrc = RtpHeader.rtcpSsrc(source, offset);
        SrtpStream known = streams.find(ssrc);
        if (known == null && !streams.hasRoom())
            return SrtpRefusal.code(CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION);
        int word = RtpHeader.word(source, rtcpTrailer.wordAt(offset + plain));
        long index = word & ~PacketProtection.E_FLAG;
        if (known != null && !known.rtcp.isNew(index)) return refuseOld(known.rtcp, index);

        if (!rtcp.openRtcp(source, offset, plain, target, at, rtcpTrailer))
            return SrtpRefusal.code(UNAUTHENTIC_PACKET_IS_DISCARDED);
        (known == null ? learn(ssrc) : known).rtcp.add(index);
        countRtcp();
        return plain;
    }

    private static int refuseOld(ReplayBits list, long index) {
        return SrtpRefusal.code(
                list.isBehind(index)
                        ? PACKET_BEHIND_THE_LIST_IS_DISCARDED
                        : REPLAYED_PACKET_IS_DISCARDED);
    }

    /** A source is remembered once a packet of it is authentic, not before. */
    private SrtpStream learn(int ssrc) {
        SrtpStream fresh = new SrtpStream(ssrc, PacketIndex.FIRST, 0);
        streams.put(fresh);
        return fresh;
    }
}
