package dtlskeying.impl.crypto;

import dtlskeying.impl.crypto.Trust.Verdict;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

import java.io.IOException;
import java.util.Optional;

/** Looking into certificates, which may be any bytes. */
final class Certificates {
    private Certificates() {}

    /** The key of the leaf if there is one of a kind that we have; nobody vouches for it. */
    static Verdict leafKey(CertificateChain chain) {
        if (chain.isEmpty())
            return new Verdict.Distrusted(Alert.HANDSHAKE_FAILURE, "there is no certificate");
        try {
            return key(Certificate.getInstance(chain.leaf().toArray()).getSubjectPublicKeyInfo())
                    .<Verdict>map(Verdict.Trusted::new)
                    .orElseGet(Certificates::unsupported);
        } catch (RuntimeException | IOException e) {
            // The parser has many ways to say that these bytes are no certificate.
            return new Verdict.Distrusted(Alert.BAD_CERTIFICATE, "no X.509 certificate in DER");
        }
    }

    private static Verdict unsupported() {
        return new Verdict.Distrusted(
                Alert.UNSUPPORTED_CERTIFICATE,
                "the key is none of P-256, P-384, Ed25519, RSA with 2,048 to 8,192 bits");
    }

    private static Optional<SubjectPublicKey> key(SubjectPublicKeyInfo info) throws IOException {
        ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) return ecKey(info);
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) return rsaKey(info);
        if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) return ed25519Key(info);
        return Optional.empty();
    }

    private static Optional<SubjectPublicKey> ecKey(SubjectPublicKeyInfo info) {
        if (!(info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier name))
            return Optional.empty();
        Octets point = Octets.of(info.getPublicKeyData().getBytes());
        return Curve.find(name)
                .flatMap(curve -> curve.decode(point).map(q -> new EcPublicKey(curve, q)));
    }

    private static Optional<SubjectPublicKey> rsaKey(SubjectPublicKeyInfo info) throws IOException {
        RSAPublicKey key = RSAPublicKey.getInstance(info.parsePublicKey());
        return Optional.of(key.getModulus())
                .filter(Rsa::isSupported)
                .map(modulus -> new RsaPublicKey(modulus, key.getPublicExponent()));
    }

    private static Optional<SubjectPublicKey> ed25519Key(SubjectPublicKeyInfo info) {
        return Optional.of(Octets.of(info.getPublicKeyData().getBytes()))
                .filter(point -> point.length() == 32)
                .map(Ed25519PublicKey::new);
    }
}
