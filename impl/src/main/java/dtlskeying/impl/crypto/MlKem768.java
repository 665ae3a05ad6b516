package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

import javax.crypto.KEM;

/** ML-KEM-768 (FIPS 203), as the JDK has it, on bare bytes. */
final class MlKem768 {
    /** Bytes of an encapsulation key. */
    static final int KEY_LENGTH = 1184;

    /** Bytes of a ciphertext. */
    static final int CIPHERTEXT_LENGTH = 1088;

    /**
     * What stands before the key in a SubjectPublicKeyInfo: the algorithm 2.16.840.1.101.3.4.4.2.
     */
    private static final Octets KEY_INFO =
            Octets.hex("308204b2300b0609608648016503040402038204a100");

    private static final String NAME = "ML-KEM";

    private MlKem768() {}

    /** A key pair; the private key in the JDK's own form. */
    record Pair(Secret privateKey, Octets encapsulationKey) {}

    /** A secret, and the ciphertext that lets the holder of the private key have it. */
    record Encapsulated(Octets ciphertext, Secret secret) {}

    static Pair generate(Entropy entropy) {
        try {
            var generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(NamedParameterSpec.ML_KEM_768, new EntropyRandom(entropy));
            var pair = generator.generateKeyPair();
            Octets info = Octets.of(pair.getPublic().getEncoded());
            return new Pair(
                    Secret.owning(pair.getPrivate().getEncoded()),
                    info.slice(KEY_INFO.length(), info.length()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("no provider has ML-KEM-768", e);
        }
    }

    /**
     * Makes a secret for the holder of a key of {@link #KEY_LENGTH} bytes.
     *
     * @return nothing if the bytes are no key: one of its numbers is 3,329 or more (FIPS 203 §7.2)
     */
    static Optional<Encapsulated> encapsulate(Octets key, Entropy entropy) {
        try {
            var sender =
                    KEM.getInstance(NAME)
                            .newEncapsulator(publicKey(key), new EntropyRandom(entropy));
            var sent = sender.encapsulate();
            return Optional.of(
                    new Encapsulated(
                            Octets.of(sent.encapsulation()),
                            Secret.owning(sent.key().getEncoded())));
        } catch (InvalidKeyException | InvalidKeySpecException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("no provider has ML-KEM-768", e);
        }
    }

    /** The secret in a ciphertext of {@link #CIPHERTEXT_LENGTH} bytes, whatever they are. */
    static Secret decapsulate(Secret privateKey, Octets ciphertext) {
        try {
            var key =
                    KeyFactory.getInstance(NAME)
                            .generatePrivate(new PKCS8EncodedKeySpec(privateKey.peek()));
            var receiver = KEM.getInstance(NAME).newDecapsulator(key);
            return Secret.owning(receiver.decapsulate(ciphertext.toArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("ML-KEM-768 takes any ciphertext of its length", e);
        }
    }

    private static PublicKey publicKey(Octets key) throws GeneralSecurityException {
        byte[] info = Octets.concat(KEY_INFO, key).toArray();
        return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(info));
    }
}
