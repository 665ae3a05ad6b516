package dtlskeying.impl.srtp;

import static dtlskeying.impl.srtp.RtpHeader.RTCP_CLEAR;

/** RFC 3711 §3.3: encrypt, then authenticate header, ciphertext and roll-over counter. */
final class CipherThenMac implements PacketProtection {
    private final CounterMode cipher;
    private final HmacSha1 mac;

    /** Without a cipher, {@code null}, this is the NULL cipher of §4.1.3. */
    CipherThenMac(CounterMode cipher, HmacSha1 mac) {
        this.cipher = cipher;
        this.mac = mac;
    }

    @Override
    public void sealRtp(
            byte[] source,
            int offset,
            int length,
            int header,
            long index,
            byte[] target,
            int at,
            Trailer trailer) {
        int ssrc = RtpHeader.ssrc(source, offset);
        PacketProtection.copy(source, offset, header, target, at);
        crypt(ssrc, index, source, offset, length, header, target, at);
        // The roll-over counter stands where MKI and tag will be: one range to digest, not two.
        RtpHeader.putWord(target, at + length, (int) (index >>> 16));
        mac.write(target, at, length + 4, target, trailer.tagAt(at + length), trailer.tag());
    }

    @Override
    public boolean openRtp(
            byte[] source,
            int offset,
            int length,
            int header,
            long index,
            byte[] target,
            int at,
            Trailer trailer) {
        int tag = trailer.tagAt(offset + length);
        if (!mac.verifies(source, offset, length, (int) (index >>> 16), tag, trailer.tag()))
            return false;
        int ssrc = RtpHeader.ssrc(source, offset);
        PacketProtection.copy(source, offset, header, target, at);
        crypt(ssrc, index, source, offset, length, header, target, at);
        return true;
    }

    @Override
    public void sealRtcp(
            byte[] source,
            int offset,
            int length,
            int index,
            byte[] target,
            int at,
            Trailer trailer) {
        int ssrc = RtpHeader.rtcpSsrc(source, offset);
        PacketProtection.copy(source, offset, RTCP_CLEAR, target, at);
        crypt(ssrc, index, source, offset, length, RTCP_CLEAR, target, at);
        int word = cipher == null ? index : index | E_FLAG;
        RtpHeader.putWord(target, trailer.wordAt(at + length), word);
        mac.write(target, at, length + 4, target, trailer.tagAt(at + length), trailer.tag());
    }

    @Override
    public boolean openRtcp(
            byte[] source, int offset, int length, byte[] target, int at, Trailer trailer) {
        int tag = trailer.tagAt(offset + length);
        if (!mac.verifies(source, offset, length + 4, tag, trailer.tag())) return false;
        int ssrc = RtpHeader.rtcpSsrc(source, offset);
        int word = RtpHeader.word(source, trailer.wordAt(offset + length));
        if ((word & E_FLAG) == 0) {
            PacketProtection.copy(source, offset, length, target, at);
            return true;
        }
        PacketProtection.copy(source, offset, RTCP_CLEAR, target, at);
        crypt(ssrc, word & ~E_FLAG, source, offset, length, RTCP_CLEAR, target, at);
        return true;
    }

    private void crypt(
            int ssrc,
            long index,
            byte[] source,
            int offset,
            int length,
            int clear,
            byte[] target,
            int at) {
        int from = offset + clear;
        if (cipher == null) PacketProtection.copy(source, from, length - clear, target, at + clear);
        else cipher.apply(ssrc, index, source, from, length - clear, target, at + clear);
    }
}
