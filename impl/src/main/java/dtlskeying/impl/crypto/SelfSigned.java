package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;

/** Makes certificates for demonstrations, signed with the key that they are about. */
final class SelfSigned {
    private static final Date FROM = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
    private static final Date TO = Date.from(Instant.parse("2049-12-31T23:59:59Z"));

    private SelfSigned() {}

    static Octets certificate(String name, SigningKey key, Entropy entropy) {
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
        BigInteger serial = new BigInteger(1, entropy.bytes("serial number", 16).toArray());
        var info = SubjectPublicKeyInfo.getInstance(key.publicKeyInfo().toArray());
        var builder = new X509v3CertificateBuilder(subject, serial, FROM, TO, subject, info);
        return Der.encode(builder.build(new Signer(key, entropy)).toASN1Structure());
    }

    /** Bouncy Castle's view of a signing key. */
    private record Signer(SigningKey key, Entropy entropy, ByteArrayOutputStream signed)
            implements ContentSigner {
        Signer(SigningKey key, Entropy entropy) {
            this(key, entropy, new ByteArrayOutputStream());
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new DefaultSignatureAlgorithmIdentifierFinder().find(algorithm());
        }

        @Override
        public OutputStream getOutputStream() {
            return signed;
        }

        @Override
        public byte[] getSignature() {
            return key.sign(scheme(), Octets.of(signed.toByteArray()), entropy).toArray();
        }

        private String algorithm() {
            return switch (key.kind()) {
                case EC_P256 -> "SHA256withECDSA";
                case EC_P384 -> "SHA384withECDSA";
                case ED25519 -> "Ed25519";
                case RSA -> "SHA256withRSA";
            };
        }

        private SignatureScheme scheme() {
            return switch (key.kind()) {
                case EC_P256 -> SignatureScheme.ECDSA_SECP256R1_SHA256;
                case EC_P384 -> SignatureScheme.ECDSA_SECP384R1_SHA384;
                case ED25519 -> SignatureScheme.ED25519;
                case RSA -> SignatureScheme.RSA_PKCS1_SHA256;
            };
        }
    }
}
