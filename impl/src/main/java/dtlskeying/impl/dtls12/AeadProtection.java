package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.Aead;
import dtlskeying.impl.crypto.AeadKey;
import dtlskeying.impl.crypto.Secret;

/**
 * Records under an AEAD cipher (RFC 5246 §6.2.3.3, RFC 6347 §4.1.2).
 *
 * <p>AES-GCM (RFC 5288 §3) and AES-CCM (RFC 6655 §3): the nonce is 4 bytes of the key block and 8
 * that travel in front of the cipher text; ours are epoch and sequence number, which never repeat.
 * ChaCha20-Poly1305 (RFC 7905 §2): 12 bytes of the key block, XORed with epoch and sequence number
 * at their end, and nothing travels.
 */
final class AeadProtection implements RecordProtection {
    /** Number (8), type (1), version (2), length of the content (2). */
    private static final int AAD_LENGTH = 13;

    private static final int NUMBER_LENGTH = 8;

    private final AeadKey key;
    private final Secret iv;
    private final byte[] fixed;
    private final int explicit;
    private final byte[] nonce = new byte[Aead.NONCE_LENGTH];
    private final byte[] aad = new byte[AAD_LENGTH];

    AeadProtection(AeadKey key, Secret iv, int explicit) {
        this.key = key;
        this.iv = iv;
        this.fixed = iv.octets().toArray();
        this.explicit = explicit;
    }

    @Override
    public int expansion() {
        return explicit + key.aead().tagLength();
    }

    @Override
    public int seal(
            int type,
            int version,
            long number,
            byte[] content,
            int from,
            int length,
            byte[] target,
            int at) {
        prepareAad(type, version, number, length);
        if (explicit == 0) {
            mixNonce(number);
        } else {
            put(target, at, number);
            carryNonce(target, at);
        }
        int sealed =
                key.seal(nonce, aad, 0, AAD_LENGTH, content, from, length, target, at + explicit);
        return explicit + sealed;
    }

    @Override
    public int open(
            int type,
            int version,
            long number,
            byte[] sealed,
            int from,
            int length,
            byte[] target,
            int at) {
        if (length < expansion()) return FORGED;
        prepareAad(type, version, number, length - expansion());
        if (explicit == 0) mixNonce(number);
        else carryNonce(sealed, from);
        int opened =
                key.open(
                        nonce,
                        aad,
                        0,
                        AAD_LENGTH,
                        sealed,
                        from + explicit,
                        length - explicit,
                        target,
                        at);
        return opened == AeadKey.REFUSED ? FORGED : opened;
    }

    private void prepareAad(int type, int version, long number, int length) {
        put(aad, 0, number);
        aad[8] = (byte) type;
        aad[9] = (byte) (version >> 8);
        aad[10] = (byte) version;
        aad[11] = (byte) (length >> 8);
        aad[12] = (byte) length;
    }

    private void mixNonce(long number) {
        System.arraycopy(fixed, 0, nonce, 0, nonce.length);
        for (int i = 0; i < NUMBER_LENGTH; i++)
            nonce[nonce.length - 1 - i] ^= (byte) (number >>> 8 * i);
    }

    private void carryNonce(byte[] bytes, int at) {
        System.arraycopy(fixed, 0, nonce, 0, fixed.length);
        System.arraycopy(bytes, at, nonce, fixed.length, explicit);
    }

    private static void put(byte[] bytes, int at, long number) {
        for (int i = 0; i < NUMBER_LENGTH; i++)
            bytes[at + i] = (byte) (number >>> 8 * (NUMBER_LENGTH - 1 - i));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AeadProtection that && key.equals(that.key) && iv.equals(that.iv);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + iv.hashCode();
    }

    @Override
    public String toString() {
        return key.aead().name();
    }
}
