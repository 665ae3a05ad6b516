package dtlskeying.impl.srtp;

import static dtlskeying.impl.srtp.RtpHeader.RTCP_CLEAR;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Cites;

import java.security.GeneralSecurityException;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** RFC 7714: AES-GCM for SRTP (§8) and SRTCP (§9). The tag, 16 bytes, follows the ciphertext. */
@Cites({"rfc7714/8.2/a", "rfc7714/9.2/a", "rfc7714/9.3/a"})
final class Gcm implements PacketProtection {
    private static final int TAG_BITS = 128;
    private static final int TAG = 16;

    private final SecretKeySpec key;
    private final long saltHigh;
    private final int saltLow;
    private final Cipher cipher;
    private final byte[] iv = new byte[12];
    private final byte[] word = new byte[4];
    private byte[] scratch = new byte[2048];

    /** Takes a key of 16 or 32 bytes and a salt of 12. */
    Gcm(Secret key, Secret salt) {
        byte[] bytes = salt.octets().toArray();
        this.key = PacketProtection.aes(key);
        this.saltHigh =
                (long) RtpHeader.word(bytes, 0) << 32 | RtpHeader.word(bytes, 4) & 0xffffffffL;
        this.saltLow = RtpHeader.word(bytes, 8);
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
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
        try {
            begin(Cipher.ENCRYPT_MODE, RtpHeader.ssrc(source, offset), index);
            cipher.updateAAD(source, offset, header);
            PacketProtection.copy(source, offset, header, target, at);
            cipher.doFinal(source, offset + header, length - header, target, at + header);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
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
        try {
            begin(Cipher.DECRYPT_MODE, RtpHeader.ssrc(source, offset), index);
            cipher.updateAAD(source, offset, header);
            if (!open(source, offset + header, length - header, target, at + header)) return false;
            PacketProtection.copy(source, offset, header, target, at);
            return true;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
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
        RtpHeader.putWord(word, 0, index | E_FLAG);
        try {
            begin(Cipher.ENCRYPT_MODE, RtpHeader.rtcpSsrc(source, offset), index);
            cipher.updateAAD(source, offset, RTCP_CLEAR);
            cipher.updateAAD(word);
            PacketProtection.copy(source, offset, RTCP_CLEAR, target, at);
            int secret = length - RTCP_CLEAR;
            cipher.doFinal(source, offset + RTCP_CLEAR, secret, target, at + RTCP_CLEAR);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
        RtpHeader.putWord(target, trailer.wordAt(at + length), index | E_FLAG);
    }

    @Override
    public boolean openRtcp(
            byte[] source, int offset, int length, byte[] target, int at, Trailer trailer) {
        int controlAt = trailer.wordAt(offset + length);
        int control = RtpHeader.word(source, controlAt);
        int clear = (control & E_FLAG) == 0 ? length : RTCP_CLEAR;
        try {
            begin(Cipher.DECRYPT_MODE, RtpHeader.rtcpSsrc(source, offset), control & ~E_FLAG);
            cipher.updateAAD(source, offset, clear);
            cipher.updateAAD(source, controlAt, 4);
            if (!open(source, offset + clear, length - clear, target, at + clear)) return false;
            PacketProtection.copy(source, offset, clear, target, at);
            return true;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** RFC 7714 §8.1 and §9.1: two zero bytes, source and index, all mixed with the salt. */
    @Cites({"rfc7714/8.1/a", "rfc7714/9.1/a"})
    private void begin(int mode, int ssrc, long index) throws GeneralSecurityException {
        long high = saltHigh ^ (ssrc & 0xffffffffL) << 16 ^ index >>> 32;
        RtpHeader.putWord(iv, 0, (int) (high >>> 32));
        RtpHeader.putWord(iv, 4, (int) high);
        RtpHeader.putWord(iv, 8, saltLow ^ (int) index);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    }

    /**
     * Decrypts so many bytes and checks the tag behind them. In place it goes by a buffer of our
     * own, so that a packet whose tag is wrong stays as it is.
     */
    private boolean open(byte[] source, int from, int length, byte[] target, int to)
            throws GeneralSecurityException {
        boolean inPlace = source == target;
        if (inPlace && scratch.length < length) scratch = new byte[length];
        try {
            cipher.doFinal(
                    source, from, length + TAG, inPlace ? scratch : target, inPlace ? 0 : to);
        } catch (AEADBadTagException wrong) {
            return false;
        }
        if (inPlace) System.arraycopy(scratch, 0, target, to, length);
        return true;
    }
}
