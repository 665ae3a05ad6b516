package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.ANSWER_HAS_EXACTLY_ONE_PROFILE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.CHOSEN_PROFILE_WAS_OFFERED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.CLIENT_IS_AUTHENTICATED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.CLIENT_LISTS_PROFILES_BY_PREFERENCE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.NO_SHARED_PROFILE_NO_ANSWER;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.SERVER_AGREES_BY_ITS_OWN_USE_SRTP;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNACCEPTABLE_FALLBACK_IS_ALERTED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNKNOWN_PROFILES_ARE_SKIPPED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNSOLICITED_EXTENSION_IS_REFUSED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.USE_SRTP_IS_FOR_DTLS_ONLY;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.USE_SRTP_IS_FOR_RTP_AND_RTCP_ONLY;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.UseSrtp;
import dtlskeying.impl.srtp.UseSrtp.Listening;
import dtlskeying.impl.srtp.UseSrtp.Offering;
import dtlskeying.impl.srtp.UseSrtp.Proposing;
import dtlskeying.impl.srtp.UseSrtp.Settled;
import dtlskeying.impl.srtp.UseSrtp.Unprotected;
import dtlskeying.model.srtp.UseSrtpModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.Carriage;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect;
import dtlskeying.spec.srtp.UseSrtpSpec.Input;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import net.jqwik.api.Example;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** §4.1.1 held against its model: P01 to P03 and P10, and the bugs X01 to X03. */
public class UseSrtpProperties extends ChapterProperties<UseSrtp, Input, Effect, Facts> {
    static final Law<UseSrtp, Input, Effect, Facts> SERVER_CHOOSES_EXACTLY_ONE_OFFERED =
            Law.ofSteps("P01 ServerChoosesExactlyOneOffered", UseSrtpProperties::badChoice);

    static final Law<UseSrtp, Input, Effect, Facts> NO_SHARED_PROFILE_MEANS_NO_SRTP_KEYS =
            Law.ofSteps("P02 NoSharedProfileMeansNoSrtpKeys", UseSrtpProperties::keysFromNothing);

    static final Law<UseSrtp, Input, Effect, Facts> CLIENT_REJECTS_BAD_ANSWER =
            Law.ofSteps("P03 ClientRejectsBadAnswer", UseSrtpProperties::badAnswerTaken);

    static final Law<UseSrtp, Input, Effect, Facts> USE_SRTP_ONLY_OVER_DTLS_AND_ONLY_RTP_RTCP =
            new Law<>(
                    "P10 UseSrtpOnlyOverDtlsAndOnlyRtpRtcp",
                    trace ->
                            isForRtp(trace.start().state())
                                    ? Optional.empty()
                                    : trace.entries().stream()
                                            .filter(UseSrtpProperties::speaksOfSrtp)
                                            .findFirst()
                                            .map(Entry::toString));

    private static final Law<UseSrtp, Input, Effect, Facts> MODEL =
            Law.permittedBy(UseSrtpChapter.CHAPTER);

    public UseSrtpProperties() {
        super(UseSrtpChapter.CHAPTER, 3);
    }

    @Example
    void P01_server_chooses_exactly_one_offered() {
        holds(SERVER_CHOOSES_EXACTLY_ONE_OFFERED);
    }

    @Example
    void P02_no_shared_profile_means_no_srtp_keys() {
        holds(NO_SHARED_PROFILE_MEANS_NO_SRTP_KEYS);
    }

    @Example
    void P03_client_rejects_bad_answer() {
        holds(CLIENT_REJECTS_BAD_ANSWER);
    }

    @Example
    void P10_use_srtp_only_over_dtls_and_only_rtp_rtcp() {
        holds(USE_SRTP_ONLY_OVER_DTLS_AND_ONLY_RTP_RTCP);
    }

    private static Optional<String> badChoice(Entry<UseSrtp, Input, Effect> entry) {
        if (!(entry.input() instanceof Input.Offered(var offered))) return Optional.empty();
        var answers = entry.effects().stream().filter(Effect.Answer.class::isInstance).toList();
        boolean fine =
                answers.isEmpty()
                        || answers.size() == 1
                                && answers.getFirst() instanceof Effect.Answer(var profile)
                                && offered.contains(profile.code());
        return fine ? Optional.empty() : Optional.of(entry.toString());
    }

    private static Optional<String> keysFromNothing(Entry<UseSrtp, Input, Effect> entry) {
        if (!(entry.before() instanceof Listening server)) return Optional.empty();
        boolean shared =
                entry.input() instanceof Input.Offered(var offered)
                        && server.supported().stream()
                                .anyMatch(profile -> offered.contains(profile.code()));
        boolean agreed = entry.effects().stream().anyMatch(Effect.Agreed.class::isInstance);
        return agreed && !shared ? Optional.of(entry.toString()) : Optional.empty();
    }

    private static Optional<String> badAnswerTaken(Entry<UseSrtp, Input, Effect> entry) {
        if (!(entry.before() instanceof Offering(var offered, _))) return Optional.empty();
        List<Integer> codes = offered.stream().map(ProtectionProfile::code).toList();
        boolean good =
                entry.input() instanceof Input.Answered(var answered)
                        && answered.size() == 1
                        && codes.containsAll(answered);
        boolean agreed = entry.effects().stream().anyMatch(Effect.Agreed.class::isInstance);
        return good == agreed ? Optional.empty() : Optional.of(entry.toString());
    }

    private static boolean isForRtp(UseSrtp start) {
        return start instanceof Proposing(var carriage, _) && carriage == Carriage.RTP_OVER_DTLS
                || start instanceof Listening(var served, _, _) && served == Carriage.RTP_OVER_DTLS;
    }

    private static boolean speaksOfSrtp(Entry<UseSrtp, Input, Effect> entry) {
        return entry.effects().stream()
                .anyMatch(effect ->
                        effect instanceof Effect.Offer
                                || effect instanceof Effect.Answer
                                || effect instanceof Effect.Agreed);
    }

    @Override
    protected List<Mutant<UseSrtp, Input, Effect, Facts>> mutants() {
        return List.of(
                bug(
                        "X01",
                        "the server answers with a profile that the client did not offer",
                        SERVER_CHOOSES_EXACTLY_ONE_OFFERED,
                        UseSrtpProperties::choosingItsOwnFirst,
                        CHOSEN_PROFILE_WAS_OFFERED),
                bug(
                        "X02",
                        "the client takes the first of two profiles",
                        CLIENT_REJECTS_BAD_ANSWER,
                        UseSrtpProperties::takingTheFirst,
                        ANSWER_HAS_EXACTLY_ONE_PROFILE),
                bug(
                        "X02a",
                        "the client takes whatever profile it reads",
                        CLIENT_REJECTS_BAD_ANSWER,
                        UseSrtpProperties::takingAnyKnown,
                        CHOSEN_PROFILE_WAS_OFFERED),
                bug(
                        "X03",
                        "without a shared profile the server derives SRTP keys all the same",
                        NO_SHARED_PROFILE_MEANS_NO_SRTP_KEYS,
                        UseSrtpProperties::derivingFromNothing,
                        NO_SHARED_PROFILE_NO_ANSWER),
                bug(
                        "X03a",
                        "the server agrees to what nobody offered",
                        NO_SHARED_PROFILE_MEANS_NO_SRTP_KEYS,
                        UseSrtpProperties::agreeingToSilence,
                        SERVER_AGREES_BY_ITS_OWN_USE_SRTP),
                bug(
                        "X03b",
                        "an unknown code point is taken for the profile that has its low bits",
                        SERVER_CHOOSES_EXACTLY_ONE_OFFERED,
                        UseSrtpProperties::guessingUnknownValues,
                        UNKNOWN_PROFILES_ARE_SKIPPED),
                bug(
                        "preference",
                        "the server takes its own favourite where the client's order decides",
                        MODEL,
                        UseSrtpProperties::takingTheLastShared,
                        CLIENT_LISTS_PROFILES_BY_PREFERENCE),
                bug(
                        "no-certificate",
                        "the server forgets to ask for the client's certificate",
                        MODEL,
                        UseSrtpProperties::askingForNoCertificate,
                        CLIENT_IS_AUTHENTICATED),
                bug(
                        "silent-fallback",
                        "an end that must have SRTP goes on without it",
                        MODEL,
                        UseSrtpProperties::fallingBackAnyway,
                        UNACCEPTABLE_FALLBACK_IS_ALERTED),
                bug(
                        "any-data",
                        "use_srtp is offered for data that is not RTP, and over TLS",
                        USE_SRTP_ONLY_OVER_DTLS_AND_ONLY_RTP_RTCP,
                        UseSrtpProperties::offeringForAnything,
                        USE_SRTP_IS_FOR_RTP_AND_RTCP_ONLY,
                        USE_SRTP_IS_FOR_DTLS_ONLY),
                bug(
                        "unsolicited",
                        "a client that offered nothing agrees to SRTP",
                        MODEL,
                        UseSrtpProperties::takingTheUnsolicited,
                        UNSOLICITED_EXTENSION_IS_REFUSED),
                bug(
                        "garbage",
                        "an extension that cannot be read is taken for none",
                        MODEL,
                        UseSrtpProperties::ignoringGarbage,
                        UNREADABLE_MESSAGE_IS_REFUSED));
    }

    private static Mutant<UseSrtp, Input, Effect, Facts> bug(
            String id,
            String story,
            Law<UseSrtp, Input, Effect, Facts> killer,
            BiFunction<UseSrtp, Input, Optional<Step<UseSrtp, Effect>>> bug,
            Clause... breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, Mutant.instead(bug));
    }

    private static Optional<Step<UseSrtp, Effect>> answer(ProtectionProfile profile) {
        return Optional.of(
                new Step<>(
                        new Settled(profile),
                        List.of(
                                new Effect.Answer(profile),
                                new Effect.CertificateRequested(),
                                new Effect.Agreed(profile))));
    }

    private static Optional<Step<UseSrtp, Effect>> agree(ProtectionProfile profile) {
        return Optional.of(Step.become(new Settled(profile), new Effect.Agreed(profile)));
    }

    private static Optional<Step<UseSrtp, Effect>> choosingItsOwnFirst(UseSrtp state, Input input) {
        return state instanceof Listening(_, var supported, _)
                        && !supported.isEmpty()
                        && input instanceof Input.Offered
                ? answer(supported.getFirst())
                : Optional.empty();
    }

    private static Optional<Step<UseSrtp, Effect>> takingTheFirst(UseSrtp state, Input input) {
        return state instanceof Offering
                        && input instanceof Input.Answered(var profiles)
                        && profiles.size() > 1
                ? agree(ProtectionProfile.ofCode(profiles.getFirst()))
                : Optional.empty();
    }

    private static Optional<Step<UseSrtp, Effect>> takingAnyKnown(UseSrtp state, Input input) {
        return state instanceof Offering
                        && input instanceof Input.Answered(var profiles)
                        && profiles.size() == 1
                        && ProtectionProfile.isKnown(profiles.getFirst())
                ? agree(ProtectionProfile.ofCode(profiles.getFirst()))
                : Optional.empty();
    }

    private static Optional<Step<UseSrtp, Effect>> derivingFromNothing(UseSrtp state, Input input) {
        return state instanceof Listening(_, var supported, _)
                        && input instanceof Input.Offered(var profiles)
                        && supported.stream().noneMatch(one -> profiles.contains(one.code()))
                ? agree(SRTP_AES128_CM_HMAC_SHA1_80)
                : Optional.empty();
    }

    private static Optional<Step<UseSrtp, Effect>> agreeingToSilence(UseSrtp state, Input input) {
        return state instanceof Listening && input instanceof Input.NotOffered
                ? agree(SRTP_AES128_CM_HMAC_SHA1_80)
                : Optional.empty();
    }

    private static Optional<Step<UseSrtp, Effect>> guessingUnknownValues(
            UseSrtp state, Input input) {
        return state instanceof Listening
                        && input instanceof Input.Offered(var profiles)
                        && profiles.equals(List.of(UseSrtpChapter.UNKNOWN))
                ? answer(ProtectionProfile.ofCode(UseSrtpChapter.UNKNOWN & 7))
                : Optional.empty();
    }

    private static Optional<Step<UseSrtp, Effect>> takingTheLastShared(UseSrtp state, Input input) {
        if (!(state instanceof Listening(_, var supported, _))) return Optional.empty();
        if (!(input instanceof Input.Offered(var profiles))) return Optional.empty();
        var shared = supported.stream().filter(one -> profiles.contains(one.code())).toList();
        return shared.size() > 1 ? answer(shared.getFirst()) : Optional.empty();
    }

    private static Optional<Step<UseSrtp, Effect>> askingForNoCertificate(
            UseSrtp state, Input input) {
        var step = state.on(input);
        return step.effects().stream().anyMatch(Effect.CertificateRequested.class::isInstance)
                ? Optional.of(
                        Step.become(
                                step.state(), step.effects().getFirst(), step.effects().getLast()))
                : Optional.empty();
    }

    private static Optional<Step<UseSrtp, Effect>> fallingBackAnyway(UseSrtp state, Input input) {
        return state instanceof Listening(var carriage, var supported, var otherwise)
                        && otherwise == WithoutSrtp.ABORT
                ? Optional.of(new Listening(carriage, supported, WithoutSrtp.FALL_BACK).on(input))
                : Optional.empty();
    }

    private static Optional<Step<UseSrtp, Effect>> offeringForAnything(UseSrtp state, Input input) {
        return state instanceof Proposing(_, var otherwise) && input instanceof Input.Propose
                ? Optional.of(new Proposing(Carriage.RTP_OVER_DTLS, otherwise).on(input))
                : Optional.empty();
    }

    private static Optional<Step<UseSrtp, Effect>> takingTheUnsolicited(
            UseSrtp state, Input input) {
        return state instanceof Proposing && input instanceof Input.Answered
                ? agree(SRTP_AES128_CM_HMAC_SHA1_80)
                : Optional.empty();
    }

    private static Optional<Step<UseSrtp, Effect>> ignoringGarbage(UseSrtp state, Input input) {
        return input instanceof Input.Unreadable
                        && (state instanceof Listening || state instanceof Offering)
                ? Optional.of(
                        Step.become(
                                new Unprotected(),
                                new Effect.WentWithout(NO_SHARED_PROFILE_NO_ANSWER)))
                : Optional.empty();
    }
}
