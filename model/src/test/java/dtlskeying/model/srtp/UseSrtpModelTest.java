package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_128_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.model.srtp.UseSrtpModel.Facts;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.Carriage;
import dtlskeying.spec.srtp.UseSrtpSpec.Claim;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect;
import dtlskeying.spec.srtp.UseSrtpSpec.Input;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class UseSrtpModelTest {
    private static final ProtectionProfile LONG_TAG = SRTP_AES128_CM_HMAC_SHA1_80;
    private static final ProtectionProfile SHORT_TAG = SRTP_AES128_CM_HMAC_SHA1_32;
    private static final int UNKNOWN = 99;

    private static final UseSrtpModel HONEST = new UseSrtpModel(Reading.defaults());

    private static final List<List<ProtectionProfile>> PROPOSALS =
            List.of(
                    List.of(),
                    List.of(LONG_TAG),
                    List.of(SHORT_TAG, LONG_TAG),
                    List.of(LONG_TAG, LONG_TAG));
    private static final List<List<Integer>> CODES =
            List.of(List.of(), List.of(1), List.of(2), List.of(UNKNOWN), List.of(2, 1));

    private static List<Input> alphabet() {
        List<Input> inputs = new ArrayList<>();
        for (var profiles : PROPOSALS) inputs.add(new Input.Propose(profiles));
        for (var codes : CODES) inputs.add(new Input.Offered(codes));
        for (var codes : CODES) inputs.add(new Input.Answered(codes));
        inputs.addAll(List.of(new Input.NotOffered(), new Input.NotAnswered()));
        inputs.add(new Input.Unreadable());
        return inputs;
    }

    private static List<Facts> starts() {
        List<Facts> starts = new ArrayList<>();
        for (Carriage carriage : Carriage.values())
            for (WithoutSrtp without : WithoutSrtp.values()) {
                starts.add(Facts.client(carriage, without));
                starts.add(Facts.server(carriage, Set.of(), without));
                starts.add(Facts.server(carriage, Set.of(LONG_TAG), without));
                starts.add(Facts.server(carriage, Set.of(LONG_TAG, SHORT_TAG), without));
            }
        return starts;
    }

    private static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "a server answers with a profile that was offered and that it accepts",
                            step -> step.did(Effect.Answer.class),
                            UseSrtpModelTest::answersWithOneOfTheOffer),
                    new Invariant<>(
                            "a client agrees to the one profile of the answer, which it offered",
                            step -> step.did(Effect.Agreed.class) && isClient(step),
                            step ->
                                    step.inputs().getFirst()
                                                    instanceof Input.Answered(List<Integer> codes)
                                            && codes.size() == 1
                                            && step.before().offered().containsAll(codes)),
                    new Invariant<>(
                            "SRTP is agreed for RTP over DTLS alone",
                            step -> !step.after().agreed().isEmpty(),
                            step -> step.after().carriage() == Carriage.RTP_OVER_DTLS),
                    new Invariant<>(
                            "a server that agrees asks for a certificate",
                            step -> step.did(Effect.Answer.class),
                            step -> step.did(Effect.CertificateRequested.class)),
                    new Invariant<>(
                            "a refusal changes nothing",
                            step -> step.did(Effect.Refused.class),
                            Step::changedNothing),
                    new Invariant<>(
                            "what is settled stays so",
                            step -> step.before().settled(),
                            step -> step.changedNothing() && step.effects().isEmpty()),
                    new Invariant<>(
                            "nobody who goes without has agreed",
                            step ->
                                    step.did(Effect.WentWithout.class)
                                            || step.did(Effect.Aborted.class),
                            step -> step.after().agreed().isEmpty() && step.after().settled()));

    private static boolean isClient(Step<Facts, Input, Effect> step) {
        return step.before().role() == Role.CLIENT;
    }

    private static boolean answersWithOneOfTheOffer(Step<Facts, Input, Effect> step) {
        ProtectionProfile chosen = step.all(Effect.Answer.class).getFirst().profile();
        return step.inputs().getFirst() instanceof Input.Offered(List<Integer> codes)
                && codes.contains(chosen.code())
                && step.before().accepts().contains(chosen);
    }

    @Test
    void every_input_in_every_state_keeps_the_rules() {
        assertSound(explore(HONEST), 1_250, 22_172);
    }

    @Test
    void the_order_of_the_server_is_a_reading() {
        var found = explore(new UseSrtpModel(Set.of(Reading.SERVER_PREFERENCE_DECIDES)));

        assertSound(found, 1_252, 22_228);
    }

    @Test
    void only_two_answers_to_nothing_shared_are_permitted_where_that_is_not_acceptable() {
        Facts server = Facts.server(Carriage.RTP_OVER_DTLS, Set.of(LONG_TAG), WithoutSrtp.ABORT);

        var outcomes = HONEST.permitted(server, new Input.Offered(List.of(2)));

        assertThat(outcomes)
                .filteredOn(outcome -> outcome.departs().isEmpty())
                .allMatch(outcome -> outcome.effects().getFirst() instanceof Effect.Aborted);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.departs().isEmpty())
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.departs())
                                .containsExactly(Claim.UNACCEPTABLE_FALLBACK_IS_ALERTED));
    }

    @Test
    void code_points_exist_by_reading() {
        Facts server =
                Facts.server(
                        Carriage.RTP_OVER_DTLS,
                        Set.of(SRTP_AEAD_AES_128_GCM),
                        WithoutSrtp.FALL_BACK);
        Input offer = new Input.Offered(List.of(7));

        assertThat(new UseSrtpModel(Reading.rfc5764()).permitted(server, offer))
                .allMatch(outcome -> !outcome.after().agreed().isEmpty());
        assertThat(new UseSrtpModel(Reading.draft03()).permitted(server, offer))
                .allMatch(outcome -> outcome.after().agreed().isEmpty());
    }

    @Test
    void a_server_that_chooses_what_was_not_offered_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        honest.permitted(
                                facts,
                                input instanceof Input.Offered
                                        ? new Input.Offered(List.of(1))
                                        : input),
                "a server answers with a profile that was offered and that it accepts");
    }

    @Test
    void a_client_that_takes_the_first_of_two_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        honest.permitted(
                                facts,
                                input instanceof Input.Answered(List<Integer> codes)
                                                && codes.size() > 1
                                        ? new Input.Answered(codes.subList(0, 1))
                                        : input),
                "a client agrees to the one profile of the answer, which it offered");
    }

    @Test
    void an_end_that_does_not_ask_what_the_data_are_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Offered(List<Integer> codes)
                                        && facts.role() == Role.SERVER
                                        && !facts.settled()
                                        && codes.contains(1)
                                ? Set.of(agreedAnyway(facts))
                                : honest.permitted(facts, input),
                "SRTP is agreed for RTP over DTLS alone");
    }

    private static Outcome<Facts, Effect> agreedAnyway(Facts facts) {
        return Outcome.of(
                new Facts(
                        facts.role(),
                        facts.carriage(),
                        facts.accepts(),
                        facts.without(),
                        facts.offered(),
                        Set.of(LONG_TAG),
                        true),
                List.of());
    }

    @Test
    void a_server_that_asks_for_no_certificate_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        without(honest.permitted(facts, input), Effect.CertificateRequested.class),
                "a server that agrees asks for a certificate");
    }

    private static Set<Outcome<Facts, Effect>> without(
            Set<Outcome<Facts, Effect>> outcomes, Class<? extends Effect> kind) {
        return Set.copyOf(
                outcomes.stream()
                        .map(outcome ->
                                new Outcome<Facts, Effect>(
                                        outcome.after(),
                                        outcome.effects().stream()
                                                .filter(effect -> !kind.isInstance(effect))
                                                .toList(),
                                        outcome.because(),
                                        outcome.departs()))
                        .toList());
    }

    @Test
    void a_refusal_that_settles_the_question_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Propose(List<ProtectionProfile> profiles)
                                        && profiles.isEmpty()
                                        && !facts.settled()
                                ? Set.of(
                                        Outcome.of(
                                                settled(facts),
                                                List.of(new Effect.Refused(Clause.UNSTATED))))
                                : honest.permitted(facts, input),
                "a refusal changes nothing");
    }

    @Test
    void an_end_that_decides_twice_is_found() {
        assertBroken(
                (honest, facts, input) -> honest.permitted(unsettled(facts), input),
                "what is settled stays so");
    }

    @Test
    void an_end_that_agrees_and_goes_without_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.NotOffered && !facts.settled()
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(new Effect.WentWithout(Clause.UNSTATED))))
                                : honest.permitted(facts, input),
                "nobody who goes without has agreed");
    }

    private static Facts settled(Facts facts) {
        return with(facts, true);
    }

    private static Facts unsettled(Facts facts) {
        return with(facts, false);
    }

    private static Facts with(Facts facts, boolean settled) {
        return new Facts(
                facts.role(),
                facts.carriage(),
                facts.accepts(),
                facts.without(),
                facts.offered(),
                facts.agreed(),
                settled);
    }

    private static void assertSound(
            Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> found,
            int states,
            int transitions) {
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).isEqualTo(states);
        assertThat(found.transitions()).isEqualTo(transitions);
    }

    private static void assertBroken(Slip<Facts, Input, Effect> slip, String name) {
        var found = explore(slip.in(HONEST));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(name));
    }

    private static Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<Facts, Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(relation, starts(), alphabet(), facts -> true, INVARIANTS),
                Bounds.OF_THE_BUILD);
    }
}
