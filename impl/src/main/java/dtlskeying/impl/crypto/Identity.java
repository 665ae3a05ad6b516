package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Who one side is: its certificates, and the private key that belongs to the first of them. */
public final class Identity {
    private final CertificateChain chain;
    private final SigningKey key;

    Identity(CertificateChain chain, SigningKey key) {
        this.chain = chain;
        this.key = key;
    }

    /**
     * Reads PEM: certificates, the own one first, and a private key of PKCS#8, SEC 1 or PKCS#1.
     * Both may be the same text.
     *
     * @throws IllegalArgumentException if something is missing, malformed, encrypted, of a kind
     *     that we do not have, or if the key does not belong to the certificate; the message says
     *     which
     */
    public static Identity ofPem(String certificates, String privateKey) {
        var chain = new CertificateChain(Pem.certificates(certificates));
        var identity = new Identity(chain, PrivateKeys.of(Pem.privateKey(privateKey)));
        if (!identity.isConsistent())
            throw new IllegalArgumentException(
                    "the private key does not belong to the first certificate");
        return identity;
    }

    /**
     * A self-signed certificate, valid from 2020 to 2049, with the subject {@code CN=name}. The
     * same arguments give the same identity.
     */
    public static Identity demonstration(String name, Entropy entropy, KeyKind kind) {
        SigningKey key = PrivateKeys.generate(kind, entropy.child("private key"));
        Octets certificate = SelfSigned.certificate(name, key, entropy);
        return new Identity(new CertificateChain(List.of(certificate)), key);
    }

    /** The certificates to show. */
    public CertificateChain chain() {
        return chain;
    }

    /** The kind of the key. */
    public KeyKind kind() {
        return key.kind();
    }

    /** The schemes that the key signs with in TLS 1.2, those that TLS 1.3 allows it first. */
    public List<SignatureScheme> schemes() {
        return Arrays.stream(SignatureScheme.values())
                .filter(scheme -> scheme.suits(kind()))
                .sorted(Comparator.comparing(scheme -> scheme.kind() != kind()))
                .toList();
    }

    /**
     * Signs a message; the same arguments give the same signature.
     *
     * @param entropy for the salt of RSA-PSS; the others need none
     * @throws IllegalArgumentException if the scheme does not suit the key
     */
    public Octets sign(SignatureScheme scheme, Octets message, Entropy entropy) {
        return key.sign(scheme, message, entropy);
    }

    private boolean isConsistent() {
        SignatureScheme scheme = schemes().getFirst();
        Octets signature = sign(scheme, Octets.EMPTY, Entropy.of(Octets.EMPTY));
        return chain.publicKey()
                .filter(publicKey -> publicKey.verify(scheme, Octets.EMPTY, signature))
                .isPresent();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identity that && chain.equals(that.chain) && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return chain.hashCode();
    }

    @Override
    public String toString() {
        return "identity " + chain.fingerprint(Hash.SHA256);
    }
}
