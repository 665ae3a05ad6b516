package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import java.util.List;
import java.util.Optional;

/**
 * Certificates as they stand on the wire: the sender's own, then those that vouch for it. They may
 * be any bytes.
 *
 * @param certificates X.509 in DER, 1 to 2^24 - 1 bytes each; none at all from a client that has
 *     none to show
 */
public record CertificateChain(List<Octets> certificates) {
    /** No certificate. */
    public static final CertificateChain NONE = new CertificateChain(List.of());

    public CertificateChain {
        certificates = List.copyOf(certificates);
        for (Octets certificate : certificates)
            if (certificate.isEmpty() || certificate.length() > 0xffffff)
                throw new IllegalArgumentException(
                        "a certificate of " + certificate.length() + " bytes");
    }

    /** Whether there is no certificate. */
    public boolean isEmpty() {
        return certificates.isEmpty();
    }

    /**
     * The sender's own certificate.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Octets leaf() {
        if (isEmpty()) throw new IllegalArgumentException("there is no certificate");
        return certificates.getFirst();
    }

    /** The public key of the leaf, or nothing if there is none that we can use. */
    public Optional<SubjectPublicKey> publicKey() {
        return switch (Certificates.leafKey(this)) {
            case Trust.Verdict.Trusted(var key) -> Optional.of(key);
            case Trust.Verdict.Distrusted _ -> Optional.empty();
        };
    }

    /** The kind of the leaf's public key, or nothing if it is none that we can use. */
    public Optional<KeyKind> keyKind() {
        return publicKey().map(SubjectPublicKey::kind);
    }

    /**
     * The fingerprint of the leaf (RFC 8122 §5).
     *
     * @throws IllegalArgumentException if there is none
     */
    public Fingerprint fingerprint(Hash hash) {
        return Fingerprint.of(hash, leaf());
    }
}
