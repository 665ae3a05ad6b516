package dtlskeying.model.chunk;

import static dtlskeying.model.chunk.NegotiationRules.CLIENT;
import static dtlskeying.model.chunk.NegotiationRules.EITHER;
import static dtlskeying.model.chunk.NegotiationRules.EQUAL;
import static dtlskeying.model.chunk.NegotiationRules.LARGER;
import static dtlskeying.model.chunk.NegotiationRules.LOOSE;
import static dtlskeying.model.chunk.NegotiationRules.STRANGE;
import static dtlskeying.model.chunk.NegotiationRules.STRICT;
import static dtlskeying.model.chunk.NegotiationRules.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Slip;
import dtlskeying.model.chunk.NegotiationModel.Facts;
import dtlskeying.model.chunk.NegotiationModel.Standing;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ErrorCause;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Found;
import dtlskeying.spec.chunk.NegotiationSpec.Input;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

class NegotiationModelTest {
    private static final NegotiationModel HONEST = new NegotiationModel();
    private static final Facts START = Facts.start(Mode.STRICT);

    @Test
    void every_input_in_every_state_of_a_strict_end_keeps_the_rules() {
        assertSound(explore(HONEST, Mode.STRICT, STRICT), 239, 8_126);
    }

    @Test
    void every_input_in_every_state_of_a_loose_end_keeps_the_rules() {
        assertSound(explore(HONEST, Mode.LOOSE, LOOSE), 481, 16_490);
    }

    @Test
    void both_ends_come_to_the_same() {
        var offers = List.of(EITHER, CLIENT, LARGER, EQUAL, STRANGE);
        for (KeyManagementOffer one : offers)
            for (KeyManagementOffer other : offers)
                assertThat(mirrored(decided(one, other)))
                        .as("%s and %s", one, other)
                        .isEqualTo(decided(other, one));
    }

    private static Effect decided(KeyManagementOffer own, KeyManagementOffer theirs) {
        var cookie = new Input.CookieArrived(own, new Found.Offered(theirs));
        return HONEST.permitted(START, cookie).iterator().next().effects().getFirst();
    }

    private static Effect mirrored(Effect effect) {
        return effect
                        instanceof
                        Effect.Agreed(var role, var method, var client, var server, var restart)
                ? new Effect.Agreed(
                        role == Role.CLIENT ? Role.SERVER : Role.CLIENT,
                        method,
                        client,
                        server,
                        restart)
                : effect;
    }

    @Test
    void methods_are_looked_at_before_roles_and_roles_before_tie_breakers() {
        assertThat(decided(STRANGE, STRANGE)).isEqualTo(aborted(ErrorCause.INCOMPATIBLE_ROLES));
        assertThat(decided(CLIENT, STRANGE)).isEqualTo(aborted(ErrorCause.NO_COMMON_METHOD));
        assertThat(decided(EITHER, EQUAL)).isEqualTo(aborted(ErrorCause.TIE_BREAKER_COLLISION));
    }

    private static Effect aborted(ErrorCause cause) {
        return new Effect.Aborted(cause, Clause.UNSTATED);
    }

    @Test
    void an_end_that_remembers_an_init_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.InitArrived(_, var own)
                                        && facts.standing() instanceof Standing.Idle
                                ? changed(
                                        honest.permitted(facts, input),
                                        o ->
                                                Outcome.of(
                                                        new Facts(
                                                                facts.mode(),
                                                                new Standing.Asked(own)),
                                                        o.effects()))
                                : honest.permitted(facts, input),
                "an INIT changes nothing, and is answered");
    }

    @Test
    void a_collision_that_makes_a_new_offer_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.InitArrived
                                ? changed(
                                        honest.permitted(START, input),
                                        o -> Outcome.of(facts, o.effects()))
                                : honest.permitted(facts, input),
                "an INIT that meets one's own finds the same offer");
    }

    @Test
    void a_second_association_at_the_same_time_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Associate
                                ? honest.permitted(START, input)
                                : honest.permitted(facts, input),
                "one association at a time is asked for");
    }

    @Test
    void an_answer_that_is_taken_twice_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.InitAckArrived
                                        && facts.standing() instanceof Standing.Up(var own, _, _, _)
                                ? honest.permitted(
                                        new Facts(facts.mode(), new Standing.Asked(own)), input)
                                : honest.permitted(facts, input),
                "an answer decides once");
    }

    @Test
    void the_end_that_asks_as_client_in_any_case_is_found() {
        assertBroken(
                agreeing(agreed ->
                        agreed.role() == Role.CLIENT
                                ? agreed
                                : new Effect.Agreed(
                                        Role.CLIENT,
                                        agreed.method(),
                                        agreed.server(),
                                        agreed.client(),
                                        agreed.restart())),
                "an end is one that it can be, and its peer the other");
    }

    @Test
    void tie_breakers_that_are_compared_with_a_sign_are_found() {
        assertBroken(
                agreeing(agreed ->
                        agreed.client().tieBreaker() < agreed.server().tieBreaker()
                                        || !Set.of(EITHER, LARGER).contains(agreed.client())
                                        || !Set.of(EITHER, LARGER).contains(agreed.server())
                                ? agreed
                                : new Effect.Agreed(
                                        agreed.role() == Role.CLIENT ? Role.SERVER : Role.CLIENT,
                                        agreed.method(),
                                        agreed.server(),
                                        agreed.client(),
                                        agreed.restart())),
                "where both can be either, the larger tie breaker serves");
    }

    @Test
    void the_order_of_the_client_is_found() {
        assertBroken(
                agreeing(agreed ->
                        new Effect.Agreed(
                                agreed.role(),
                                agreed.client().methods().getFirst(),
                                agreed.client(),
                                agreed.server(),
                                agreed.restart())),
                "nothing that the server likes better is shared");
    }

    @Test
    void a_restart_that_one_end_wants_is_found() {
        assertBroken(
                agreeing(agreed ->
                        new Effect.Agreed(
                                agreed.role(),
                                agreed.method(),
                                agreed.client(),
                                agreed.server(),
                                agreed.client().restart() || agreed.server().restart())),
                "restart is agreed upon by both");
    }

    @Test
    void a_decision_on_another_offer_than_the_cookies_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.CookieArrived(_, var theirs)
                                ? honest.permitted(facts, new Input.CookieArrived(EITHER, theirs))
                                : honest.permitted(facts, input),
                "what was agreed upon is what was offered");
    }

    @Test
    void an_unprotected_restart_of_a_protected_association_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.CookieArrived
                                ? honest.permitted(START, input)
                                : honest.permitted(facts, input),
                "a protected association is restarted only as agreed upon");
    }

    @Test
    void a_repeated_cookie_that_restarts_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        facts.standing() instanceof Standing.Up(var own, var theirs, _, _)
                                        && input.equals(new Input.CookieArrived(own, theirs))
                                ? honest.permitted(START, input)
                                : honest.permitted(facts, input),
                "a cookie that comes again is nothing new");
    }

    @Test
    void a_forged_cookie_that_ends_the_asking_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.ForgedCookieArrived
                                ? changed(
                                        honest.permitted(facts, input),
                                        o -> Outcome.of(START, o.effects()))
                                : honest.permitted(facts, input),
                "what is forged, refused or dropped changes nothing");
    }

    @Test
    void an_abort_that_goes_on_asking_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        changed(
                                honest.permitted(facts, input),
                                o ->
                                        o.effects().stream()
                                                        .anyMatch(Effect.Aborted.class::isInstance)
                                                ? Outcome.of(facts, o.effects())
                                                : o),
                "the end, and an abort, leave nothing");
    }

    @Test
    void a_strict_end_that_goes_on_without_protection_is_found() {
        assertBroken(inMode(Mode.LOOSE), STRICT.name());
    }

    @Test
    void a_loose_end_that_aborts_like_a_strict_one_is_found() {
        var found = explore(inMode(Mode.STRICT).in(HONEST), Mode.LOOSE, LOOSE);

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(LOOSE.name()));
    }

    /** An end that does what one of that mode does. */
    private static Slip<Facts, Input, Effect> inMode(Mode mode) {
        return (honest, facts, input) ->
                changed(
                        honest.permitted(new Facts(mode, facts.standing()), input),
                        o ->
                                Outcome.of(
                                        new Facts(facts.mode(), o.after().standing()),
                                        o.effects()));
    }

    private static Slip<Facts, Input, Effect> agreeing(UnaryOperator<Effect.Agreed> change) {
        return (honest, facts, input) ->
                changed(
                        honest.permitted(facts, input),
                        o ->
                                o.effects().stream().anyMatch(Effect.Agreed.class::isInstance)
                                        ? Outcome.of(
                                                o.after(),
                                                List.of(
                                                        change.apply(
                                                                (Effect.Agreed)
                                                                        o.effects().getFirst())))
                                        : o);
    }

    private static Set<Outcome<Facts, Effect>> changed(
            Set<Outcome<Facts, Effect>> outcomes, UnaryOperator<Outcome<Facts, Effect>> change) {
        return outcomes.stream().map(change).collect(Collectors.toSet());
    }

    private static void assertSound(
            Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> found,
            long states,
            long transitions) {
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(states);
        assertThat(found.transitions()).isEqualTo(transitions);
    }

    private static void assertBroken(Slip<Facts, Input, Effect> slip, String name) {
        var found = explore(slip.in(HONEST), Mode.STRICT, STRICT);

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(name));
    }
}
