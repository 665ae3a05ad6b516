package dtlskeying.impl.srtp;

import dtlskeying.impl.crypto.Secret;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * RFC 3711 §4.2.1: HMAC-SHA1, cut to the length of the tag. The two padded keys are digested once
 * and cloned for each packet: a third faster than a {@code Mac}, which digests them each time.
 */
final class HmacSha1 {
    private static final int BLOCK = 64;
    private static final int LENGTH = 20;

    private final MessageDigest inner;
    private final MessageDigest outer;
    private final byte[] result = new byte[LENGTH];
    private final byte[] rollover = new byte[4];

    HmacSha1(Secret key) {
        this.inner = keyed(key, 0x36);
        this.outer = keyed(key, 0x5c);
    }

    /** Writes {@code tagLength} bytes of the tag of a range of {@code packet} to {@code target}. */
    void write(byte[] packet, int from, int length, byte[] target, int at, int tagLength) {
        MessageDigest digest = begin();
        digest.update(packet, from, length);
        finish(digest);
        System.arraycopy(result, 0, target, at, tagLength);
    }

    /** Whether the tag at {@code at} is that of a range of the same packet. */
    boolean verifies(byte[] packet, int from, int length, int at, int tagLength) {
        MessageDigest digest = begin();
        digest.update(packet, from, length);
        finish(digest);
        return matches(packet, at, tagLength);
    }

    /** The same, where the roll-over counter follows the range without being in the packet. */
    boolean verifies(byte[] packet, int from, int length, int roc, int at, int tagLength) {
        RtpHeader.putWord(rollover, 0, roc);
        MessageDigest digest = begin();
        digest.update(packet, from, length);
        digest.update(rollover, 0, rollover.length);
        finish(digest);
        return matches(packet, at, tagLength);
    }

    private boolean matches(byte[] packet, int at, int tagLength) {
        int difference = 0;
        for (int i = 0; i < tagLength; i++) difference |= packet[at + i] ^ result[i];
        return difference == 0;
    }

    private MessageDigest begin() {
        return copy(inner);
    }

    private void finish(MessageDigest digest) {
        try {
            digest.digest(result, 0, LENGTH);
            MessageDigest last = copy(outer);
            last.update(result, 0, LENGTH);
            last.digest(result, 0, LENGTH);
        } catch (DigestException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static MessageDigest copy(MessageDigest state) {
        try {
            return (MessageDigest) state.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A digest that has taken in the key, padded by {@code pad} to one block. */
    private static MessageDigest keyed(Secret key, int pad) {
        byte[] block = Arrays.copyOf(key.octets().toArray(), BLOCK);
        for (int i = 0; i < BLOCK; i++) block[i] ^= (byte) pad;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(block);
            return digest;
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
