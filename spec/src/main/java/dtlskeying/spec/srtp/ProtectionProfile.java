package dtlskeying.spec.srtp;

import static dtlskeying.spec.srtp.ProtectionProfile.Cipher.AES_128_CM;
import static dtlskeying.spec.srtp.ProtectionProfile.Cipher.AES_128_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.Cipher.AES_256_CM;
import static dtlskeying.spec.srtp.ProtectionProfile.Cipher.AES_256_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.Cipher.NULL;

import java.util.Arrays;
import java.util.Locale;

/**
 * The SRTP protection profiles of §4.1.2, with the AEAD profiles of RFC 7714 §14.2. Lengths are in
 * bytes.
 *
 * <p>Code points 3 and 4 exist in the draft only, 7 and 8 since RFC 7714. The NULL profiles carry
 * the key and salt lengths that interoperate (16 and 14); the draft's own letter is 0 and 0, which
 * makes every derived key a public constant (a reading, see {@code Reading}).
 */
public enum ProtectionProfile {
    SRTP_AES128_CM_HMAC_SHA1_80(1, AES_128_CM, 16, 14, 20, 10, 10),
    SRTP_AES128_CM_HMAC_SHA1_32(2, AES_128_CM, 16, 14, 20, 4, 10),
    SRTP_AES256_CM_HMAC_SHA1_80(3, AES_256_CM, 32, 14, 20, 10, 10),
    SRTP_AES256_CM_HMAC_SHA1_32(4, AES_256_CM, 32, 14, 20, 4, 10),
    SRTP_NULL_HMAC_SHA1_80(5, NULL, 16, 14, 20, 10, 10),
    SRTP_NULL_HMAC_SHA1_32(6, NULL, 16, 14, 20, 4, 10),
    SRTP_AEAD_AES_128_GCM(7, AES_128_GCM, 16, 12, 0, 16, 16),
    SRTP_AEAD_AES_256_GCM(8, AES_256_GCM, 32, 12, 0, 16, 16);

    /** What encrypts the payload. */
    public enum Cipher {
        AES_128_CM,
        AES_256_CM,
        NULL,
        AES_128_GCM,
        AES_256_GCM
    }

    /** The most packets that one key may protect (§4.1.2, maximum_lifetime). */
    public static final long MAXIMUM_LIFETIME = 1L << 31;

    private final int code;
    private final Cipher cipher;
    private final int keyLength;
    private final int saltLength;
    private final int authKeyLength;
    private final int rtpTagLength;
    private final int rtcpTagLength;

    ProtectionProfile(
            int code,
            Cipher cipher,
            int keyLength,
            int saltLength,
            int authKeyLength,
            int rtpTagLength,
            int rtcpTagLength) {
        this.code = code;
        this.cipher = cipher;
        this.keyLength = keyLength;
        this.saltLength = saltLength;
        this.authKeyLength = authKeyLength;
        this.rtpTagLength = rtpTagLength;
        this.rtcpTagLength = rtcpTagLength;
    }

    /** The code point, 0 to 65535, two bytes in network order on the wire. */
    public int code() {
        return code;
    }

    /** What encrypts the payload. */
    public Cipher cipher() {
        return cipher;
    }

    /** Bytes of a master key, and of the session encryption key. */
    public int keyLength() {
        return keyLength;
    }

    /** Bytes of a master salt, and of the session salt. */
    public int saltLength() {
        return saltLength;
    }

    /** Bytes of the session authentication key, 0 for an AEAD. */
    public int authKeyLength() {
        return authKeyLength;
    }

    /** Bytes of the tag of an SRTP packet. */
    public int rtpTagLength() {
        return rtpTagLength;
    }

    /** Bytes of the tag of an SRTCP packet: 80 bits also where RTP has 32. */
    public int rtcpTagLength() {
        return rtcpTagLength;
    }

    /** The most packets that one key may protect, RTP and RTCP counted apart (§4.4). */
    public long maximumLifetime() {
        return MAXIMUM_LIFETIME;
    }

    /** Whether one algorithm encrypts and authenticates (RFC 7714). */
    public boolean isAead() {
        return cipher == AES_128_GCM || cipher == AES_256_GCM;
    }

    /** Bytes to ask of the exporter: both keys, both salts (§4.2). */
    public int exportLength() {
        return 2 * (keyLength + saltLength);
    }

    /** The name in the draft's first table and in OpenSSL, without {@code HMAC}. */
    public String shortName() {
        return name().replace("_HMAC", "");
    }

    /** Whether a profile has that code point. */
    public static boolean isKnown(int code) {
        return code >= 1 && code <= values().length;
    }

    /**
     * The profile with that code point.
     *
     * @throws IllegalArgumentException if there is none; unknown values are skipped, never guessed
     */
    public static ProtectionProfile ofCode(int code) {
        if (!isKnown(code)) throw new IllegalArgumentException("no profile has code " + code);
        return values()[code - 1];
    }

    /**
     * Reads a name, with or without {@code HMAC}, in either case, or a code point as {@code
     * 0x0001}.
     *
     * @throws IllegalArgumentException if it is none of these; the message lists the names
     */
    public static ProtectionProfile parse(String text) {
        String wanted = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(profile -> profile.answersTo(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no profile is called '"
                                        + text
                                        + "'; known are "
                                        + Arrays.toString(values())));
    }

    private boolean answersTo(String wanted) {
        return wanted.equals(name())
                || wanted.equals(shortName())
                || wanted.equals(String.format("0X%04X", code));
    }
}
