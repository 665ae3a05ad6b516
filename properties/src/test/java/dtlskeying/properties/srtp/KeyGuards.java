package dtlskeying.properties.srtp;

import static dtlskeying.properties.srtp.KeyLaws.EXTRACTOR_LAYOUT;
import static dtlskeying.properties.srtp.KeyLaws.KDF_MATCHES;
import static dtlskeying.properties.srtp.KeyLaws.RTP_RTCP_KEY_SEPARATION;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.EACH_SIDE_GOES_THROUGH_THE_SRTP_KDF;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.KEYS_FIRST_THEN_SALTS;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.OPTIONS_ARE_AT_THEIR_DEFAULTS;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.properties.Guard;
import dtlskeying.properties.srtp.KeyLaws.KeyLaw;
import dtlskeying.properties.srtp.PacketCode.Session;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Part;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Known bugs in the bytes of keys: our code, wrapped. */
public final class KeyGuards {
    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    guard(
                            "X09a",
                            "the block is read as client key and salt, server key and salt",
                            EXTRACTOR_LAYOUT,
                            KeyCode.HEALTHY.withCut(KeyGuards::saltAfterItsKey),
                            KEYS_FIRST_THEN_SALTS),
                    guard(
                            "X10a",
                            "client and server are swapped at both ends, which agree with each"
                                    + " other",
                            EXTRACTOR_LAYOUT,
                            KeyCode.HEALTHY.withCut(KeyGuards::swapped),
                            KEYS_FIRST_THEN_SALTS),
                    guard(
                            "X11a",
                            "SRTCP keys are derived under SRTP's labels",
                            RTP_RTCP_KEY_SEPARATION,
                            KeyCode.HEALTHY.withDerive(KeyGuards::underOneLabel),
                            EACH_SIDE_GOES_THROUGH_THE_SRTP_KDF),
                    guard(
                            "salt-on-the-right",
                            "an AEAD's salt of 12 bytes has the two zero bytes before it",
                            KDF_MATCHES,
                            KeyCode.HEALTHY.withDerive(KeyGuards::withSaltOnTheRight),
                            EACH_SIDE_GOES_THROUGH_THE_SRTP_KDF),
                    Guard.of(
                            "no-salt",
                            "an AEAD's nonces are made without the salt",
                            Set.of(EACH_SIDE_GOES_THROUGH_THE_SRTP_KDF),
                            PacketLaws.AS_PUBLISHED.name(),
                            PacketLaws.BY_NAME,
                            PacketCode.under(KeyGuards::withoutSalts)),
                    Guard.of(
                            "rate",
                            "keys are derived anew every 2^12 packets",
                            Set.of(OPTIONS_ARE_AT_THEIR_DEFAULTS),
                            PacketLaws.AS_PUBLISHED.name(),
                            PacketLaws.BY_NAME,
                            PacketCode.under(KeyGuards::atARate)));

    private KeyGuards() {}

    private static Guard guard(
            String bug, String story, KeyLaw killer, KeyCode sick, Clause... breaks) {
        return Guard.of(bug, story, Set.of(breaks), killer.name(), KeyLaws.BY_NAME, sick);
    }

    private static Map<Part, Octets> saltAfterItsKey(ProtectionProfile profile, Octets exported) {
        int key = profile.keyLength();
        int both = key + profile.saltLength();
        return Map.of(
                Part.CLIENT_KEY, exported.slice(0, key),
                Part.CLIENT_SALT, exported.slice(key, both),
                Part.SERVER_KEY, exported.slice(both, both + key),
                Part.SERVER_SALT, exported.slice(both + key, 2 * both));
    }

    private static Map<Part, Octets> swapped(ProtectionProfile profile, Octets exported) {
        var healthy = KeyCode.HEALTHY.cut().of(profile, exported);
        return Map.of(
                Part.CLIENT_KEY, healthy.get(Part.SERVER_KEY),
                Part.SERVER_KEY, healthy.get(Part.CLIENT_KEY),
                Part.CLIENT_SALT, healthy.get(Part.SERVER_SALT),
                Part.SERVER_SALT, healthy.get(Part.CLIENT_SALT));
    }

    private static SessionKeys underOneLabel(ProtectionProfile profile, Octets key, Octets salt) {
        SessionKeys healthy = KeyCode.HEALTHY.derive().of(profile, key, salt);
        return new SessionKeys(profile, healthy.rtp(), healthy.rtp());
    }

    private static SessionKeys withSaltOnTheRight(
            ProtectionProfile profile, Octets key, Octets salt) {
        Secret shifted = Secret.of(Octets.concat(Octets.of(new byte[14 - salt.length()]), salt));
        return new SessionKeys(
                profile, keys(profile, key, shifted, 0), keys(profile, key, shifted, 3));
    }

    private static SessionKeys.Keys keys(
            ProtectionProfile profile, Octets key, Secret salt, int first) {
        Secret master = Secret.of(key);
        return new SessionKeys.Keys(
                SrtpKdf.derive(master, salt, first, profile.keyLength()),
                SrtpKdf.derive(master, salt, first + 1, profile.authKeyLength()),
                SrtpKdf.derive(master, salt, first + 2, profile.saltLength()));
    }

    private static SessionKeys withoutSalts(Session session, long index) {
        SessionKeys healthy = session.keys();
        if (!session.profile().isAead()) return healthy;
        return new SessionKeys(
                healthy.profile(), withoutSalt(healthy.rtp()), withoutSalt(healthy.rtcp()));
    }

    private static SessionKeys.Keys withoutSalt(SessionKeys.Keys keys) {
        return new SessionKeys.Keys(
                keys.encryption(),
                keys.authentication(),
                Secret.of(new byte[keys.salt().length()]));
    }

    /** RFC 3711 §4.3.1 with a rate that is not zero: the index over it is mixed into the salt. */
    private static SessionKeys atARate(Session session, long index) {
        byte[] salt = session.salt().toArray();
        long turn = index >> 12;
        for (int i = 13; i > 7; i--) {
            if (i < salt.length) salt[i] ^= (byte) turn;
            turn >>= 8;
        }
        return session.withSalt(Octets.of(salt)).keys();
    }
}
