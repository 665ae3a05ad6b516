package dtlskeying.impl.srtp;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

/**
 * The session keys of one direction (RFC 3711 §4.3): what {@link SrtpKdf} makes of one master key
 * and salt.
 */
public record SessionKeys(ProtectionProfile profile, Keys rtp, Keys rtcp) {
    /** The half that a session does not carry, and does not keep (§4.2). */
    public static final Keys DISCARDED = new Keys(Secret.of(), Secret.of(), Secret.of());

    /**
     * The keys for one kind of packets.
     *
     * @param encryption k_e, 16 or 32 bytes
     * @param authentication k_a, 20 bytes; none for an AEAD
     * @param salt k_s, 14 bytes; 12 for an AEAD
     */
    public record Keys(Secret encryption, Secret authentication, Secret salt) {}

    public SessionKeys {
        check(profile, rtp);
        check(profile, rtcp);
    }

    /** The keys for that kind of packets. */
    public Keys of(PacketKind kind) {
        return kind == PacketKind.RTP ? rtp : rtcp;
    }

    private static void check(ProtectionProfile profile, Keys keys) {
        if (keys.equals(DISCARDED)) return;
        if (keys.encryption.length() != profile.keyLength()
                || keys.authentication.length() != profile.authKeyLength()
                || keys.salt.length() != profile.saltLength())
            throw new IllegalArgumentException(
                    profile + " needs session keys of other lengths than " + keys);
    }
}
