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

import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.util.Optional;

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
    /** The keys before these, whose indices go on here. */
    private Optional<SrtpReceiver> before = Optional.empty();

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
     * Starts a source at an index, with an empty replay list: after a re-key, which does not reset
     * indices, or at an agreed roll-over counter.
     *
     * @throws IllegalArgumentException if there is no room for another source
     */
    public void resume(Ssrc ssrc, PacketIndex index) {
        if (streams.find(ssrc.value()) == null && !streams.hasRoom())
            throw new IllegalArgumentException("no room for a source besides " + limits.sources());
        streams.put(new SrtpStream(ssrc.value(), index, 0));
    }

    /** Whether an authentic packet of that source has come. */
    boolean knows(Ssrc ssrc) {
        return streams.find(ssrc.value()) != null;
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
        long index =
                known == null || !known.isHeard()
                        ? guess(ssrc, known, sequence)
                        : known.guess(sequence);
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
        (known == null ? learn(ssrc) : known).heardControl(index);
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

    /** For a source without an RTP packet under these keys: they do not reset its index. */
    private long guess(int ssrc, SrtpStream known, int sequence) {
        SrtpStream last = before.map(keys -> keys.streams.find(ssrc)).orElse(known);
        return last == null ? sequence : last.guess(sequence);
    }

    /** Goes on with the indices of the keys before these, which are in use for a while yet. */
    @Cites("rfc3711/3.3.1/c")
    void continueFrom(SrtpReceiver keys) {
        before = Optional.of(keys);
    }

    /** The keys before these are gone: what they knew of sources not yet heard here is kept. */
    void settle() {
        before.ifPresent(keys -> keys.streams.forEach(this::adopt));
        before = Optional.empty();
    }

    private void adopt(SrtpStream old) {
        SrtpStream known = streams.find(old.ssrc);
        if (known != null && !known.isHeard()) known.start(old.index());
        if (known == null && streams.hasRoom())
            streams.put(new SrtpStream(old.ssrc, old.index(), 0));
    }

    /**
     * Whether a packet carries the MKI of these keys. One that is too short is taken for theirs, to
     * be refused for what it is.
     */
    boolean isNamedBy(PacketKind kind, byte[] source, int offset, int length) {
        Trailer trailer = kind == RTP ? rtpTrailer : rtcpTrailer;
        int plain = length - trailer.length();
        return plain < 0 || carriesMki(source, trailer.mkiAt(offset + plain));
    }

    /**
     * §5.2: whether a packet of its source that came before it was under these keys already, which
     * tells that it can be under no older ones.
     */
    boolean isSoleFor(PacketKind kind, byte[] source, int offset, int length) {
        return kind == RTP
                ? isSoleForRtp(source, offset, length - rtpTrailer.length())
                : isSoleForRtcp(source, offset, length - rtcpTrailer.length());
    }

    private boolean isSoleForRtp(byte[] source, int offset, int plain) {
        if (RtpHeader.length(source, offset, plain) < 0) return false;
        SrtpStream known = streams.find(RtpHeader.ssrc(source, offset));
        return known != null
                && known.isBeyondFirst(known.guess(RtpHeader.sequence(source, offset)));
    }

    private boolean isSoleForRtcp(byte[] source, int offset, int plain) {
        if (!RtpHeader.isRtcp(source, offset, plain)) return false;
        SrtpStream known = streams.find(RtpHeader.rtcpSsrc(source, offset));
        int word = RtpHeader.word(source, rtcpTrailer.wordAt(offset + plain));
        return known != null && known.isBeyondFirstControl(word & ~PacketProtection.E_FLAG);
    }
}
