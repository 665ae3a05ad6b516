package dtlskeying.impl.srtp;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import javax.crypto.spec.SecretKeySpec;

/**
 * What a profile does to the bytes of one kind of packets, index and trailer given. Lengths were
 * checked before; target and source are the same range or do not overlap.
 */
@Cites("rfc3711/3.4/b")
sealed interface PacketProtection permits CipherThenMac, Gcm, NoKeys {
    /** E and the 31 bits of the SRTCP index, in the word of the SRTCP trailer. */
    int E_FLAG = 0x80000000;

    /** Protection for one kind of packets under these keys. */
    static PacketProtection of(ProtectionProfile profile, SessionKeys.Keys keys) {
        return switch (profile.cipher()) {
            case AES_128_CM, AES_256_CM ->
                    new CipherThenMac(
                            new CounterMode(keys.encryption(), keys.salt()),
                            new HmacSha1(keys.authentication()));
            case NULL -> new CipherThenMac(null, new HmacSha1(keys.authentication()));
            case AES_128_GCM, AES_256_GCM -> new Gcm(keys.encryption(), keys.salt());
        };
    }

    /** The same, with the keys picked by the kind. */
    static PacketProtection of(SessionKeys keys, PacketKind kind) {
        if (keys.of(kind).equals(SessionKeys.DISCARDED)) return new NoKeys(kind);
        return of(keys.profile(), keys.of(kind));
    }

    /**
     * Protects an RTP packet of {@code length} bytes, of which {@code header} stay clear. Writes
     * all but the MKI.
     */
    void sealRtp(
            byte[] source,
            int offset,
            int length,
            int header,
            long index,
            byte[] target,
            int at,
            Trailer trailer);

    /**
     * Checks and decrypts an SRTP packet whose trailer begins after {@code length} bytes. {@code
     * false} if its tag does not verify.
     */
    boolean openRtp(
            byte[] source,
            int offset,
            int length,
            int header,
            long index,
            byte[] target,
            int at,
            Trailer trailer);

    /** Protects an RTCP packet. Writes all but the MKI. */
    void sealRtcp(
            byte[] source,
            int offset,
            int length,
            int index,
            byte[] target,
            int at,
            Trailer trailer);

    /** Checks an SRTCP packet, and decrypts it if its E flag is set. */
    boolean openRtcp(byte[] source, int offset, int length, byte[] target, int at, Trailer trailer);

    /** Copies a range, unless it is the same range. */
    static void copy(byte[] source, int offset, int length, byte[] target, int at) {
        if (source != target || offset != at) System.arraycopy(source, offset, target, at, length);
    }

    /** The key of a cipher, for {@code AES}. */
    static SecretKeySpec aes(Secret key) {
        return new SecretKeySpec(key.octets().toArray(), "AES");
    }
}
