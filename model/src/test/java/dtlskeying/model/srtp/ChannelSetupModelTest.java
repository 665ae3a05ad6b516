package dtlskeying.model.srtp;

import static dtlskeying.model.srtp.ChannelSetupRules.HONEST;
import static dtlskeying.model.srtp.ChannelSetupRules.WANTED;
import static dtlskeying.model.srtp.ChannelSetupRules.explore;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Slip;
import dtlskeying.model.srtp.ChannelFacts.Channel;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ChannelSetupSpec.Claim;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.PacketKind;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class ChannelSetupModelTest {
    @Test
    @Tag("long")
    void every_input_in_every_state_keeps_the_rules_of_a_client() {
        assertSound(
                Role.CLIENT,
                "a hello that is queued waits for a handshake under way",
                33_586,
                728_331);
    }

    @Test
    @Tag("long")
    void every_input_in_every_state_keeps_the_rules_of_a_server() {
        assertSound(
                Role.SERVER, "a channel that waits has something to wait for", 44_812, 1_006_455);
    }

    private static ChannelFacts after(Role role, Input... inputs) {
        ChannelFacts facts = ChannelFacts.start(role);
        for (Input input : inputs)
            facts =
                    HONEST.permitted(facts, input).stream()
                            .filter(outcome -> outcome.departs().isEmpty())
                            .findFirst()
                            .orElseThrow()
                            .after();
        return facts;
    }

    private static Set<List<Effect>> deeds(ChannelFacts facts, Input input) {
        return HONEST.permitted(facts, input).stream()
                .map(Outcome::effects)
                .collect(Collectors.toSet());
    }

    @Test
    void an_early_resumption_has_its_three_ways_out() {
        ChannelFacts unfinished =
                after(Role.SERVER, WANTED.get(0), WANTED.get(1), new Input.HelloArrived(1, 1, 0));

        assertThat(deeds(unfinished, new Input.HelloArrived(2, 2, 1)))
                .containsExactlyInAnyOrder(
                        List.of(new Effect.Answered(2, 2, 0)),
                        List.of(new Effect.Queued(2, 2, 1)),
                        List.of(new Effect.Dropped(2, Clause.UNSTATED)));
    }

    @Test
    void a_channel_that_does_not_wait_departs_from_a_recommendation() {
        ChannelFacts first = after(Role.CLIENT, WANTED.get(0));

        assertThat(HONEST.permitted(first, WANTED.get(1)))
                .filteredOn(
                        outcome -> outcome.effects().equals(List.of(new Effect.Started(2, 2, 0))))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.departs())
                                .containsExactly(Claim.LATER_CHANNELS_WAIT_AND_RESUME));
    }

    @Test
    void another_profile_beside_the_first_departs_from_a_recommendation_or_is_given_up() {
        ChannelFacts second =
                after(
                        Role.SERVER,
                        WANTED.get(0),
                        WANTED.get(1),
                        new Input.HelloArrived(1, 1, 0),
                        new Input.Completed(1, 1, SRTP_AES128_CM_HMAC_SHA1_80),
                        new Input.HelloArrived(2, 2, 0));

        assertThat(HONEST.permitted(second, new Input.Completed(2, 2, SRTP_AES128_CM_HMAC_SHA1_32)))
                .allMatch(outcome ->
                        outcome.departs().contains(Claim.BOTH_FLOWS_USE_THE_SAME_CIPHERS)
                                || outcome.effects().getFirst() instanceof Effect.Abandoned)
                .anyMatch(outcome -> outcome.departs().isEmpty());
    }

    @Test
    void two_sessions_for_the_same_packets_depart_from_a_recommendation_or_are_refused() {
        ChannelFacts first = after(Role.SERVER, WANTED.get(0));

        assertThat(HONEST.permitted(first, WANTED.get(2)))
                .hasSize(2)
                .allMatch(outcome ->
                        outcome.departs().contains(Claim.SYMMETRIC_RTP_SHARES_A_SESSION)
                                || outcome.after().equals(first));
    }

    @Test
    void a_port_pair_that_is_taken_twice_is_found() {
        assertBroken(
                Role.SERVER,
                (honest, facts, input) ->
                        input instanceof Input.Wanted(var number, _, _, _)
                                        && facts.channel(number).isPresent()
                                ? Set.of(Outcome.of(facts, List.of()))
                                : honest.permitted(facts, input),
                "a pair of ports that is taken is refused");
    }

    @Test
    void a_client_that_waits_for_nothing_is_found() {
        assertBroken(
                Role.CLIENT,
                (honest, facts, input) ->
                        input instanceof Input.Wanted wanted
                                ? Set.of(
                                        Outcome.of(
                                                facts.and(Channel.idle(wanted)),
                                                List.of(new Effect.Waiting(wanted.channel()))))
                                : honest.permitted(facts, input),
                "a channel that waits has something to wait for");
    }

    @Test
    void a_server_that_answers_nobody_who_queued_is_found() {
        assertBroken(
                Role.SERVER,
                (honest, facts, input) ->
                        input instanceof Input.Completed(var number, _, _)
                                        && facts.channel(number).isPresent()
                                ? Set.of(
                                        Outcome.of(
                                                facts.with(
                                                        facts.channel(number)
                                                                .orElseThrow()
                                                                .ready(
                                                                        SRTP_AES128_CM_HMAC_SHA1_80)),
                                                List.of()))
                                : honest.permitted(facts, input),
                "a hello that is queued waits for a handshake under way");
    }

    @Test
    void an_end_that_resumes_what_has_failed_is_found() {
        assertBroken(
                Role.CLIENT,
                (honest, facts, input) ->
                        input instanceof Input.Wanted
                                ? honest.permitted(resuming(facts), input)
                                : honest.permitted(facts, input),
                "nothing resumes what has failed");
    }

    private static ChannelFacts resuming(ChannelFacts facts) {
        return new ChannelFacts(
                facts.role(),
                facts.channels(),
                facts.started(),
                Either.of(facts.resumable(), facts.spoiled()),
                facts.spoiled());
    }

    @Test
    void an_end_that_keys_a_channel_on_its_own_finished_is_found() {
        assertBroken(
                Role.CLIENT,
                (honest, facts, input) ->
                        input instanceof Input.FinishedSent(var number, _)
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(
                                                        new Effect.Installed(
                                                                number, 1, PacketKind.RTP))))
                                : honest.permitted(facts, input),
                "keys come with a handshake that was under way, and are its own");
    }

    @Test
    void an_end_that_keeps_the_keys_of_a_closed_channel_is_found() {
        assertBroken(
                Role.CLIENT,
                (honest, facts, input) ->
                        input instanceof Input.Closed
                                ? honest.permitted(facts, input).stream()
                                        .map(outcome ->
                                                Outcome.<ChannelFacts, Effect>of(
                                                        outcome.after(), List.of()))
                                        .collect(Collectors.toSet())
                                : honest.permitted(facts, input),
                "a channel that is over leaves no keys");
    }

    @Test
    void a_dropped_hello_that_is_remembered_is_found() {
        assertBroken(
                Role.SERVER,
                (honest, facts, input) ->
                        honest.permitted(facts, input).stream()
                                .map(outcome -> remembered(outcome))
                                .collect(Collectors.toSet()),
                "a refused input changes nothing");
    }

    private static Outcome<ChannelFacts, Effect> remembered(Outcome<ChannelFacts, Effect> outcome) {
        return outcome.effects().stream().anyMatch(Effect.Dropped.class::isInstance)
                ? Outcome.of(outcome.after().spoiling(Set.of(9)), outcome.effects())
                : outcome;
    }

    private static void assertBroken(
            Role role, Slip<ChannelFacts, Input, Effect> slip, String invariant) {
        var found = explore(slip.in(HONEST), role);

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static void assertSound(Role role, String ofTheOther, int states, int transitions) {
        var found = explore(HONEST, role);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).containsExactly(ofTheOther);
        assertThat(found.states()).as(found.text()).isEqualTo(states);
        assertThat(found.transitions()).isEqualTo(transitions);
    }
}
