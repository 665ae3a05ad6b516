package dtlskeying.model.srtp;

import static dtlskeying.spec.Reading.SERVER_PREFERENCE_DECIDES;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.ANSWER_HAS_EXACTLY_ONE_PROFILE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.CHOSEN_PROFILE_WAS_OFFERED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.CLIENT_IS_AUTHENTICATED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.CLIENT_LISTS_PROFILES_BY_PREFERENCE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.NO_SHARED_PROFILE_NO_ANSWER;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.PROFILE_TABLE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.SERVER_AGREES_BY_ITS_OWN_USE_SRTP;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNACCEPTABLE_FALLBACK_IS_ALERTED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNKNOWN_PROFILES_ARE_SKIPPED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNSOLICITED_EXTENSION_IS_REFUSED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.USE_SRTP_IS_FOR_DTLS_ONLY;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.USE_SRTP_IS_FOR_RTP_AND_RTCP_ONLY;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.Carriage;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect;
import dtlskeying.spec.srtp.UseSrtpSpec.Input;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * §4.1 and §4.1.1 as a relation between what one end has offered, heard and settled.
 *
 * <p>That a server is willing is written down as the profiles that it accepts: if it shares one of
 * them it must agree. Which of several it takes is for the text the server's choice; which order
 * decides is a reading. How a client treats a bad answer is not in the draft: an answer that no
 * server may give ends the handshake.
 *
 * @param readings how the passages that are open are read
 */
public record UseSrtpModel(Set<Reading> readings)
        implements Relation<UseSrtpModel.Facts, Input, Effect> {
    /** The alerts that say that security parameters do not suit; the text names none. */
    private static final List<Alert> APPROPRIATE =
            List.of(Alert.HANDSHAKE_FAILURE, Alert.INSUFFICIENT_SECURITY);

    private static final Clause[] DECLINED = {
        SERVER_AGREES_BY_ITS_OWN_USE_SRTP, NO_SHARED_PROFILE_NO_ANSWER
    };

    public UseSrtpModel {
        readings = Set.copyOf(readings);
    }

    /**
     * What is known at one end.
     *
     * @param role which end it is
     * @param carriage what the association is for
     * @param accepts the profiles that a server is willing to use
     * @param without what this end does where SRTP was wanted and will not be used
     * @param offered the code points that this client has offered; a server has none
     * @param agreed what both hellos together say; none or one
     * @param settled whether the question is answered: agreed, gone without, or ended
     */
    public record Facts(
            Role role,
            Carriage carriage,
            Set<ProtectionProfile> accepts,
            WithoutSrtp without,
            Set<Integer> offered,
            Set<ProtectionProfile> agreed,
            boolean settled) {
        public Facts {
            accepts = Set.copyOf(accepts);
            offered = Set.copyOf(offered);
            agreed = Set.copyOf(agreed);
        }

        /** What a client knows before its hello. */
        public static Facts client(Carriage carriage, WithoutSrtp without) {
            return new Facts(Role.CLIENT, carriage, Set.of(), without, Set.of(), Set.of(), false);
        }

        /** What a server knows before it reads a hello. */
        public static Facts server(
                Carriage carriage, Set<ProtectionProfile> accepts, WithoutSrtp without) {
            return new Facts(Role.SERVER, carriage, accepts, without, Set.of(), Set.of(), false);
        }

        private Facts offering(List<ProtectionProfile> profiles) {
            var codes = new HashSet<Integer>();
            for (ProtectionProfile profile : profiles) codes.add(profile.code());
            return new Facts(role, carriage, accepts, without, codes, agreed, settled);
        }

        private Facts agreeing(ProtectionProfile profile) {
            return new Facts(role, carriage, accepts, without, offered, Set.of(profile), true);
        }

        private Facts settledWithout() {
            return new Facts(role, carriage, accepts, without, offered, Set.of(), true);
        }

        private boolean isOpenTo(Role expected) {
            return role == expected && !settled;
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Propose(var profiles) -> propose(facts, profiles);
            case Input.Offered(var codes) -> offered(facts, codes);
            case Input.NotOffered() -> notOffered(facts);
            case Input.Answered(var codes) -> answered(facts, codes);
            case Input.NotAnswered() -> notAnswered(facts);
            case Input.Unreadable() -> unreadable(facts);
        };
    }

    private Set<Outcome<Facts, Effect>> propose(Facts facts, List<ProtectionProfile> profiles) {
        if (!facts.isOpenTo(Role.CLIENT) || !facts.offered().isEmpty()) return nothing(facts);
        var objections = new HashSet<Clause>(notForSrtp(facts));
        if (profiles.isEmpty()) objections.add(CLIENT_LISTS_PROFILES_BY_PREFERENCE);
        if (!profiles.stream().allMatch(this::exists)) objections.add(PROFILE_TABLE);
        if (!objections.isEmpty()) return refused(facts, objections);
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (var list : Either.of(Set.of(profiles), Set.of(withoutRepetition(profiles))))
            outcomes.add(
                    Outcome.of(
                            facts.offering(profiles),
                            List.of(new Effect.Offer(list)),
                            CLIENT_LISTS_PROFILES_BY_PREFERENCE));
        return outcomes;
    }

    private static List<ProtectionProfile> withoutRepetition(List<ProtectionProfile> profiles) {
        return List.copyOf(new LinkedHashSet<>(profiles));
    }

    private Set<Outcome<Facts, Effect>> offered(Facts facts, List<Integer> codes) {
        if (!facts.isOpenTo(Role.SERVER)) return nothing(facts);
        Set<Clause> objections = notForSrtp(facts);
        if (!objections.isEmpty()) return wentWithout(facts, objections);
        if (codes.isEmpty())
            return Either.of(
                    without(facts, Set.of(DECLINED)),
                    aborted(facts, List.of(Alert.DECODE_ERROR), UNREADABLE_MESSAGE_IS_REFUSED));
        List<ProtectionProfile> shared = shared(facts, codes);
        if (shared.isEmpty()) return without(facts, nothingShared(codes));
        return readings.contains(SERVER_PREFERENCE_DECIDES)
                ? answers(facts, shared)
                : answers(facts, List.of(shared.getFirst()));
    }

    private Set<Clause> nothingShared(List<Integer> codes) {
        return codes.stream().allMatch(this::exists)
                ? Set.of(NO_SHARED_PROFILE_NO_ANSWER)
                : Set.of(NO_SHARED_PROFILE_NO_ANSWER, UNKNOWN_PROFILES_ARE_SKIPPED);
    }

    private List<ProtectionProfile> shared(Facts facts, List<Integer> codes) {
        return codes.stream()
                .filter(this::exists)
                .map(ProtectionProfile::ofCode)
                .filter(facts.accepts()::contains)
                .distinct()
                .toList();
    }

    private Set<Outcome<Facts, Effect>> answers(Facts facts, List<ProtectionProfile> choices) {
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (ProtectionProfile choice : choices)
            outcomes.add(
                    Outcome.of(
                            facts.agreeing(choice),
                            List.of(
                                    new Effect.Answer(choice),
                                    new Effect.CertificateRequested(),
                                    new Effect.Agreed(choice)),
                            SERVER_AGREES_BY_ITS_OWN_USE_SRTP,
                            ANSWER_HAS_EXACTLY_ONE_PROFILE,
                            CHOSEN_PROFILE_WAS_OFFERED,
                            CLIENT_IS_AUTHENTICATED));
        return outcomes;
    }

    private Set<Outcome<Facts, Effect>> notOffered(Facts facts) {
        if (!facts.isOpenTo(Role.SERVER)) return nothing(facts);
        Set<Clause> objections = notForSrtp(facts);
        return objections.isEmpty()
                ? without(facts, Set.of(DECLINED))
                : Either.of(wentWithout(facts, objections), wentWithout(facts, Set.of(DECLINED)));
    }

    /** An unknown value in an answer is not skipped: the one profile of an answer was offered. */
    private Set<Outcome<Facts, Effect>> answered(Facts facts, List<Integer> codes) {
        if (!facts.isOpenTo(Role.CLIENT)) return nothing(facts);
        if (facts.offered().isEmpty()) return unsolicited(facts);
        boolean one = codes.size() == 1;
        boolean known = facts.offered().containsAll(codes);
        if (one && known) return agreed(facts, ProtectionProfile.ofCode(codes.getFirst()));
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        if (!one)
            outcomes.addAll(
                    aborted(
                            facts,
                            List.of(Alert.ILLEGAL_PARAMETER, Alert.DECODE_ERROR),
                            ANSWER_HAS_EXACTLY_ONE_PROFILE,
                            UNREADABLE_MESSAGE_IS_REFUSED));
        if (!known)
            outcomes.addAll(
                    aborted(facts, List.of(Alert.ILLEGAL_PARAMETER), CHOSEN_PROFILE_WAS_OFFERED));
        return outcomes;
    }

    private static Set<Outcome<Facts, Effect>> agreed(Facts facts, ProtectionProfile profile) {
        return Set.of(
                Outcome.of(
                        facts.agreeing(profile),
                        List.of(new Effect.Agreed(profile)),
                        SERVER_AGREES_BY_ITS_OWN_USE_SRTP));
    }

    /** Nobody is surprised by the missing answer to a question that was not asked. */
    private Set<Outcome<Facts, Effect>> notAnswered(Facts facts) {
        if (!facts.isOpenTo(Role.CLIENT)) return nothing(facts);
        if (!facts.offered().isEmpty()) return without(facts, Set.of(DECLINED));
        return Either.of(
                Set.of(Outcome.of(facts.settledWithout(), List.of())),
                wentWithout(facts, Set.of(DECLINED)));
    }

    private Set<Outcome<Facts, Effect>> unreadable(Facts facts) {
        if (facts.settled()) return nothing(facts);
        var refusal = aborted(facts, List.of(Alert.DECODE_ERROR), UNREADABLE_MESSAGE_IS_REFUSED);
        if (facts.role() == Role.CLIENT && facts.offered().isEmpty())
            return Either.of(refusal, unsolicited(facts));
        Set<Clause> objections = notForSrtp(facts);
        return objections.isEmpty() ? refusal : Either.of(refusal, wentWithout(facts, objections));
    }

    private Set<Outcome<Facts, Effect>> unsolicited(Facts facts) {
        return aborted(
                facts, List.of(Alert.UNSUPPORTED_EXTENSION), UNSOLICITED_EXTENSION_IS_REFUSED);
    }

    private boolean exists(int code) {
        return ProtectionProfile.isKnown(code) && exists(ProtectionProfile.ofCode(code));
    }

    private boolean exists(ProtectionProfile profile) {
        return switch (profile.cipher()) {
            case AES_128_CM, NULL -> true;
            case AES_256_CM -> readings.contains(Reading.AES_256_CM_PROFILES);
            case AES_128_GCM, AES_256_GCM -> readings.contains(Reading.AEAD_PROFILES);
        };
    }

    private static Set<Clause> notForSrtp(Facts facts) {
        return switch (facts.carriage()) {
            case RTP_OVER_DTLS -> Set.of();
            case OTHER_DATA_OVER_DTLS -> Set.of(USE_SRTP_IS_FOR_RTP_AND_RTCP_ONLY);
            case RTP_OVER_TLS -> Set.of(USE_SRTP_IS_FOR_DTLS_ONLY);
        };
    }

    /** SRTP was wanted and will not be used: whoever cannot accept that should say so. */
    private static Set<Outcome<Facts, Effect>> without(Facts facts, Set<Clause> because) {
        Set<Outcome<Facts, Effect>> goingOn = wentWithout(facts, because);
        if (facts.without() == WithoutSrtp.FALL_BACK) return goingOn;
        var reasons = new HashSet<>(because);
        reasons.add(UNACCEPTABLE_FALLBACK_IS_ALERTED);
        var outcomes = new HashSet<>(aborted(facts, APPROPRIATE, reasons.toArray(Clause[]::new)));
        for (Outcome<Facts, Effect> outcome : goingOn)
            outcomes.add(outcome.departingFrom(UNACCEPTABLE_FALLBACK_IS_ALERTED));
        return outcomes;
    }

    private static Set<Outcome<Facts, Effect>> wentWithout(Facts facts, Set<Clause> because) {
        return Set.of(
                Outcome.of(
                        facts.settledWithout(),
                        List.of(new Effect.WentWithout(Clause.UNSTATED)),
                        because.toArray(Clause[]::new)));
    }

    private static Set<Outcome<Facts, Effect>> aborted(
            Facts facts, List<Alert> alerts, Clause... because) {
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (Alert alert : alerts)
            outcomes.add(
                    Outcome.of(
                            facts.settledWithout(),
                            List.of(new Effect.Aborted(alert, Clause.UNSTATED)),
                            because));
        return outcomes;
    }

    private static Set<Outcome<Facts, Effect>> refused(Facts facts, Set<Clause> because) {
        return Set.of(
                Outcome.of(
                        facts,
                        List.of(new Effect.Refused(Clause.UNSTATED)),
                        because.toArray(Clause[]::new)));
    }

    private static Set<Outcome<Facts, Effect>> nothing(Facts facts) {
        return Set.of(Outcome.of(facts, List.of()));
    }
}
