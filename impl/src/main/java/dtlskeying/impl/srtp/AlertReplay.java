package dtlskeying.impl.srtp;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.srtp.AlertReplaySpec.Claim.DATA_CAUSES_NO_ALERTS;
import static dtlskeying.spec.srtp.AlertReplaySpec.Claim.REPLAYED_ALERTS_ARE_DROPPED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.AlertReplaySpec.Effect;
import dtlskeying.spec.srtp.AlertReplaySpec.Effect.Accepted;
import dtlskeying.spec.srtp.AlertReplaySpec.Effect.Acted;
import dtlskeying.spec.srtp.AlertReplaySpec.Effect.AlertSent;
import dtlskeying.spec.srtp.AlertReplaySpec.Effect.Discarded;
import dtlskeying.spec.srtp.AlertReplaySpec.Effect.Ended;
import dtlskeying.spec.srtp.AlertReplaySpec.Input;
import dtlskeying.spec.srtp.AlertReplaySpec.Input.AlertArrived;
import dtlskeying.spec.srtp.AlertReplaySpec.Input.DataArrived;
import dtlskeying.spec.srtp.AlertReplaySpec.Input.FaultFound;

/**
 * §7.3.1: alerts beside a flow of SRTP packets. Each is acted on at once and once; data packets
 * cause none.
 */
public sealed interface AlertReplay {
    /** The association is open. */
    record Listening(AlertHistory history) implements AlertReplay {}

    /** An alert has ended the association. */
    record Over() implements AlertReplay {}

    /** Takes one input; any input is answered in any state. */
    default Step<AlertReplay, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Listening same, AlertArrived alert) when isReplay(same, alert) ->
                    stay(same, new Discarded(REPLAYED_ALERTS_ARE_DROPPED));
            case Row(Listening _, AlertArrived(_, _, var alert, var fatal)) when fatal ->
                    become(new Over(), new Acted(alert), new Ended(alert));
            case Row(Listening(var history), AlertArrived alert) ->
                    become(
                            new Listening(history.with(alert.epoch(), alert.sequence())),
                            new Acted(alert.alert()));

            case Row(Listening same, DataArrived(var genuine)) when genuine ->
                    stay(same, new Accepted());
            case Row(Listening same, DataArrived _) ->
                    stay(same, new Discarded(DATA_CAUSES_NO_ALERTS));
            case Row(Listening same, FaultFound(var alert)) -> stay(same, new AlertSent(alert));

            case Row(Over same, AlertArrived _) -> stay(same, new Discarded(NOTHING_AFTER_CLOSE));
            case Row(Over same, DataArrived _) -> stay(same, new Discarded(NOTHING_AFTER_CLOSE));
            case Row(Over same, FaultFound _) -> stay(same, new Discarded(NOTHING_AFTER_CLOSE));
        };
    }

    @Cites("dtls-srtp/7.3.1/a")
    private static boolean isReplay(Listening open, AlertArrived alert) {
        return !open.history().isNew(alert.epoch(), alert.sequence());
    }

    /** One row of the transition table. */
    record Row(AlertReplay state, Input input) {}
}
