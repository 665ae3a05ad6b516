package dtlskeying.model.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.srtp.SrtpKeyDerivationModel.Facts;
import dtlskeying.model.srtp.SrtpKeysPair.State;
import dtlskeying.spec.Clause;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

class SrtpKeysPairTest {
    private static final ProtectionProfile PROFILE = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
    private static final SrtpKeyDerivationModel HONEST =
            new SrtpKeyDerivationModel(Reading.defaults());

    @Test
    void two_handshakes_leave_both_ends_with_the_same_keys_each_used_by_its_owner() {
        Exploration<State, Happening> found = explore(HONEST);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).isEqualTo(7_609);
        assertThat(found.transitions()).isEqualTo(68_404);
    }

    @Test
    void an_end_that_protects_under_the_keys_of_its_peer_is_found() {
        Slip<Facts, Input, Effect> slip =
                (honest, facts, input) ->
                        input instanceof Input.Protect(var owner, var kind)
                                ? changed(
                                        honest.permitted(
                                                facts, new Input.Protect(facts.role(), kind)),
                                        SrtpKeysPairTest::underThePeersKey)
                                : honest.permitted(facts, input);

        assertBroken(slip, "each end protects under its own keys", 2);
    }

    @Test
    void an_end_that_opens_what_it_sent_itself_is_found() {
        Slip<Facts, Input, Effect> slip =
                (honest, facts, input) ->
                        input instanceof Input.Unprotect(var owner, var kind)
                                ? changed(
                                        honest.permitted(
                                                facts,
                                                new Input.Unprotect(facts.role().peer(), kind)),
                                        SrtpKeysPairTest::underThePeersKey)
                                : honest.permitted(facts, input);

        assertBroken(slip, "each end opens under the keys of the other", 3);
    }

    @Test
    void an_end_that_names_a_key_of_another_handshake_is_found() {
        Slip<Facts, Input, Effect> slip =
                (honest, facts, input) ->
                        changed(honest.permitted(facts, input), SrtpKeysPairTest::ofTheNext);

        assertBroken(slip, "keys are used by who holds them", 2);
    }

    @Test
    void a_server_without_the_keys_of_the_client_is_found() {
        Slip<Facts, Input, Effect> slip =
                (honest, facts, input) ->
                        changed(
                                honest.permitted(facts, input),
                                effect -> facts.role() == Role.SERVER ? lost(effect) : effect);

        assertBroken(slip, "after the same handshakes both ends hold the same keys", 2);
    }

    @Test
    void an_end_that_keeps_the_unused_half_is_found() {
        Slip<Facts, Input, Effect> slip =
                (honest, facts, input) ->
                        changed(honest.permitted(facts, input), SrtpKeysPairTest::kept);

        assertBroken(slip, "a session keeps the keys of what it carries, and no others", 1);
    }

    @Test
    void an_end_that_never_opens_anything_is_out_of_reach_of_the_goal() {
        Slip<Facts, Input, Effect> slip =
                (honest, facts, input) ->
                        input instanceof Input.Unprotect
                                ? Set.of(Outcome.of(facts, List.of()))
                                : honest.permitted(facts, input);

        assertThat(explore(slip.in(HONEST)).findings())
                .singleElement()
                .isInstanceOf(Finding.Wedged.class);
    }

    @Test
    void the_parts_of_the_block_lie_side_by_side_and_fill_it() {
        for (var readings : List.of(Reading.defaults(), Reading.draft03(), Reading.rfc5764()))
            for (ProtectionProfile profile : ProtectionProfile.values())
                for (Outcome<Facts, Effect> outcome : completed(readings, profile))
                    assertThat(end(outcome.effects())).isEqualTo(exported(outcome.effects()));
    }

    @Test
    void a_null_profile_has_no_key_in_the_letter_of_the_draft() {
        ProtectionProfile bare = ProtectionProfile.SRTP_NULL_HMAC_SHA1_80;

        assertThat(completed(Reading.draft03(), bare))
                .allMatch(outcome -> exported(outcome.effects()) == 0);
        assertThat(completed(Reading.defaults(), bare))
                .allMatch(outcome -> exported(outcome.effects()) == 60);
    }

    private static Set<Outcome<Facts, Effect>> completed(
            Set<Reading> readings, ProtectionProfile profile) {
        return new SrtpKeyDerivationModel(readings)
                .permitted(
                        Facts.start(Role.CLIENT, Media.RTP_ONLY), new Input.Completed(1, profile));
    }

    private static int exported(List<Effect> effects) {
        return ((Effect.Exported) effects.getFirst()).length();
    }

    /** Where the last part ends, if each starts where the one before it ends. */
    private static int end(List<Effect> effects) {
        int at = 0;
        for (Effect effect : effects)
            if (effect instanceof Effect.Cut(_, var from, var to)) {
                assertThat(from).isEqualTo(at);
                at = to;
            }
        return at;
    }

    private static Effect underThePeersKey(Effect effect) {
        return switch (effect) {
            case Effect.Protected(var key) -> new Effect.Protected(peers(key));
            case Effect.Opened(var key) -> new Effect.Opened(peers(key));
            default -> effect;
        };
    }

    private static KeyId peers(KeyId key) {
        return new KeyId(key.handshake(), key.owner().peer(), key.use());
    }

    private static Effect ofTheNext(Effect effect) {
        return effect instanceof Effect.Protected(var key)
                ? new Effect.Protected(new KeyId(key.handshake() + 1, key.owner(), key.use()))
                : effect;
    }

    private static Effect lost(Effect effect) {
        return effect instanceof Effect.Installed(var key, _) && key.owner() == Role.CLIENT
                ? new Effect.Destroyed(key, Clause.UNSTATED)
                : effect;
    }

    private static Effect kept(Effect effect) {
        return effect instanceof Effect.Destroyed(var key, _)
                ? new Effect.Installed(key, 3)
                : effect;
    }

    private static Set<Outcome<Facts, Effect>> changed(
            Set<Outcome<Facts, Effect>> outcomes, UnaryOperator<Effect> change) {
        var all = new HashSet<Outcome<Facts, Effect>>();
        for (Outcome<Facts, Effect> outcome : outcomes) {
            List<Effect> effects = new ArrayList<>(outcome.effects());
            effects.replaceAll(change);
            all.add(new Outcome<>(outcome.after(), effects, outcome.because(), Set.of()));
        }
        return all;
    }

    private static void assertBroken(Slip<Facts, Input, Effect> slip, String name, int steps) {
        Exploration<State, Happening> found = explore(slip.in(HONEST));

        assertThat(found.findings()).as(found.text()).anyMatch(f -> f.name().equals(name));
        assertThat(found.findings().getFirst().trace().length()).isEqualTo(steps);
    }

    private static Exploration<State, Happening> explore(Relation<Facts, Input, Effect> ends) {
        return Explorer.explore(SrtpKeysPair.of(ends, 2, PROFILE), Bounds.OF_THE_BUILD);
    }
}
