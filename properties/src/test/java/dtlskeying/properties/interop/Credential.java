package dtlskeying.properties.interop;

import dtlskeying.spec.Octets;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/**
 * A self-signed certificate and its key, for tests.
 *
 * @param certificate X.509, DER
 * @param privateKey PKCS #8, DER
 */
record Credential(Kind kind, Octets certificate, Octets privateKey) {
    /** Puts the public key into an EC private key: GnuTLS does not read one without. */
    private static final Provider PROVIDER = new BouncyCastleProvider();

    /** What the key is for. */
    enum Kind {
        ECDSA("EC", 256, "SHA256withECDSA"),
        ECDSA_P384("EC", 384, "SHA384withECDSA"),
        ED25519("Ed25519", 255, "Ed25519"),
        RSA("RSA", 2048, "SHA256withRSA");

        private final String algorithm;
        private final int bits;
        private final String signature;

        Kind(String algorithm, int bits, String signature) {
            this.algorithm = algorithm;
            this.bits = bits;
            this.signature = signature;
        }
    }

    /** Makes a key and a certificate for it that is valid today. */
    static Credential make(Kind kind, String commonName) {
        try {
            KeyPair pair = generator(kind).generateKeyPair();
            return new Credential(
                    kind,
                    selfSigned(kind, pair, new X500Name("CN=" + commonName)),
                    Octets.of(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError("no test certificate", e);
        }
    }

    /** wolfSSL reads no Ed25519 key that comes with its public one, as Bouncy Castle's do. */
    private static KeyPairGenerator generator(Kind kind) throws GeneralSecurityException {
        if (kind == Kind.ED25519) return KeyPairGenerator.getInstance(kind.algorithm);
        var generator = KeyPairGenerator.getInstance(kind.algorithm, PROVIDER);
        generator.initialize(kind.bits, Draws.random());
        return generator;
    }

    private static Octets selfSigned(Kind kind, KeyPair pair, X500Name name)
            throws OperatorCreationException, IOException {
        Instant now = Instant.now();
        var certificate =
                new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(63, Draws.random()).add(BigInteger.ONE),
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(Duration.ofDays(1))),
                        name,
                        pair.getPublic());
        var signer =
                new JcaContentSignerBuilder(kind.signature)
                        .setProvider(PROVIDER)
                        .build(pair.getPrivate());
        return Octets.of(certificate.build(signer).getEncoded());
    }

    /** SHA-256 of the certificate. */
    Octets fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return Octets.of(digest.digest(certificate.toArray()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** The certificate as PEM. */
    String certificatePem() {
        return pem("CERTIFICATE", certificate);
    }

    /** The key as PEM. */
    String keyPem() {
        return pem("PRIVATE KEY", privateKey);
    }

    /** Writes the certificate as PEM and names the file. */
    String certificateFile(Path directory) {
        return write(directory, certificatePem());
    }

    /** Writes the key as PEM and names the file. */
    String keyFile(Path directory) {
        return write(directory, keyPem());
    }

    private static String pem(String label, Octets content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content.toArray());
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, lines);
    }

    private static String write(Path directory, String text) {
        try {
            Path file = Files.createTempFile(directory, "credential", ".pem");
            return Files.writeString(file, text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return kind.name();
    }
}
