package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.AlertReplaySpec.Claim.ALERTS_ACT_ON_RECEPTION;
import static dtlskeying.spec.srtp.AlertReplaySpec.Claim.DATA_CAUSES_NO_ALERTS;
import static dtlskeying.spec.srtp.AlertReplaySpec.Claim.REPLAYED_ALERTS_ARE_DROPPED;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.AlertHistory;
import dtlskeying.impl.srtp.AlertReplay;
import dtlskeying.impl.srtp.AlertReplay.Listening;
import dtlskeying.model.srtp.AlertReplayModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Alert;
import dtlskeying.spec.srtp.AlertReplaySpec.Effect;
import dtlskeying.spec.srtp.AlertReplaySpec.Input;

import net.jqwik.api.Example;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** §7.3.1 held against its model: P40 and the bug X29. */
public class AlertReplayProperties extends ChapterProperties<AlertReplay, Input, Effect, Facts> {
    /** P40: an alert record takes effect once, however often it arrives. */
    static final Law<AlertReplay, Input, Effect, Facts> ALERT_ACTED_ON_AT_MOST_ONCE =
            new Law<>("P40 AlertActedOnAtMostOnce", AlertReplayProperties::actedTwice);

    /** No data packet, however broken, makes this end send an alert. */
    static final Law<AlertReplay, Input, Effect, Facts> DATA_CAUSES_NO_ALERT =
            Law.ofSteps("data causes no alert", AlertReplayProperties::answeredData);

    public AlertReplayProperties() {
        super(AlertReplayChapter.CHAPTER, 4);
    }

    @Example
    void P40_alert_acted_on_at_most_once() {
        holds(ALERT_ACTED_ON_AT_MOST_ONCE);
    }

    @Example
    void data_causes_no_alert() {
        holds(DATA_CAUSES_NO_ALERT);
    }

    private static Optional<String> actedTwice(Trace<AlertReplay, Input, Effect, Facts> trace) {
        var acted = new HashSet<String>();
        for (var entry : trace.entries())
            if (entry.input() instanceof Input.AlertArrived(var epoch, var sequence, _, _)
                    && entry.effects().stream().anyMatch(Effect.Acted.class::isInstance)
                    && !acted.add(epoch + "/" + sequence))
                return Optional.of("acted on again: " + entry);
        return Optional.empty();
    }

    private static Optional<String> answeredData(Entry<AlertReplay, Input, Effect> entry) {
        return entry.input() instanceof Input.DataArrived
                        && entry.effects().stream().anyMatch(Effect.AlertSent.class::isInstance)
                ? Optional.of(entry.toString())
                : Optional.empty();
    }

    @Override
    protected List<Mutant<AlertReplay, Input, Effect, Facts>> mutants() {
        return List.of(
                new Mutant<>(
                        "X29",
                        "a retransmitted alert is acted on twice",
                        Set.of(REPLAYED_ALERTS_ARE_DROPPED),
                        ALERT_ACTED_ON_AT_MOST_ONCE,
                        Mutant.instead(AlertReplayProperties::withoutHistory)),
                new Mutant<>(
                        "X29a",
                        "a new epoch wipes out which alerts were heard",
                        Set.of(REPLAYED_ALERTS_ARE_DROPPED),
                        ALERT_ACTED_ON_AT_MOST_ONCE,
                        AlertReplayProperties::forgettingEpochs),
                new Mutant<>(
                        "X29b",
                        "an alert too far back to be remembered is taken for a new one",
                        Set.of(REPLAYED_ALERTS_ARE_DROPPED),
                        ALERT_ACTED_ON_AT_MOST_ONCE,
                        AlertReplayProperties::trustingWhatIsBehind),
                new Mutant<>(
                        "silent-alert",
                        "an alert is read and nothing follows",
                        Set.of(ALERTS_ACT_ON_RECEPTION),
                        Law.permittedBy(AlertReplayChapter.CHAPTER),
                        AlertReplayProperties::ignoringAlerts),
                new Mutant<>(
                        "data-alert",
                        "a packet that does not verify is answered by bad_record_mac",
                        Set.of(DATA_CAUSES_NO_ALERTS),
                        DATA_CAUSES_NO_ALERT,
                        Mutant.misdoing(effect ->
                                effect instanceof Effect.Discarded(var clause)
                                                && clause == DATA_CAUSES_NO_ALERTS
                                        ? new Effect.AlertSent(Alert.BAD_RECORD_MAC)
                                        : effect)));
    }

    private static Optional<Step<AlertReplay, Effect>> withoutHistory(
            AlertReplay state, Input input) {
        return state instanceof Listening && input instanceof Input.AlertArrived
                ? Optional.of(new Listening(AlertHistory.EMPTY).on(input))
                : Optional.empty();
    }

    private static Machine<AlertReplay, Input, Effect> forgettingEpochs(
            Machine<AlertReplay, Input, Effect> healthy) {
        return (state, input) ->
                state instanceof Listening(var history)
                                && input instanceof Input.AlertArrived(var epoch, _, _, _)
                                && history.epochs().stream()
                                        .noneMatch(heard -> heard.epoch().equals(epoch))
                        ? healthy.on(new Listening(AlertHistory.EMPTY), input)
                        : healthy.on(state, input);
    }

    private static Machine<AlertReplay, Input, Effect> trustingWhatIsBehind(
            Machine<AlertReplay, Input, Effect> healthy) {
        return (state, input) ->
                state instanceof Listening(var history)
                                && input
                                        instanceof Input.AlertArrived(var epoch, var sequence, _, _)
                                && history.epochs().stream()
                                        .anyMatch(heard ->
                                                heard.epoch().equals(epoch)
                                                        && heard.records().highest() - sequence
                                                                >= 64)
                        ? Step.stay(
                                state,
                                healthy.on(new Listening(AlertHistory.EMPTY), input)
                                        .effects()
                                        .getFirst())
                        : healthy.on(state, input);
    }

    private static Machine<AlertReplay, Input, Effect> ignoringAlerts(
            Machine<AlertReplay, Input, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return new Step<>(
                    step.state(),
                    step.effects().stream()
                            .filter(effect -> !(effect instanceof Effect.Acted))
                            .toList());
        };
    }
}
