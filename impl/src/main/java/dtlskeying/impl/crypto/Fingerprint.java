package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The hash of a certificate, by which a signalling channel vouches for it (RFC 8122 §5).
 *
 * @param hash the hash function
 * @param value the hash of the certificate in DER
 */
public record Fingerprint(Hash hash, Octets value) {
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

    public Fingerprint {
        if (value.length() != hash.length())
            throw new IllegalArgumentException(
                    "%s has %d bytes, not %d"
                            .formatted(hash.text(), hash.length(), value.length()));
    }

    /** That of a certificate in DER. */
    public static Fingerprint of(Hash hash, Octets certificate) {
        return new Fingerprint(hash, hash.digest(certificate));
    }

    /**
     * Reads {@code sha-256 AB:CD:…}, digits in either case.
     *
     * @throws IllegalArgumentException if it is not of that form; the message says why
     */
    public static Fingerprint parse(String text) {
        String[] words = text.strip().split("\\s+");
        if (words.length != 2)
            throw new IllegalArgumentException(
                    "a fingerprint is a hash name and pairs of digits: sha-256 AB:CD:…");
        Hash hash =
                Arrays.stream(Hash.values())
                        .filter(each -> each.text().equalsIgnoreCase(words[0]))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no hash " + words[0]));
        return new Fingerprint(hash, Octets.of(PAIRS.parseHex(words[1])));
    }

    /** The form of RFC 8122: {@code sha-256 AB:CD:…}. */
    public String text() {
        return hash.text() + " " + PAIRS.formatHex(value.toArray());
    }

    /** Whether this is the fingerprint of a certificate in DER. */
    public boolean matches(Octets certificate) {
        return value.equals(hash.digest(certificate));
    }

    @Override
    public String toString() {
        return text();
    }
}
