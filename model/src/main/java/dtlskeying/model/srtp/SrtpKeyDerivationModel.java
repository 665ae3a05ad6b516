package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.EACH_SIDE_HAS_ITS_OWN_KEYS;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.EACH_SIDE_GOES_THROUGH_THE_SRTP_KDF;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.KEYS_FIRST_THEN_SALTS;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.PEERS_KEYS_ONLY_OPEN;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.SRTP_KEYS_COME_FROM_THE_EXPORTER;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.UNUSED_HALF_IS_DISCARDED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Part;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.SessionKey;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * §4.2 as a relation: which names of keys one end holds after so many handshakes, and what it may
 * do with each. How long the keys of an earlier handshake stay is another chapter's affair: here
 * they may still open what arrives.
 *
 * @param readings how the passages that are open are read
 */
public record SrtpKeyDerivationModel(Set<Reading> readings)
        implements Relation<SrtpKeyDerivationModel.Facts, Input, Effect> {
    public SrtpKeyDerivationModel {
        readings = Set.copyOf(readings);
    }

    /**
     * What is known at one end.
     *
     * @param role which end it is
     * @param media what the session carries
     * @param handshakes the handshakes that gave keys
     */
    public record Facts(Role role, Media media, Set<Integer> handshakes) {
        public Facts {
            handshakes = Set.copyOf(handshakes);
        }

        /** What an end knows before the first handshake. */
        public static Facts start(Role role, Media media) {
            return new Facts(role, media, Set.of());
        }

        /** The last handshake that gave keys, 0 for none. */
        public int latest() {
            return handshakes.stream().mapToInt(number -> number).max().orElse(0);
        }

        private Facts after(int handshake) {
            return new Facts(role, media, Either.of(handshakes, Set.of(handshake)));
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Completed(var handshake, var profile) ->
                    completed(facts, handshake, profile);
            case Input.Protect(var owner, var kind) -> protect(facts, owner, kind);
            case Input.Unprotect(var owner, var kind) -> unprotect(facts, owner, kind);
        };
    }

    /** A handshake that is not a new one gives no keys. The order of the keys is left open. */
    private Set<Outcome<Facts, Effect>> completed(
            Facts facts, int handshake, ProtectionProfile profile) {
        if (handshake <= facts.latest())
            return Either.of(
                    Set.of(Outcome.of(facts, List.of())),
                    refused(facts, Set.of(SRTP_KEYS_COME_FROM_THE_EXPORTER)));
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (Set<SessionKey> keys : derivable(profile))
            for (List<Effect> fates : fates(facts.media(), keys, handshake))
                outcomes.add(derived(facts.after(handshake), profile, fates));
        return outcomes;
    }

    /** An AEAD has no use for authentication keys; the draft derives them, RFC 7714 does not. */
    private static Set<Set<SessionKey>> derivable(ProtectionProfile profile) {
        Set<SessionKey> all = EnumSet.allOf(SessionKey.class);
        if (!profile.isAead()) return Set.of(all);
        return Set.of(
                all,
                EnumSet.complementOf(
                        EnumSet.of(SessionKey.RTP_AUTHENTICATION, SessionKey.RTCP_AUTHENTICATION)));
    }

    /** What becomes of the keys: each in its turn, or first all that are kept. */
    private static Set<List<Effect>> fates(Media media, Set<SessionKey> keys, int handshake) {
        List<Effect> inOrder = new ArrayList<>();
        List<Effect> kept = new ArrayList<>();
        List<Effect> dropped = new ArrayList<>();
        for (Role owner : Role.values())
            for (SessionKey key : keys) {
                Effect fate = fate(media, key, key.of(owner, handshake));
                inOrder.add(fate);
                (media.carries(key.kind()) ? kept : dropped).add(fate);
            }
        kept.addAll(dropped);
        return Either.of(Set.of(inOrder), Set.of(kept));
    }

    private static Effect fate(Media media, SessionKey key, KeyId name) {
        return media.carries(key.kind())
                ? new Effect.Installed(name, key.ordinal())
                : new Effect.Destroyed(name, Clause.UNSTATED);
    }

    private Outcome<Facts, Effect> derived(
            Facts after, ProtectionProfile profile, List<Effect> fates) {
        boolean keyless =
                profile.cipher() == ProtectionProfile.Cipher.NULL
                        && readings.contains(Reading.NULL_PROFILES_HAVE_NO_KEY);
        List<Effect> effects = new ArrayList<>();
        int key = keyless ? 0 : profile.keyLength();
        int salt = keyless ? 0 : profile.saltLength();
        effects.add(new Effect.Exported(SrtpKeyDerivationSpec.LABEL, 2 * (key + salt)));
        effects.add(new Effect.Cut(Part.CLIENT_KEY, 0, key));
        effects.add(new Effect.Cut(Part.SERVER_KEY, key, 2 * key));
        effects.add(new Effect.Cut(Part.CLIENT_SALT, 2 * key, 2 * key + salt));
        effects.add(new Effect.Cut(Part.SERVER_SALT, 2 * key + salt, 2 * (key + salt)));
        effects.addAll(fates);
        return Outcome.of(
                after,
                effects,
                SRTP_KEYS_COME_FROM_THE_EXPORTER,
                KEYS_FIRST_THEN_SALTS,
                EACH_SIDE_GOES_THROUGH_THE_SRTP_KDF,
                EACH_SIDE_HAS_ITS_OWN_KEYS,
                UNUSED_HALF_IS_DISCARDED);
    }

    private static Set<Outcome<Facts, Effect>> protect(Facts facts, Role owner, PacketKind kind) {
        Set<Clause> objections = objections(facts, kind);
        if (owner != facts.role()) objections.add(PEERS_KEYS_ONLY_OPEN);
        if (!objections.isEmpty()) return refused(facts, objections);
        Effect done = new Effect.Protected(encryption(kind).of(owner, facts.latest()));
        return Set.of(Outcome.of(facts, List.of(done), PEERS_KEYS_ONLY_OPEN));
    }

    private static Set<Outcome<Facts, Effect>> unprotect(Facts facts, Role owner, PacketKind kind) {
        Set<Clause> objections = objections(facts, kind);
        if (owner == facts.role()) objections.add(PEERS_KEYS_ONLY_OPEN);
        if (!objections.isEmpty()) return refused(facts, objections);
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (int handshake : facts.handshakes()) {
            Effect done = new Effect.Opened(encryption(kind).of(owner, handshake));
            outcomes.add(Outcome.of(facts, List.of(done), PEERS_KEYS_ONLY_OPEN));
        }
        return outcomes;
    }

    private static Set<Clause> objections(Facts facts, PacketKind kind) {
        var objections = new HashSet<Clause>();
        if (facts.handshakes().isEmpty()) objections.add(SRTP_KEYS_COME_FROM_THE_EXPORTER);
        if (!facts.media().carries(kind)) objections.add(UNUSED_HALF_IS_DISCARDED);
        return objections;
    }

    private static SessionKey encryption(PacketKind kind) {
        return switch (kind) {
            case RTP -> SessionKey.RTP_ENCRYPTION;
            case RTCP -> SessionKey.RTCP_ENCRYPTION;
        };
    }

    private static Set<Outcome<Facts, Effect>> refused(Facts facts, Set<Clause> because) {
        return Set.of(
                Outcome.of(
                        facts,
                        List.of(new Effect.Refused(Clause.UNSTATED)),
                        because.toArray(Clause[]::new)));
    }
}
