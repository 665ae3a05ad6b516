package dtlskeying.impl.chunk;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.NO_KEY_TWICE;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.EXTENDED_KEY_UPDATE;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.NO_PLAIN_KEY_UPDATE;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.UPDATE_SEQUENCE_IS_OURS;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORDS_OF_A_KEY_ARE_LIMITED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect.Aborted;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect.AckSent;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect.Asked;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect.Derived;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect.Discarded;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect.FinishSent;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect.ReceiveKeySet;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect.Refused;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect.SendKeySet;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input.AckArrived;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input.Ended;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input.Enforced;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input.Failed;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input.FinishArrived;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input.Passed;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input.PlainArrived;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input.PlainWanted;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input.ResponseArrived;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input.Used;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input.Wanted;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;

import java.util.List;

/**
 * §5 at one end, for both of its roles: when fresh keys of the DTLS chunk are asked for, and who
 * sets which of them when. The epoch of a state is the one under which packets leave.
 */
public sealed interface KeyUpdate {
    /** There is no protected association. */
    record Unkeyed() implements KeyUpdate {}

    /** The first keys are all there will be. */
    record Fixed(KeyWear wear) implements KeyUpdate {}

    /** Both directions are in one epoch, and nothing is under way that this end began. */
    record Settled(Epoch epoch, KeyWear wear) implements KeyUpdate {}

    /** This end has asked, and has no response yet. */
    record Asking(Epoch epoch, KeyWear wear) implements KeyUpdate {}

    /** The receive key of the next epoch is set; the ACK of the finish is missing. */
    record AwaitingAck(Epoch epoch, KeyWear wear) implements KeyUpdate {}

    /** Before the association. */
    static KeyUpdate start() {
        return new Unkeyed();
    }

    /** Takes one input; any input is answered in any state. */
    default Step<KeyUpdate, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Unkeyed _, Enforced(var agreed, var renewed, var limits)) ->
                    enforced(agreed, renewed, limits);
            case Row(Fixed same, Enforced _) -> dropped(same, NO_KEY_TWICE);
            case Row(Settled same, Enforced _) -> dropped(same, NO_KEY_TWICE);
            case Row(Asking same, Enforced _) -> dropped(same, NO_KEY_TWICE);
            case Row(AwaitingAck same, Enforced _) -> dropped(same, NO_KEY_TWICE);

            case Row(Unkeyed same, Wanted()) -> refused(same, UPDATE_SEQUENCE_IS_OURS);
            case Row(Fixed same, Wanted()) -> refused(same, EXTENDED_KEY_UPDATE);
            case Row(Settled(var epoch, var wear), Wanted()) when !epoch.equals(Epoch.LAST) ->
                    become(new Asking(epoch, wear), new Asked());
            case Row(Settled same, Wanted()) -> refused(same, UPDATE_SEQUENCE_IS_OURS);
            case Row(Asking same, Wanted()) -> refused(same, UPDATE_SEQUENCE_IS_OURS);
            case Row(AwaitingAck same, Wanted()) -> refused(same, UPDATE_SEQUENCE_IS_OURS);

            case Row(Unkeyed same, PlainWanted()) -> refused(same, NO_PLAIN_KEY_UPDATE);
            case Row(Fixed same, PlainWanted()) -> refused(same, NO_PLAIN_KEY_UPDATE);
            case Row(Settled same, PlainWanted()) -> refused(same, NO_PLAIN_KEY_UPDATE);
            case Row(Asking same, PlainWanted()) -> refused(same, NO_PLAIN_KEY_UPDATE);
            case Row(AwaitingAck same, PlainWanted()) -> refused(same, NO_PLAIN_KEY_UPDATE);

            case Row(Unkeyed same, Used _) -> stay(same);
            case Row(Fixed(var wear), Used used) -> worn(new Fixed(wear.with(used)));
            case Row(Settled(var epoch, var wear), Used used) ->
                    worn(new Settled(epoch, wear.with(used)));
            case Row(Asking(var epoch, var wear), Used used) ->
                    worn(new Asking(epoch, wear.with(used)));
            case Row(AwaitingAck(var epoch, var wear), Used used) ->
                    worn(new AwaitingAck(epoch, wear.with(used)));

            case Row(Unkeyed same, Passed _) -> stay(same);
            case Row(Fixed(var wear), Passed passed) -> worn(new Fixed(wear.with(passed)));
            case Row(Settled(var epoch, var wear), Passed passed) ->
                    worn(new Settled(epoch, wear.with(passed)));
            case Row(Asking(var epoch, var wear), Passed passed) ->
                    worn(new Asking(epoch, wear.with(passed)));
            case Row(AwaitingAck(var epoch, var wear), Passed passed) ->
                    worn(new AwaitingAck(epoch, wear.with(passed)));

            case Row(Asking(var epoch, var wear), ResponseArrived(var next))
                    when next.follows(epoch) ->
                    responded(epoch, wear);
            case Row(Unkeyed same, ResponseArrived _) -> outOfTurn(same);
            case Row(Fixed same, ResponseArrived _) -> outOfTurn(same);
            case Row(Settled same, ResponseArrived _) -> outOfTurn(same);
            case Row(Asking same, ResponseArrived _) -> outOfTurn(same);
            case Row(AwaitingAck same, ResponseArrived _) -> outOfTurn(same);

            case Row(Settled(var epoch, var wear), FinishArrived(var next))
                    when next.follows(epoch) ->
                    finished(next, wear);
            case Row(Asking(var epoch, var wear), FinishArrived(var next))
                    when next.follows(epoch) ->
                    finished(next, wear);
            case Row(Unkeyed same, FinishArrived _) -> outOfTurn(same);
            case Row(Fixed same, FinishArrived _) -> outOfTurn(same);
            case Row(Settled same, FinishArrived _) -> outOfTurn(same);
            case Row(Asking same, FinishArrived _) -> outOfTurn(same);
            case Row(AwaitingAck same, FinishArrived _) -> outOfTurn(same);

            case Row(AwaitingAck(var epoch, var wear), AckArrived(var next))
                    when next.follows(epoch) ->
                    become(new Settled(next, wear.fresh()), new SendKeySet(next));
            case Row(Unkeyed same, AckArrived _) -> outOfTurn(same);
            case Row(Fixed same, AckArrived _) -> outOfTurn(same);
            case Row(Settled same, AckArrived _) -> outOfTurn(same);
            case Row(Asking same, AckArrived _) -> outOfTurn(same);
            case Row(AwaitingAck same, AckArrived _) -> outOfTurn(same);

            case Row(Unkeyed same, PlainArrived()) -> dropped(same, NO_PLAIN_KEY_UPDATE);
            case Row(Fixed _, PlainArrived()) -> aborted(NO_PLAIN_KEY_UPDATE);
            case Row(Settled _, PlainArrived()) -> aborted(NO_PLAIN_KEY_UPDATE);
            case Row(Asking _, PlainArrived()) -> aborted(NO_PLAIN_KEY_UPDATE);
            case Row(AwaitingAck _, PlainArrived()) -> aborted(NO_PLAIN_KEY_UPDATE);

            case Row(Unkeyed same, Failed()) -> outOfTurn(same);
            case Row(Fixed same, Failed()) -> outOfTurn(same);
            case Row(Settled same, Failed()) -> outOfTurn(same);
            case Row(Asking(var epoch, var wear), Failed()) -> become(new Settled(epoch, wear));
            case Row(AwaitingAck _, Failed()) -> aborted(UPDATE_SEQUENCE_IS_OURS);

            case Row(Unkeyed same, Ended()) -> stay(same);
            case Row(Fixed _, Ended()) -> become(start());
            case Row(Settled _, Ended()) -> become(start());
            case Row(Asking _, Ended()) -> become(start());
            case Row(AwaitingAck _, Ended()) -> become(start());
        };
    }

    private static Step<KeyUpdate, Effect> enforced(
            boolean agreed, boolean renewed, Limits limits) {
        if (!renewed) return become(new Fixed(KeyWear.under(limits)));
        return agreed
                ? become(new Settled(Epoch.FIRST_OF_TRAFFIC, KeyWear.under(limits)))
                : aborted(EXTENDED_KEY_UPDATE);
    }

    /** What the keys have borne: at half of it fresh ones are asked for, at all of it no more. */
    @Cites("rfc9147/4.5.3/d")
    private static Step<KeyUpdate, Effect> worn(KeyUpdate after) {
        return switch (after) {
            case Unkeyed same -> stay(same);
            case Fixed(var wear) -> wear.isOut() ? wornOut() : become(after);
            case Settled(var epoch, var wear) -> {
                if (wear.isOut()) yield wornOut();
                yield wear.isDue() && !epoch.equals(Epoch.LAST)
                        ? become(new Asking(epoch, wear), new Asked())
                        : become(after);
            }
            case Asking(_, var wear) -> wear.isOut() ? wornOut() : become(after);
            case AwaitingAck(_, var wear) -> wear.isOut() ? wornOut() : become(after);
        };
    }

    /** Receive first: the peer sends under the new keys as soon as it has our finish. */
    @Cites({"dtls-chunk/5/d", "sctp-dtls-chunk/6/a"})
    private static Step<KeyUpdate, Effect> responded(Epoch epoch, KeyWear wear) {
        Epoch next = epoch.next();
        return new Step<>(
                new AwaitingAck(epoch, wear),
                List.of(new Derived(next, next), new ReceiveKeySet(next), new FinishSent()));
    }

    @Cites({"dtls-chunk/5/d", "sctp-dtls-chunk/6/a"})
    private static Step<KeyUpdate, Effect> finished(Epoch next, KeyWear wear) {
        return new Step<>(
                new Settled(next, wear.fresh()),
                List.of(
                        new Derived(next, next),
                        new ReceiveKeySet(next),
                        new SendKeySet(next),
                        new AckSent()));
    }

    private static Step<KeyUpdate, Effect> wornOut() {
        return aborted(RECORDS_OF_A_KEY_ARE_LIMITED);
    }

    private static Step<KeyUpdate, Effect> aborted(Clause clause) {
        return become(start(), new Aborted(clause));
    }

    private static Step<KeyUpdate, Effect> outOfTurn(KeyUpdate same) {
        return dropped(same, UPDATE_SEQUENCE_IS_OURS);
    }

    private static Step<KeyUpdate, Effect> dropped(KeyUpdate same, Clause clause) {
        return stay(same, new Discarded(clause));
    }

    private static Step<KeyUpdate, Effect> refused(KeyUpdate same, Clause clause) {
        return stay(same, new Refused(clause));
    }

    /** One row of the transition table. */
    record Row(KeyUpdate state, Input input) {}
}
