package dtlskeying.properties.srtp;

import static dtlskeying.properties.srtp.SsrcFailureLaws.failures;
import static dtlskeying.properties.srtp.SsrcMappingChapter.LIMITS;
import static dtlskeying.properties.srtp.SsrcMappingLaws.packet;
import static dtlskeying.properties.srtp.SsrcMappingMutants.bug;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.FAILING_SSRC_MAY_BE_GIVEN_UP;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.FAILURE_RECORDS_TIME_OUT;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.KNOWN_PEERS_GO_FIRST_UNDER_A_FLOOD;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.LIMIT_LEAVES_ROOM_FOR_ERRORS;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.FailureRecords;
import dtlskeying.impl.srtp.FailureRecords.Failures;
import dtlskeying.impl.srtp.SsrcMapping;
import dtlskeying.impl.srtp.SsrcMapping.Calm;
import dtlskeying.impl.srtp.SsrcMapping.Flooded;
import dtlskeying.impl.srtp.SsrcMapping.Gone;
import dtlskeying.model.srtp.SsrcFacts;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What goes wrong with sources that fail: X26 and a few more. */
final class SsrcFailureMutants {
    static final List<Mutant<SsrcMapping, Input, Effect, SsrcFacts>> ALL =
            List.of(
                    bug(
                            "X26",
                            "the record of a source's failures never grows old",
                            SsrcFailureLaws.RECORDS_TIME_OUT,
                            SsrcFailureMutants::keepingForEver,
                            FAILURE_RECORDS_TIME_OUT),
                    bug(
                            "X26a",
                            "a success does not end the record of failures",
                            SsrcFailureLaws.RECORDS_ARE_PRUNED,
                            SsrcFailureMutants::bearingGrudges,
                            FAILING_SSRC_MAY_BE_GIVEN_UP),
                    bug(
                            "X26b",
                            "the records stay when their endpoint is deleted",
                            SsrcFailureLaws.RECORDS_ARE_PRUNED,
                            SsrcFailureMutants::outlivingTheEndpoint,
                            FAILURE_RECORDS_TIME_OUT),
                    bug(
                            "hasty",
                            "a source is given up at its first failure",
                            SsrcFailureLaws.GIVEN_UP_AT_THE_LIMIT,
                            SsrcFailureMutants::givingUpAtOnce,
                            LIMIT_LEAVES_ROOM_FOR_ERRORS),
                    bug(
                            "early-deaf",
                            "a source that sent too early stays given up once its keys have come",
                            SsrcFailureLaws.GIVEN_UP_AT_THE_LIMIT,
                            SsrcFailureMutants::rememberingEarlyOnes,
                            FAILING_SSRC_MAY_BE_GIVEN_UP),
                    bug(
                            "tireless",
                            "a source that was given up is tried on and on",
                            SsrcMappingLaws.TRIALS_ARE_BOUNDED,
                            SsrcFailureMutants::neverTiring,
                            FAILING_SSRC_MAY_BE_GIVEN_UP),
                    bug(
                            "endless-records",
                            "every source that fails gets a record",
                            SsrcFailureLaws.MEMORY_IS_BOUNDED,
                            SsrcFailureMutants::recordingAll,
                            FAILING_SSRC_MAY_BE_GIVEN_UP),
                    bug(
                            "flood-first-come",
                            "packets are tried as they come even under a flood",
                            SsrcFailureLaws.KNOWN_GO_FIRST,
                            SsrcFailureMutants::puttingNothingOff,
                            KNOWN_PEERS_GO_FIRST_UNDER_A_FLOOD),
                    bug(
                            "flood-all-wait",
                            "under a flood known sources have to wait, too",
                            SsrcFailureLaws.KNOWN_GO_FIRST,
                            SsrcFailureMutants::puttingAllOff,
                            KNOWN_PEERS_GO_FIRST_UNDER_A_FLOOD),
                    bug(
                            "flood-unseen",
                            "only sources on record are counted for a flood",
                            SsrcFailureLaws.FLOOD_IS_NOTICED,
                            SsrcFailureMutants::countingRecords,
                            KNOWN_PEERS_GO_FIRST_UNDER_A_FLOOD));

    private SsrcFailureMutants() {}

    private static SsrcMapping with(SsrcMapping state, FailureRecords failures) {
        return switch (state) {
            case Calm(var table, _) -> new Calm(table, failures);
            case Flooded(var table, _) -> new Flooded(table, failures);
            case Gone same -> same;
        };
    }

    private static SsrcMapping recording(SsrcMapping state, SortedMap<Ssrc, Failures> bySource) {
        var now = failures(state);
        return with(state, new FailureRecords(LIMITS, bySource, now.elapsed(), now.failed()));
    }

    private static Optional<Step<SsrcMapping, Effect>> keepingForEver(
            SsrcMapping state, Input input) {
        return input instanceof Input.Passed
                ? Optional.of(state.on(new Input.Passed(0)))
                : Optional.empty();
    }

    private static Optional<Step<SsrcMapping, Effect>> bearingGrudges(
            SsrcMapping state, Input input) {
        var step = state.on(input);
        return step.effects().stream().anyMatch(Effect.Learned.class::isInstance)
                ? Optional.of(
                        new Step<>(
                                recording(step.state(), failures(state).bySource()),
                                step.effects()))
                : Optional.empty();
    }

    private static Optional<Step<SsrcMapping, Effect>> outlivingTheEndpoint(
            SsrcMapping state, Input input) {
        if (!(input instanceof Input.Deleted)) return Optional.empty();
        var step = state.on(input);
        return Optional.of(
                new Step<>(
                        step.state(),
                        step.effects().stream()
                                .filter(effect -> !(effect instanceof Effect.Pardoned))
                                .toList()));
    }

    private static Optional<Step<SsrcMapping, Effect>> givingUpAtOnce(
            SsrcMapping state, Input input) {
        var step = state.on(input);
        return packet(input)
                .filter(packet -> failures(step.state()).bySource().containsKey(packet.ssrc()))
                .filter(_ -> step.effects().getLast() instanceof Effect.Failed)
                .map(packet -> {
                    var more = new TreeMap<>(failures(step.state()).bySource());
                    more.put(packet.ssrc(), new Failures(LIMITS.failures(), 0));
                    var effects = new ArrayList<>(step.effects());
                    effects.add(new Effect.GivenUp(packet.ssrc()));
                    return new Step<>(recording(step.state(), more), effects);
                });
    }

    private static Optional<Step<SsrcMapping, Effect>> rememberingEarlyOnes(
            SsrcMapping state, Input input) {
        return input instanceof Input.Opened
                ? Optional.of(
                        Step.become(recording(state.on(input).state(), failures(state).bySource())))
                : Optional.empty();
    }

    private static Optional<Step<SsrcMapping, Effect>> neverTiring(SsrcMapping state, Input input) {
        return packet(input)
                .filter(packet -> state.on(input).effects().getLast() instanceof Effect.Discarded)
                .filter(packet -> failures(state).bySource().containsKey(packet.ssrc()))
                .map(packet -> {
                    var rest = new TreeMap<>(failures(state).bySource());
                    rest.remove(packet.ssrc());
                    return recording(state, rest).on(input);
                });
    }

    private static Optional<Step<SsrcMapping, Effect>> recordingAll(
            SsrcMapping state, Input input) {
        var step = state.on(input);
        return packet(input)
                .filter(_ -> step.effects().getLast() instanceof Effect.Failed)
                .map(packet -> {
                    var more = new TreeMap<>(failures(step.state()).bySource());
                    more.putIfAbsent(packet.ssrc(), new Failures(1, 0));
                    return new Step<>(recording(step.state(), more), step.effects());
                });
    }

    private static Optional<Step<SsrcMapping, Effect>> puttingNothingOff(
            SsrcMapping state, Input input) {
        return state instanceof Flooded(var table, var failures) && input instanceof Input.Arrived
                ? Optional.of(new Calm(table, failures).on(input))
                : Optional.empty();
    }

    private static Optional<Step<SsrcMapping, Effect>> puttingAllOff(
            SsrcMapping state, Input input) {
        return state instanceof Flooded && input instanceof Input.Arrived
                ? Optional.of(
                        Step.stay(state, new Effect.Postponed(KNOWN_PEERS_GO_FIRST_UNDER_A_FLOOD)))
                : Optional.empty();
    }

    private static Optional<Step<SsrcMapping, Effect>> countingRecords(
            SsrcMapping state, Input input) {
        var step = state.on(input);
        return packet(input)
                .filter(_ ->
                        step.effects().getLast() instanceof Effect.Failed(_, var count, _)
                                && count == 0)
                .map(_ -> new Step<>(state, step.effects()));
    }
}
