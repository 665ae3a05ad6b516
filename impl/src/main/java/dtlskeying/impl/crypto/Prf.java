package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import java.nio.charset.StandardCharsets;

import javax.crypto.Mac;

/**
 * The pseudorandom function of TLS 1.2 (RFC 5246 §5).
 *
 * @param hash the hash function of the cipher suite
 */
public record Prf(Hash hash) {
    /**
     * PRF(secret, label, seed), cut to {@code length} bytes.
     *
     * @param label in ASCII
     * @throws IllegalArgumentException if {@code length} is negative
     */
    public Secret derive(Secret secret, String label, Octets seed, int length) {
        if (length < 0) throw new IllegalArgumentException(length + " bytes");
        Mac mac = hash.newMac(secret);
        byte[] labelled =
                Octets.concat(Octets.of(label.getBytes(StandardCharsets.US_ASCII)), seed).toArray();
        byte[] output = new byte[length];
        byte[] chained = labelled;
        for (int at = 0; at < length; at += hash.length()) {
            chained = mac.doFinal(chained);
            mac.update(chained);
            byte[] block = mac.doFinal(labelled);
            System.arraycopy(block, 0, output, at, Math.min(block.length, length - at));
        }
        return Secret.owning(output);
    }
}
