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
import dtlskeying.model.explore.Interning;
import dtlskeying.model.srtp.ChannelFacts.Channel;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.ChannelSetupSpec.Traffic;
import dtlskeying.spec.srtp.Media;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

class ChannelsPairTest {
    private static final ChannelSetupModel HONEST = new ChannelSetupModel();
    private static final List<Input.Wanted> APART_AND_TOGETHER =
            List.of(
                    new Input.Wanted(1, 1, Media.RTP_ONLY, Traffic.BOTH_WAYS),
                    new Input.Wanted(2, 1, Media.RTCP_ONLY, Traffic.BOTH_WAYS),
                    new Input.Wanted(3, 2, Media.MULTIPLEXED, Traffic.BOTH_WAYS));

    @Test
    void three_channels_come_up_or_go_down_together_with_one_handshake_given_up() {
        Exploration<ChannelsState, Happening> found = explore(HONEST, true);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).isEqualTo(9_642);
        assertThat(found.transitions()).isEqualTo(73_290);
    }

    @Test
    void a_server_that_names_no_session_has_every_channel_come_up_in_full() {
        Exploration<ChannelsState, Happening> found = explore(HONEST, false);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous())
                .containsExactly("no session is resumed before its own handshake is proved");
        assertThat(found.states()).isEqualTo(1_948);
        assertThat(found.transitions()).isEqualTo(13_010);
    }

    @Test
    void a_resumption_that_takes_over_the_keys_of_its_session_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        changed(honest.permitted(facts, input), effect -> old(effect, input)),
                "no two channels share keys");
    }

    @Test
    void a_server_that_alone_takes_them_over_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        facts.role() == Role.SERVER
                                ? changed(
                                        honest.permitted(facts, input),
                                        effect -> old(effect, input))
                                : honest.permitted(facts, input),
                "what is ready at both ends has the same keys there");
    }

    private static Effect old(Effect effect, Input input) {
        if (!(input instanceof Input.Completed(_, var session, _)) || session == 0) return effect;
        return switch (effect) {
            case Effect.Installed(var channel, _, var kind) ->
                    new Effect.Installed(channel, session, kind);
            default -> effect;
        };
    }

    @Test
    void an_end_that_keeps_the_unused_half_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        changed(honest.permitted(facts, input), ChannelsPairTest::kept),
                "a channel holds keys for what it carries, once it is ready, and no others");
    }

    private static Effect kept(Effect effect) {
        return effect instanceof Effect.Destroyed(var channel, var handshake, var kind, _)
                ? new Effect.Installed(channel, handshake, kind)
                : effect;
    }

    @Test
    void a_server_that_resumes_a_session_in_the_making_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.HelloArrived(_, _, var session)
                                ? honest.permitted(facts.resuming(session), input)
                                : honest.permitted(facts, input),
                "no session is resumed before its own handshake is proved");
    }

    @Test
    void a_client_that_starts_early_and_again_later_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.FinishedSent
                                ? honest.permitted(facts, input).stream()
                                        .map(ChannelsPairTest::stillWaiting)
                                        .collect(Collectors.toSet())
                                : honest.permitted(facts, input),
                "each pair of ports has one handshake");
    }

    private static Outcome<ChannelFacts, Effect> stillWaiting(
            Outcome<ChannelFacts, Effect> outcome) {
        ChannelFacts facts = outcome.after();
        for (Effect effect : outcome.effects())
            if (effect instanceof Effect.Started(var number, _, _))
                facts = facts.with(Channel.idle(facts.channel(number).orElseThrow().wanted()));
        return Outcome.of(facts, outcome.effects());
    }

    @Test
    void a_client_whose_channels_wait_for_a_handshake_that_failed_is_found() {
        assertWedged((honest, facts, input) ->
                input instanceof Input.Failed(var number) && facts.role() == Role.CLIENT
                        ? Set.of(Outcome.of(without(facts, number), List.of()))
                        : honest.permitted(facts, input));
    }

    @Test
    void a_server_that_forgets_the_hellos_that_it_queued_is_found() {
        assertWedged((honest, facts, input) ->
                input instanceof Input.Failed(var number) && facts.role() == Role.SERVER
                        ? Set.of(Outcome.of(without(facts, number), List.of()))
                        : honest.permitted(facts, input));
    }

    private static ChannelFacts without(ChannelFacts facts, int number) {
        return facts.without(facts.channel(number).orElseThrow());
    }

    private static Set<Outcome<ChannelFacts, Effect>> changed(
            Set<Outcome<ChannelFacts, Effect>> outcomes, UnaryOperator<Effect> change) {
        return outcomes.stream()
                .map(outcome ->
                        Outcome.of(
                                outcome.after(), outcome.effects().stream().map(change).toList()))
                .collect(Collectors.toSet());
    }

    private static void assertBroken(Slip<ChannelFacts, Input, Effect> slip, String invariant) {
        Exploration<ChannelsState, Happening> found = explore(slip.in(HONEST), true);

        assertThat(found.findings())
                .as(found.text())
                .isNotEmpty()
                .allMatch(finding -> finding instanceof Finding.Broken)
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static void assertWedged(Slip<ChannelFacts, Input, Effect> slip) {
        Exploration<ChannelsState, Happening> found = explore(slip.in(HONEST), true);

        assertThat(found.findings())
                .as(found.text())
                .singleElement()
                .isInstanceOf(Finding.Wedged.class);
    }

    private static Exploration<ChannelsState, Happening> explore(
            Relation<ChannelFacts, Input, Effect> ends, boolean isNamed) {
        return Explorer.explore(
                new ChannelsPair(ends, APART_AND_TOGETHER, isNamed, 1, new Interning<>()),
                Bounds.OF_THE_BUILD);
    }
}
