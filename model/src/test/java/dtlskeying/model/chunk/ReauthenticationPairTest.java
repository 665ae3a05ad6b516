package dtlskeying.model.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.chunk.ReauthenticationFacts.Epochs;
import dtlskeying.model.chunk.ReauthenticationMessage.Context;
import dtlskeying.model.chunk.ReauthenticationPair.Scope;
import dtlskeying.model.chunk.ReauthenticationState.Carrier;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Happening;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Finding;
import dtlskeying.spec.chunk.ReauthenticationSpec.Form;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** Two ends that ask each other who they are: on good paths, on bad ones, and with an attacker. */
class ReauthenticationPairTest {
    private static final Scope OVER_SCTP = new Scope(5, 2, 20, 0, true);
    private static final Scope BY_WISH = new Scope(5, 2, 20, 0, false);
    private static final Scope ON_A_BAD_PATH = new Scope(4, 2, 2, 0, true);
    private static final Scope ATTACKED = new Scope(4, 1, 20, 2, true);

    @Test
    @Tag("long")
    void both_ends_prove_themselves_over_sctp_whatever_crosses() {
        assertSound(Carrier.ORDERED, OVER_SCTP, 121_920);
        assertSound(Carrier.ORDERED, BY_WISH, 12_604);
    }

    @Test
    @Tag("long")
    void they_do_where_messages_are_lost_repeated_and_late() {
        assertSound(Carrier.LOSSY, ON_A_BAD_PATH, 153_832);
    }

    @Test
    @Tag("long")
    void two_updates_cross_them_there_too() {
        assertSound(Carrier.LOSSY, new Scope(5, 1, 2, 0, true), 573_840);
    }

    @Test
    @Tag("long")
    void who_splits_the_keys_is_caught() {
        assertSound(Carrier.ORDERED, ATTACKED, 94_453);
        assertSound(Carrier.ORDERED, new Scope(4, 2, 20, 1, true), 158_621);
    }

    @Test
    void a_proof_that_is_bound_to_no_epoch_lets_him_pass() {
        assertBroken(
                (_, _, _) -> "the certificate alone",
                ATTACKED,
                "nobody is authenticated over keys that somebody has split");
    }

    @Test
    void so_does_a_proof_bound_to_the_exporter_of_the_handshake() {
        assertBroken(
                (state, role, _) -> state.secret(role, 3),
                ATTACKED,
                "nobody is authenticated over keys that somebody has split");
    }

    @Test
    void a_proof_without_its_context_is_replayed() {
        var binding =
                new ReauthenticationBinding() {
                    @Override
                    public String of(ReauthenticationState state, Role role, long epoch) {
                        return state.secret(role, epoch);
                    }

                    @Override
                    public boolean isSame(Context theirs, Context own) {
                        return true;
                    }
                };
        assertBroken(
                binding,
                new Scope(3, 3, 20, 1, true),
                "a proof is for the request that it answers");
    }

    @Test
    void somebody_with_a_good_certificate_passes_where_the_identity_is_not_held_fast() {
        assertBroken(
                (honest, facts, input) ->
                        input
                                                instanceof
                                                Input.AuthenticatorArrived(
                                                        var exchange,
                                                        var epoch,
                                                        var finding)
                                        && finding == Finding.OTHER_IDENTITY
                                ? honest.permitted(
                                        facts,
                                        new Input.AuthenticatorArrived(
                                                exchange, epoch, Finding.SAME_IDENTITY))
                                : honest.permitted(facts, input),
                Carrier.ORDERED,
                ATTACKED,
                "nobody is authenticated but the peer");
    }

    @Test
    void an_epoch_that_neither_end_holds_fast_lets_him_pass() {
        Slip<ReauthenticationFacts, Input, Effect> slip =
                (honest, facts, input) ->
                        switch (input) {
                            case Input.RequestArrived(var exchange, var epoch, var form)
                                    when form == Form.OF_ANOTHER_EPOCH ->
                                    honest.permitted(
                                            facts,
                                            new Input.RequestArrived(
                                                    exchange, epoch, Form.WELL_FORMED));
                            case Input.AuthenticatorArrived(var exchange, var _, var finding)
                                    when facts.asked().isOf(exchange) ->
                                    honest.permitted(
                                            facts,
                                            new Input.AuthenticatorArrived(
                                                    exchange,
                                                    new Epoch(facts.asked().epoch()),
                                                    finding));
                            default -> honest.permitted(facts, input);
                        };
        assertBroken(
                slip,
                Carrier.ORDERED,
                ATTACKED,
                "nobody is authenticated over keys that somebody has split");
    }

    @Test
    void who_answers_a_repeated_request_anew_signs_twice() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.RequestArrived(var exchange, var epoch, _)
                                        && exchange == facts.numbers().answered()
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(
                                                        new Effect.AuthenticatorSent(
                                                                exchange, epoch))))
                                : honest.permitted(facts, input),
                Carrier.LOSSY,
                ON_A_BAD_PATH,
                "no request is signed twice");
    }

    @Test
    void who_answers_in_its_newest_epoch_is_given_up() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.RequestArrived(var exchange, _, var form)
                                ? honest.permitted(
                                        facts,
                                        new Input.RequestArrived(
                                                exchange, new Epoch(facts.epochs().newest()), form))
                                : honest.permitted(facts, input),
                Carrier.ORDERED,
                OVER_SCTP,
                "nobody gives up a peer who is there");
    }

    @Test
    void who_does_not_ask_anew_when_the_epoch_goes_cannot_judge_the_answer() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.EpochGone(var epoch)
                                        && facts.asked().epoch() == epoch.number()
                                ? Set.of(
                                        Outcome.of(
                                                facts.holding(
                                                        new Epochs(
                                                                epoch.number() + 1,
                                                                facts.epochs().current(),
                                                                facts.epochs().newest())),
                                                List.of()))
                                : honest.permitted(facts, input),
                Carrier.ORDERED,
                BY_WISH,
                "nobody gives up a peer who is there");
    }

    @Test
    void who_asks_again_before_it_is_answered_has_two_requests() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.KeysUpdated && facts.asked().isOpen()
                                ? honest.permitted(
                                        facts.asking(ReauthenticationFacts.Waiting.FOR_NOTHING),
                                        input)
                                : honest.permitted(facts, input),
                Carrier.ORDERED,
                OVER_SCTP,
                "an end has one request under way");
    }

    private static void assertSound(Carrier carrier, Scope scope, int states) {
        var found =
                explore(
                        new ReauthenticationModel(),
                        ReauthenticationBinding.TO_THE_EPOCH,
                        carrier,
                        scope);
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).isEqualTo(states);
    }

    private static void assertBroken(ReauthenticationBinding binding, Scope scope, String name) {
        var found = explore(new ReauthenticationModel(), binding, Carrier.ORDERED, scope);
        assertThat(names(found)).as(found.text()).contains(name);
    }

    private static void assertBroken(
            Slip<ReauthenticationFacts, Input, Effect> slip,
            Carrier carrier,
            Scope scope,
            String name) {
        var found =
                explore(
                        slip.in(new ReauthenticationModel()),
                        ReauthenticationBinding.TO_THE_EPOCH,
                        carrier,
                        scope);
        assertThat(names(found)).as(found.text()).contains(name);
    }

    private static List<String> names(Exploration<?, ?> found) {
        return found.findings().stream().map(finding -> finding.name()).toList();
    }

    private static Exploration<ReauthenticationState, Happening> explore(
            Relation<ReauthenticationFacts, Input, Effect> ends,
            ReauthenticationBinding binding,
            Carrier carrier,
            Scope scope) {
        return Explorer.explore(
                new ReauthenticationPair(ends, binding, carrier, scope), Bounds.OF_THE_BUILD);
    }
}
