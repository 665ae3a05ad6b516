package dtlskeying.model.chunk;

import static dtlskeying.model.chunk.KeyInstallRules.RECEIVE;
import static dtlskeying.model.chunk.KeyInstallRules.SEND;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Slip;
import dtlskeying.model.chunk.ProtectedEnd.Rules;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Invariant;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Install, enforcement and pruning composed: what holds, and which slip breaks what. */
class ProtectedPairTest {
    private static final String UNPROTECTED = "nothing unprotected is accepted after enforcement";
    private static final String LOST = "no key goes while packets of the last two epochs may come";

    @Test
    void ten_epochs_long_two_bits_name_one_key_and_nothing_wedges() {
        assertSound(new ProtectedPair(Rules.HONEST, 12, 1, false), 4_391);
    }

    @Test
    void an_attacker_gets_nothing_in_and_at_most_ends_it_before_it_is_protected() {
        assertSound(new ProtectedPair(Rules.HONEST, 12, 1, true), 4_725);
    }

    @Test
    @Tag("long")
    void packets_that_linger_over_updates_wedge_nothing() {
        assertSound(new ProtectedPair(Rules.HONEST, 5, 2, true), 44_068);
    }

    /** P58 needs its bound: over two updates a packet outlives its key. */
    @Test
    void a_packet_that_lingers_over_two_updates_is_lost() {
        var pair = new ProtectedPair(Rules.HONEST, 5, 2, false);
        var found =
                Explorer.explore(
                        watching(
                                pair,
                                "no packet outlives its key",
                                state ->
                                        state.flying().stream()
                                                .allMatch(packet -> isOpen(state, packet))),
                        Bounds.OF_THE_BUILD);

        assertThat(names(found)).as(found.text()).containsExactly("no packet outlives its key");
    }

    private static boolean isOpen(ProtectedState state, ProtectedState.Packet packet) {
        return packet.epoch() == 0
                || packet.epoch() >= state.end(packet.message().receiver()).receive() - 1;
    }

    @Test
    void an_end_that_checks_nothing_after_enforcement_lets_a_forger_in() {
        assertBroken(gate(PacketShape.UNPROTECTED), UNPROTECTED);
    }

    @Test
    void an_end_that_reads_what_is_bundled_lets_a_forger_in() {
        assertBroken(gate(PacketShape.BUNDLED), UNPROTECTED);
    }

    @Test
    void an_end_that_does_not_care_whether_a_chunk_opens_takes_it_twice() {
        Slip<EnforcementModel.Facts, EnforcementSpec.Input, EnforcementSpec.Effect> slip =
                (honest, facts, input) ->
                        input instanceof EnforcementSpec.Input.Opened
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(new EnforcementSpec.Effect.ToSctp())))
                                : honest.permitted(facts, input);
        assertBroken(with(slip), "nothing is accepted twice");
    }

    @Test
    void an_end_that_prunes_the_last_key_loses_what_is_under_way() {
        Slip<EpochPruningModel.Facts, EpochPruningSpec.Input, EpochPruningSpec.Effect> slip =
                (honest, facts, input) ->
                        input instanceof EpochPruningSpec.Input.Install(_, var epoch)
                                ? Set.of(alone(epoch))
                                : honest.permitted(facts, input);
        assertBroken(withKeys(slip), LOST);
    }

    private static Outcome<EpochPruningModel.Facts, EpochPruningSpec.Effect> alone(Epoch epoch) {
        var keys = new EpochPruningModel.Keys(Set.of(epoch.number()), epoch.number());
        return Outcome.of(
                new EpochPruningModel.Facts(keys, EpochPruningModel.Keys.NONE),
                List.of(new EpochPruningSpec.Effect.Installed(KeyUse.PRIMARY, epoch)));
    }

    @Test
    void an_end_that_prunes_nothing_keeps_more_than_two() {
        Slip<EpochPruningModel.Facts, EpochPruningSpec.Input, EpochPruningSpec.Effect> slip =
                (honest, facts, input) ->
                        honest.permitted(facts, input).stream()
                                .filter(outcome ->
                                        outcome.effects().stream()
                                                .noneMatch(
                                                        EpochPruningSpec.Effect.Destroyed.class
                                                                ::isInstance))
                                .collect(Collectors.toSet());
        assertBroken(withKeys(slip), "two bits name one key");
    }

    @Test
    void a_client_that_protects_its_last_flight_is_too_early() {
        Slip<KeyInstallModel.Facts, KeyInstallSpec.Input, KeyInstallSpec.Effect> slip =
                (honest, facts, input) ->
                        input instanceof KeyInstallSpec.Input.PeerFinished
                                        && facts.role().equals(Optional.of(Role.CLIENT))
                                ? Set.of(
                                        Outcome.of(
                                                facts.with(
                                                        facts.keys()
                                                                .receiving(KeyUse.PRIMARY, 3)
                                                                .sending(KeyUse.PRIMARY, 3)),
                                                List.of(
                                                        RECEIVE,
                                                        SEND,
                                                        new KeyInstallSpec.Effect.FlightSent())))
                                : honest.permitted(facts, input);
        var found = explore(new ProtectedPair(installing(slip), 4, 1, false));
        assertThat(names(found))
                .as(found.text())
                .contains("who can send to a peer sends what the peer has a key for");
        assertThat(names(unwatched(new ProtectedPair(installing(slip), 4, 1, false))))
                .contains("both ends enforce, or one has given up");
    }

    @Test
    void without_supervision_a_forged_acknowledgement_of_a_lost_flight_wedges() {
        Slip<KeyInstallModel.Facts, KeyInstallSpec.Input, KeyInstallSpec.Effect> slip =
                (honest, facts, input) ->
                        input instanceof KeyInstallSpec.Input.Passed
                                ? Set.of(Outcome.of(facts, List.of()))
                                : honest.permitted(facts, input);
        var found = explore(new ProtectedPair(installing(slip), 3, 1, true));
        assertThat(names(found))
                .as(found.text())
                .contains("both ends enforce, or one has given up");
    }

    private static void assertSound(ProtectedPair pair, int states) {
        var found = explore(pair);
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(states);
    }

    private static void assertBroken(Rules rules, String invariant) {
        var found = explore(new ProtectedPair(rules, 6, 2, true));
        assertThat(names(found)).as(found.text()).contains(invariant);
    }

    private static List<String> names(Exploration<?, ?> found) {
        return found.findings().stream().map(finding -> finding.name()).toList();
    }

    private static Rules gate(PacketShape shape) {
        Slip<EnforcementModel.Facts, EnforcementSpec.Input, EnforcementSpec.Effect> slip =
                (honest, facts, input) ->
                        input.equals(new EnforcementSpec.Input.Arrived(shape))
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(new EnforcementSpec.Effect.ToSctp())))
                                : honest.permitted(facts, input);
        return with(slip);
    }

    private static Rules with(
            Slip<EnforcementModel.Facts, EnforcementSpec.Input, EnforcementSpec.Effect> slip) {
        return new Rules(new KeyInstallModel(), slip.in(new EnforcementModel()), honestKeys());
    }

    private static Rules withKeys(
            Slip<EpochPruningModel.Facts, EpochPruningSpec.Input, EpochPruningSpec.Effect> slip) {
        return new Rules(
                new KeyInstallModel(), new EnforcementModel(), slip.in(new EpochPruningModel()));
    }

    private static EpochPruningModel honestKeys() {
        return new EpochPruningModel();
    }

    private static Rules installing(
            Slip<KeyInstallModel.Facts, KeyInstallSpec.Input, KeyInstallSpec.Effect> slip) {
        return new Rules(slip.in(new KeyInstallModel()), new EnforcementModel(), honestKeys());
    }

    private static Exploration<ProtectedState, Happening> explore(ProtectedPair pair) {
        return Explorer.explore(pair, Bounds.OF_THE_BUILD);
    }

    private static Exploration<ProtectedState, Happening> unwatched(ProtectedPair pair) {
        return Explorer.explore(new Watched(pair, List.of(), pair.goals()), Bounds.OF_THE_BUILD);
    }

    private static Explorable<ProtectedState, Happening> watching(
            ProtectedPair pair, String name, Predicate<ProtectedState> then) {
        return new Watched(pair, List.of(Invariant.always(name, then)), List.of());
    }

    /** The pair with other things to look for. */
    private record Watched(
            ProtectedPair pair,
            List<Invariant<ProtectedState>> invariants,
            List<Goal<ProtectedState>> goals)
            implements Explorable<ProtectedState, Happening> {
        @Override
        public List<ProtectedState> initialStates() {
            return pair.initialStates();
        }

        @Override
        public void expand(ProtectedState state, Sink<ProtectedState, Happening> sink) {
            pair.expand(state, sink);
        }

        @Override
        public long key(ProtectedState state) {
            return pair.key(state);
        }
    }
}
