package dtlskeying.impl.srtp;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.SessionKey;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * RFC 3711 §4.3: session keys from a master key and salt, by AES in counter mode (RFC 6188 for
 * 256-bit keys, RFC 7714 §11 for salts of 12 bytes). The key derivation rate is zero: keys are
 * derived once, and the packet index plays no part.
 */
@Cites("dtls-srtp/4.1.2/c")
public final class SrtpKdf {
    /** The labels of §4.3.2, for SRTP; those for SRTCP are three higher. */
    private static final int ENCRYPTION = 0;

    private static final int AUTHENTICATION = 1;
    private static final int SALT = 2;
    private static final int RTCP = 3;

    private static final int LABEL_AT = 7;
    private static final int BLOCK = 16;

    private SrtpKdf() {}

    /**
     * The session keys of one direction.
     *
     * @param masterKey as long as the profile says; for a NULL profile also empty, in the draft's
     *     own letter, which stands for 16 zero bytes
     * @param masterSalt as long as the profile says; for a NULL profile also empty
     * @throws IllegalArgumentException if a length is wrong
     */
    public static SessionKeys derive(
            ProtectionProfile profile, Secret masterKey, Secret masterSalt) {
        check(profile, "master key", masterKey.length(), profile.keyLength());
        check(profile, "master salt", masterSalt.length(), profile.saltLength());
        return new SessionKeys(
                profile,
                keys(profile, masterKey, masterSalt, 0),
                keys(profile, masterKey, masterSalt, RTCP));
    }

    /**
     * One session key: the first {@code length} bytes of the PRF's output for this label (0 to 5).
     *
     * @param masterKey 16 or 32 bytes, or none, which stands for 16 zero bytes
     * @param masterSalt at most 14 bytes, taken as if zero bytes followed
     */
    public static Secret derive(Secret masterKey, Secret masterSalt, int label, int length) {
        byte[] iv = new byte[BLOCK];
        masterSalt.octets().copyTo(iv, 0);
        iv[LABEL_AT] ^= (byte) label;
        byte[] key = masterKey.isEmpty() ? new byte[BLOCK] : masterKey.octets().toArray();
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return Secret.of(cipher.doFinal(new byte[length]));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** How many bytes that session key has in that profile. */
    static int length(ProtectionProfile profile, SessionKey key) {
        return switch (key) {
            case RTP_ENCRYPTION, RTCP_ENCRYPTION -> profile.keyLength();
            case RTP_AUTHENTICATION, RTCP_AUTHENTICATION -> profile.authKeyLength();
            case RTP_SALT, RTCP_SALT -> profile.saltLength();
        };
    }

    private static SessionKeys.Keys keys(
            ProtectionProfile profile, Secret key, Secret salt, int first) {
        return new SessionKeys.Keys(
                derive(key, salt, first + ENCRYPTION, profile.keyLength()),
                derive(key, salt, first + AUTHENTICATION, profile.authKeyLength()),
                derive(key, salt, first + SALT, profile.saltLength()));
    }

    private static void check(ProtectionProfile profile, String what, int length, int wanted) {
        boolean letter = profile.cipher() == ProtectionProfile.Cipher.NULL && length == 0;
        if (length != wanted && !letter)
            throw new IllegalArgumentException(
                    "the " + what + " of " + profile + " has " + wanted + " bytes, not " + length);
    }
}
