package dtlskeying.impl.crypto;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;

/** Private keys from PKCS#8, or from entropy. */
final class PrivateKeys {
    private static final int RSA_BITS = 2048;

    private PrivateKeys() {}

    static SigningKey of(PrivateKeyInfo info) {
        try {
            ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
            if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) return ecKey(info);
            if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) return rsaKey(info);
            if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) return ed25519Key(info);
            throw new IllegalArgumentException(
                    "private keys of " + algorithm + " are not supported");
        } catch (IOException | GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("the private key is malformed", e);
        }
    }

    /** A fresh key; the same entropy gives the same key. */
    static SigningKey generate(KeyKind kind, Entropy entropy) {
        return switch (kind) {
            case EC_P256 -> new EcSigningKey(Curve.P256, scalar(Curve.P256, entropy));
            case EC_P384 -> new EcSigningKey(Curve.P384, scalar(Curve.P384, entropy));
            case ED25519 -> new Ed25519SigningKey(entropy.secret("seed", 32));
            case RSA -> generateRsa(entropy);
        };
    }

    private static Secret scalar(Curve curve, Entropy entropy) {
        return curve.secret(curve.scalar(entropy));
    }

    private static SigningKey generateRsa(Entropy entropy) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS, new EntropyRandom(entropy));
            return new RsaSigningKey((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("no provider has RSA", e);
        }
    }

    private static SigningKey ecKey(PrivateKeyInfo info) throws IOException {
        if (!(info.getPrivateKeyAlgorithm().getParameters() instanceof ASN1ObjectIdentifier name))
            throw new IllegalArgumentException("the curve of the private key has no name");
        Curve curve =
                Curve.find(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "curve " + name + " is neither P-256 nor P-384"));
        BigInteger scalar = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
        if (scalar.signum() <= 0 || scalar.compareTo(curve.domain().getN()) >= 0)
            throw new IllegalArgumentException("the private key is out of the range of its curve");
        return new EcSigningKey(curve, curve.secret(scalar));
    }

    private static SigningKey rsaKey(PrivateKeyInfo info)
            throws IOException, GeneralSecurityException {
        var specification = new PKCS8EncodedKeySpec(info.getEncoded());
        var key = (RSAPrivateCrtKey) Rsa.keyFactory().generatePrivate(specification);
        if (!Rsa.isSupported(key.getModulus()))
            throw new IllegalArgumentException("an RSA key has to have 2,048 to 8,192 bits");
        return new RsaSigningKey(key);
    }

    private static SigningKey ed25519Key(PrivateKeyInfo info) throws IOException {
        byte[] seed = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
        if (seed.length != 32)
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes, not " + seed.length);
        return new Ed25519SigningKey(Secret.of(seed));
    }
}
