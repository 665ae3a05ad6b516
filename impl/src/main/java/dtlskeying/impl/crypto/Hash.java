package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A hash function, and HMAC over it (FIPS 180-4, RFC 2104). */
public enum Hash {
    SHA1("SHA-1", "HmacSHA1", 20),
    SHA256("SHA-256", "HmacSHA256", 32),
    SHA384("SHA-384", "HmacSHA384", 48),
    SHA512("SHA-512", "HmacSHA512", 64);

    private final String digestName;
    private final String macName;
    private final int length;

    Hash(String digestName, String macName, int length) {
        this.digestName = digestName;
        this.macName = macName;
        this.length = length;
    }

    /** Bytes of a digest. */
    public int length() {
        return length;
    }

    /** The name as RFC 8122 §5 writes it: {@code sha-256}. */
    public String text() {
        return digestName.toLowerCase(Locale.ROOT);
    }

    /** The digest of all parts, one after the other. */
    public Octets digest(Octets... parts) {
        MessageDigest digest = newDigest();
        for (Octets part : parts) digest.update(part.toArray());
        return Octets.of(digest.digest());
    }

    /** The HMAC of all parts, one after the other; the key may have any length, also none. */
    public Octets hmac(Secret key, Octets... parts) {
        Mac mac = newMac(key);
        for (Octets part : parts) mac.update(part.toArray());
        return Octets.of(mac.doFinal());
    }

    MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(digestName);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("no provider has " + digestName, e);
        }
    }

    /** A keyed MAC that may be used again after each {@code doFinal}. */
    Mac newMac(Secret key) {
        try {
            Mac mac = Mac.getInstance(macName);
            // JCE refuses an empty key; HMAC pads with zeros, so zeros are the same key.
            byte[] bytes = key.length() == 0 ? new byte[length] : key.peek();
            mac.init(new SecretKeySpec(bytes, macName));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("no provider has " + macName, e);
        }
    }
}
