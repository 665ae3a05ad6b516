package dtlskeying.model.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.chunk.KeyUpdateModel.Facts;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Happening;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Updates at both ends: nine generations, crossing requests, and which slip breaks what. */
class KeyUpdatePairTest {
    private static final String LOST = "no packet outlives its key by less than two updates";

    @Test
    void nine_generations_whoever_asks_and_whatever_is_lost() {
        for (Role winner : Role.values()) {
            var found = explore(new KeyUpdateModel(), winner, 12);
            assertThat(found.isSound()).as(found.text()).isTrue();
            assertThat(found.vacuous()).isEmpty();
            assertThat(found.states()).as(found.text()).isEqualTo(2_429);
        }
    }

    @Test
    void who_sends_under_the_new_keys_at_the_response_is_too_early() {
        assertBroken(
                doing(Input.ResponseArrived.class, Effect.FinishSent.class, true),
                "nobody sends under keys that the peer has not");
    }

    @Test
    void who_answers_a_finish_without_a_receive_key_has_none_for_what_comes() {
        assertBroken(
                doing(Input.FinishArrived.class, Effect.ReceiveKeySet.class, false),
                "the last two keys are there, and two bits tell them");
    }

    @Test
    void who_prunes_the_last_key_loses_what_is_under_way() {
        Slip<EpochPruningModel.Facts, EpochPruningSpec.Input, EpochPruningSpec.Effect> slip =
                (honest, facts, input) ->
                        honest.permitted(facts, input).stream()
                                .map(outcome ->
                                        input
                                                        instanceof
                                                        EpochPruningSpec.Input.Install(_, var epoch)
                                                ? Outcome.of(
                                                        alone(epoch.number()), outcome.effects())
                                                : outcome)
                                .collect(Collectors.toSet());
        var pair =
                KeyUpdatePair.of(
                        new KeyUpdateModel(), slip.in(new EpochPruningModel()), Role.CLIENT, 5);
        var found = Explorer.explore(pair, Bounds.OF_THE_BUILD);
        assertThat(names(found)).as(found.text()).contains(LOST);
    }

    @Test
    void who_does_not_heed_the_ack_goes_on_under_keys_that_the_peer_prunes() {
        Slip<Facts, Input, Effect> slip =
                (honest, facts, input) ->
                        input instanceof Input.AckArrived
                                ? Set.of(Outcome.of(facts, List.of()))
                                : honest.permitted(facts, input);
        assertBroken(slip, LOST);
    }

    private static EpochPruningModel.Facts alone(long epoch) {
        return new EpochPruningModel.Facts(
                new EpochPruningModel.Keys(Set.of(epoch), epoch), EpochPruningModel.Keys.NONE);
    }

    /** On that input the send key is set with that effect, or that effect is left out. */
    private static Slip<Facts, Input, Effect> doing(
            Class<? extends Input> when, Class<? extends Effect> what, boolean sends) {
        return (honest, facts, input) ->
                when.isInstance(input)
                        ? honest.permitted(facts, input).stream()
                                .map(outcome -> changed(outcome, what, sends))
                                .collect(Collectors.toSet())
                        : honest.permitted(facts, input);
    }

    private static Outcome<Facts, Effect> changed(
            Outcome<Facts, Effect> outcome, Class<? extends Effect> what, boolean sends) {
        var effects = new ArrayList<Effect>();
        for (Effect effect : outcome.effects())
            if (sends || !what.isInstance(effect)) effects.add(effect);
        boolean isMeant = sends && outcome.effects().stream().anyMatch(what::isInstance);
        Facts after = outcome.after();
        return Outcome.of(
                isMeant ? Facts.at(after.receive(), true, after.limits()) : after, effects);
    }

    private static void assertBroken(Slip<Facts, Input, Effect> slip, String name) {
        var found = explore(slip.in(new KeyUpdateModel()), Role.CLIENT, 5);
        assertThat(names(found)).as(found.text()).contains(name);
    }

    private static List<String> names(Exploration<?, ?> found) {
        return found.findings().stream().map(finding -> finding.name()).toList();
    }

    private static Exploration<KeyUpdateState, Happening> explore(
            Relation<Facts, Input, Effect> ends, Role winner, long last) {
        return Explorer.explore(
                KeyUpdatePair.of(ends, new EpochPruningModel(), winner, last), Bounds.OF_THE_BUILD);
    }
}
