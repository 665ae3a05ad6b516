package dtlskeying.impl.srtp;

import dtlskeying.impl.crypto.Secret;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * RFC 3711 §4.1.1: AES in counter mode, with a counter block made of salt, source and index.
 *
 * <p>The keystream of a short packet comes from one ECB call over its counter blocks, which spares
 * the cost of setting up a counter mode cipher; long packets are faster with the latter.
 */
final class CounterMode {
    private static final int BLOCK = 16;

    /** Up to so many bytes, ECB over counter blocks is the faster way. */
    private static final int BATCH = 256;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final SecretKeySpec key;
    private final long saltHigh;
    private final long saltLow;
    private final Cipher ecb;
    private final Cipher ctr;
    private final byte[] counters = new byte[BATCH];
    private final byte[] keystream = new byte[BATCH];
    private final byte[] iv = new byte[BLOCK];
    private byte[] scratch = new byte[2048];

    /** Takes a key of 16 or 32 bytes and a salt of 14. */
    CounterMode(Secret key, Secret salt) {
        byte[] padded = new byte[BLOCK];
        salt.octets().copyTo(padded, 0);
        this.saltHigh = (long) LONG.get(padded, 0);
        this.saltLow = (long) LONG.get(padded, 8);
        this.key = PacketProtection.aes(key);
        try {
            this.ecb = Cipher.getInstance("AES/ECB/NoPadding");
            this.ctr = Cipher.getInstance("AES/CTR/NoPadding");
            ecb.init(Cipher.ENCRYPT_MODE, this.key);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * Encrypts or decrypts {@code length} bytes of the packet with this source and index. Source
     * and target may be the same range.
     */
    void apply(int ssrc, long index, byte[] source, int from, int length, byte[] target, int to) {
        long high = saltHigh ^ ssrc & 0xffffffffL;
        long low = saltLow ^ index << 16;
        try {
            if (length <= BATCH) batch(high, low, source, from, length, target, to);
            else stream(high, low, source, from, length, target, to);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void batch(
            long high, long low, byte[] source, int from, int length, byte[] target, int to)
            throws GeneralSecurityException {
        int whole = length + BLOCK - 1 & -BLOCK;
        for (int at = 0; at < whole; at += BLOCK) {
            LONG.set(counters, at, high);
            LONG.set(counters, at + 8, low + (at >> 4));
        }
        if (whole > 0) ecb.update(counters, 0, whole, keystream, 0);
        for (int i = 0; i < length; i++) target[to + i] = (byte) (source[from + i] ^ keystream[i]);
    }

    private void stream(
            long high, long low, byte[] source, int from, int length, byte[] target, int to)
            throws GeneralSecurityException {
        LONG.set(iv, 0, high);
        LONG.set(iv, 8, low);
        ctr.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
        if (source != target) {
            ctr.doFinal(source, from, length, target, to);
            return;
        }
        if (scratch.length < length) scratch = new byte[length];
        ctr.doFinal(source, from, length, scratch, 0);
        System.arraycopy(scratch, 0, target, to, length);
    }
}
