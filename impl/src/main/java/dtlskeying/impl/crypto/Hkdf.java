package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import javax.crypto.Mac;

/** The extract-and-expand key derivation function of RFC 5869. */
public final class Hkdf {
    private Hkdf() {}

    /** A pseudorandom key of the hash's length (§2.2); an empty salt stands for zeros. */
    public static Secret extract(Hash hash, Secret salt, Secret inputKeyMaterial) {
        Mac mac = hash.newMac(salt);
        return Secret.owning(mac.doFinal(inputKeyMaterial.peek()));
    }

    /**
     * {@code length} bytes of key material (§2.3).
     *
     * @throws IllegalArgumentException if {@code length} is not 0 to 255 digests
     */
    public static Secret expand(Hash hash, Secret pseudorandomKey, Octets info, int length) {
        if (length < 0 || length > 255 * hash.length())
            throw new IllegalArgumentException(length + " bytes is not 0 to 255 digests");
        Mac mac = hash.newMac(pseudorandomKey);
        byte[] context = info.toArray();
        byte[] output = new byte[length];
        byte[] block = new byte[0];
        for (int at = 0, counter = 1; at < length; at += block.length, counter++) {
            mac.update(block);
            mac.update(context);
            mac.update((byte) counter);
            block = mac.doFinal();
            System.arraycopy(block, 0, output, at, Math.min(block.length, length - at));
        }
        return Secret.owning(output);
    }
}
