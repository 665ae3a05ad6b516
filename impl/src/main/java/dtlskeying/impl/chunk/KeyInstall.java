package dtlskeying.impl.chunk;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.Epoch.FIRST_OF_TRAFFIC;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.ENFORCEMENT_FOLLOWS_THE_ACK;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.EVENTS_AND_TIMERS_ARE_OURS;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.FLIGHTS_OF_THE_FIGURE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.HANDSHAKE_FOLLOWS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.NO_KEY_TWICE;
import static dtlskeying.spec.chunk.KeyInstallSpec.SUPERVISION;
import static dtlskeying.spec.chunk.KeyUse.PRIMARY;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.Aborted;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.AckSent;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.Discarded;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.Enforced;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.FlightSent;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.ReceiveKeySet;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.Refused;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.SendKeySet;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;
import dtlskeying.spec.chunk.KeyInstallSpec.Input.AckArrived;
import dtlskeying.spec.chunk.KeyInstallSpec.Input.Associated;
import dtlskeying.spec.chunk.KeyInstallSpec.Input.Ended;
import dtlskeying.spec.chunk.KeyInstallSpec.Input.Passed;
import dtlskeying.spec.chunk.KeyInstallSpec.Input.PeerFinished;
import dtlskeying.spec.chunk.KeyInstallSpec.Input.ProtectedArrived;
import dtlskeying.spec.chunk.KeyInstallSpec.Input.SenderDry;
import dtlskeying.spec.chunk.KeyInstallSpec.Input.SetReceive;
import dtlskeying.spec.chunk.KeyInstallSpec.Input.SetSend;

import java.util.List;

/** §4, the figure as decision 8 recovers it: who sets which key when, for both roles. */
public sealed interface KeyInstall {
    /** There is no association. */
    record Unassociated() implements KeyInstall {}

    /** The handshake is under way, for {@code age} seconds. */
    record Shaking(Role role, int age) implements KeyInstall {}

    /** The client's flight is out and its receive key is set; the ACK is missing. */
    record AwaitingAck(int age) implements KeyInstall {}

    /** The server's ACK is out and its keys are set; it is not known whether the client has it. */
    record AckUnderWay(int age) implements KeyInstall {}

    /** Protection is enforced, and keys may follow. */
    record Protected(SetEpochs epochs) implements KeyInstall {}

    /** Takes one input; any input is answered in any state. */
    default Step<KeyInstall, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Unassociated _, Associated(var role)) -> become(new Shaking(role, 0));
            case Row(Shaking same, Associated _) -> again(same);
            case Row(AwaitingAck same, Associated _) -> again(same);
            case Row(AckUnderWay same, Associated _) -> again(same);
            case Row(Protected same, Associated _) -> again(same);

            case Row(Unassociated same, PeerFinished()) ->
                    dropped(same, HANDSHAKE_FOLLOWS_THE_ASSOCIATION);
            case Row(Shaking(var role, var age), PeerFinished()) -> keyed(role, age);
            case Row(AwaitingAck same, PeerFinished()) -> dropped(same, NO_KEY_TWICE);
            case Row(AckUnderWay same, PeerFinished()) -> dropped(same, NO_KEY_TWICE);
            case Row(Protected same, PeerFinished()) -> dropped(same, NO_KEY_TWICE);

            case Row(AwaitingAck _, AckArrived(var isProtected)) when isProtected ->
                    become(protectedFirst(), new Enforced(), sendKey());
            case Row(AwaitingAck same, AckArrived _) -> dropped(same, ENFORCEMENT_FOLLOWS_THE_ACK);
            case Row(Unassociated same, AckArrived _) -> dropped(same, FLIGHTS_OF_THE_FIGURE);
            case Row(Shaking same, AckArrived _) -> dropped(same, FLIGHTS_OF_THE_FIGURE);
            case Row(AckUnderWay same, AckArrived _) -> dropped(same, FLIGHTS_OF_THE_FIGURE);
            case Row(Protected same, AckArrived _) -> dropped(same, FLIGHTS_OF_THE_FIGURE);

            case Row(AckUnderWay _, SenderDry()) -> become(protectedFirst(), new Enforced());
            case Row(Unassociated same, SenderDry()) -> stay(same);
            case Row(Shaking same, SenderDry()) -> stay(same);
            case Row(AwaitingAck same, SenderDry()) -> stay(same);
            case Row(Protected same, SenderDry()) -> stay(same);

            case Row(AckUnderWay _, ProtectedArrived()) -> become(protectedFirst(), new Enforced());
            case Row(Unassociated same, ProtectedArrived()) -> stay(same);
            case Row(Shaking same, ProtectedArrived()) -> stay(same);
            case Row(AwaitingAck same, ProtectedArrived()) -> stay(same);
            case Row(Protected same, ProtectedArrived()) -> stay(same);

            case Row(Unassociated same, SetReceive _) ->
                    refused(same, HANDSHAKE_FOLLOWS_THE_ASSOCIATION);
            case Row(Shaking same, SetReceive _) -> refused(same, ENFORCEMENT_FOLLOWS_THE_ACK);
            case Row(AwaitingAck same, SetReceive _) -> refused(same, ENFORCEMENT_FOLLOWS_THE_ACK);
            case Row(AckUnderWay same, SetReceive _) -> refused(same, ENFORCEMENT_FOLLOWS_THE_ACK);
            case Row(Protected same, SetReceive(var use, var epoch))
                    when same.epochs().againstReceive(use, epoch) != Clause.UNSTATED ->
                    refused(same, same.epochs().againstReceive(use, epoch));
            case Row(Protected(var epochs), SetReceive(var use, var epoch)) ->
                    become(
                            new Protected(epochs.withReceive(use, epoch)),
                            new ReceiveKeySet(use, epoch));

            case Row(Unassociated same, SetSend _) ->
                    refused(same, HANDSHAKE_FOLLOWS_THE_ASSOCIATION);
            case Row(Shaking same, SetSend _) -> refused(same, ENFORCEMENT_FOLLOWS_THE_ACK);
            case Row(AwaitingAck same, SetSend _) -> refused(same, ENFORCEMENT_FOLLOWS_THE_ACK);
            case Row(AckUnderWay same, SetSend _) -> refused(same, ENFORCEMENT_FOLLOWS_THE_ACK);
            case Row(Protected same, SetSend(var use, var epoch))
                    when same.epochs().againstSend(use, epoch) != Clause.UNSTATED ->
                    refused(same, same.epochs().againstSend(use, epoch));
            case Row(Protected(var epochs), SetSend(var use, var epoch)) ->
                    become(new Protected(epochs.withSend(use, epoch)), new SendKeySet(use, epoch));

            case Row(Unassociated same, Passed _) -> stay(same);
            case Row(Shaking(_, var age), Passed(var more)) when isOver(age, more) -> late();
            case Row(Shaking(var role, var age), Passed(var more)) ->
                    become(new Shaking(role, age + more));
            case Row(AwaitingAck(var age), Passed(var more)) when isOver(age, more) -> late();
            case Row(AwaitingAck(var age), Passed(var more)) -> become(new AwaitingAck(age + more));
            case Row(AckUnderWay(var age), Passed(var more)) when isOver(age, more) -> late();
            case Row(AckUnderWay(var age), Passed(var more)) -> become(new AckUnderWay(age + more));
            case Row(Protected same, Passed _) -> stay(same);

            case Row(Unassociated same, Ended()) -> stay(same);
            case Row(Shaking _, Ended()) -> aborted(HANDSHAKE_FOLLOWS_THE_ASSOCIATION);
            case Row(AwaitingAck _, Ended()) -> aborted(HANDSHAKE_FOLLOWS_THE_ASSOCIATION);
            case Row(AckUnderWay _, Ended()) -> aborted(HANDSHAKE_FOLLOWS_THE_ASSOCIATION);
            case Row(Protected _, Ended()) -> become(new Unassociated());
        };
    }

    @Cites({"dtls-chunk/4/e", "sctp-dtls-chunk/6/a"})
    private static Step<KeyInstall, Effect> keyed(Role role, int age) {
        Effect receiveKey = new ReceiveKeySet(PRIMARY, FIRST_OF_TRAFFIC);
        return switch (role) {
            case CLIENT -> become(new AwaitingAck(age), receiveKey, new FlightSent());
            case SERVER ->
                    new Step<>(new AckUnderWay(age), List.of(receiveKey, sendKey(), new AckSent()));
        };
    }

    private static KeyInstall protectedFirst() {
        return new Protected(SetEpochs.FIRST);
    }

    private static Effect sendKey() {
        return new SendKeySet(PRIMARY, FIRST_OF_TRAFFIC);
    }

    private static boolean isOver(int age, int seconds) {
        return age + seconds >= SUPERVISION;
    }

    private static Step<KeyInstall, Effect> late() {
        return aborted(EVENTS_AND_TIMERS_ARE_OURS);
    }

    private static Step<KeyInstall, Effect> aborted(Clause clause) {
        return become(new Unassociated(), new Aborted(clause));
    }

    private static Step<KeyInstall, Effect> again(KeyInstall same) {
        return dropped(same, HANDSHAKE_FOLLOWS_THE_ASSOCIATION);
    }

    private static Step<KeyInstall, Effect> refused(KeyInstall same, Clause clause) {
        return stay(same, new Refused(clause));
    }

    private static Step<KeyInstall, Effect> dropped(KeyInstall same, Clause clause) {
        return stay(same, new Discarded(clause));
    }

    /** One row of the transition table. */
    record Row(KeyInstall state, Input input) {}
}
