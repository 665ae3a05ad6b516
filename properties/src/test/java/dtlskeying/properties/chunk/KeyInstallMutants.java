package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.KeyInstallLaws.ENFORCE_MONOTONE;
import static dtlskeying.properties.chunk.KeyInstallLaws.FIRST_EPOCH_3_THEN_CONSECUTIVE;
import static dtlskeying.properties.chunk.KeyInstallLaws.NOBODY_WAITS_FOR_EVER;
import static dtlskeying.properties.chunk.KeyInstallLaws.NO_NONCE_AGAIN;
import static dtlskeying.properties.chunk.KeyInstallLaws.RECEIVE_KEY_BEFORE_PACKETS;
import static dtlskeying.properties.chunk.KeyInstallLaws.RESTART_KEY_FOLLOWS;
import static dtlskeying.properties.chunk.RowBug.bug;
import static dtlskeying.spec.Epoch.FIRST_OF_TRAFFIC;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.CLIENT_SETS_RECV_FIRST;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.ENFORCEMENT_FOLLOWS_THE_ACK;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.EPOCHS_ARE_CONSECUTIVE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.EVENTS_AND_TIMERS_ARE_OURS;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.FLIGHTS_OF_THE_FIGURE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.HANDSHAKE_FOLLOWS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.NO_KEY_TWICE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.PRIMARY_BEFORE_RESTART;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.RECEIVE_KEY_COMES_FIRST;
import static dtlskeying.spec.chunk.KeyUse.PRIMARY;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.KeyInstall;
import dtlskeying.impl.chunk.KeyInstall.AckUnderWay;
import dtlskeying.impl.chunk.KeyInstall.AwaitingAck;
import dtlskeying.impl.chunk.KeyInstall.Protected;
import dtlskeying.impl.chunk.KeyInstall.Shaking;
import dtlskeying.impl.chunk.KeyInstall.Unassociated;
import dtlskeying.impl.chunk.SetEpochs;
import dtlskeying.model.chunk.KeyInstallModel.Facts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;

import java.util.List;
import java.util.function.BiFunction;

/** What goes wrong with the order of the keys: X30, X32, X45 and a few more. */
final class KeyInstallMutants {
    static final Effect RECEIVE = new Effect.ReceiveKeySet(PRIMARY, FIRST_OF_TRAFFIC);
    static final Effect SEND = new Effect.SendKeySet(PRIMARY, FIRST_OF_TRAFFIC);

    /** X30: the client protects its last flight, which the server cannot open yet. */
    static final Mutant<KeyInstall, Input, Effect, Facts> PROTECTED_FLIGHT =
            bug(
                    "X30",
                    "the client sets its send key with its last flight",
                    RECEIVE_KEY_BEFORE_PACKETS,
                    (state, input) ->
                            state instanceof Shaking(var role, var age)
                                            && role == Role.CLIENT
                                            && input instanceof Input.PeerFinished
                                    ? new Step<>(
                                            new AwaitingAck(age),
                                            List.of(RECEIVE, SEND, new Effect.FlightSent()))
                                    : null,
                    RECEIVE_KEY_COMES_FIRST,
                    CLIENT_SETS_RECV_FIRST);

    static final List<Mutant<KeyInstall, Input, Effect, Facts>> ALL =
            List.of(
                    PROTECTED_FLIGHT,
                    bug(
                            "X30-server",
                            "the server sets its send key before the handshake",
                            RECEIVE_KEY_BEFORE_PACKETS,
                            (_, input) ->
                                    input.equals(new Input.Associated(Role.SERVER))
                                            ? Step.become(new Shaking(Role.SERVER, 0), SEND)
                                            : null,
                            CLIENT_SETS_RECV_FIRST),
                    bug(
                            "X30-update",
                            "the send key of an update is set before its receive key",
                            RECEIVE_KEY_BEFORE_PACKETS,
                            despite(RECEIVE_KEY_COMES_FIRST),
                            RECEIVE_KEY_COMES_FIRST),
                    bug(
                            "X32",
                            "the server enforces with its ACK",
                            ENFORCE_MONOTONE,
                            (state, input) ->
                                    state instanceof Shaking(var role, _)
                                                    && role == Role.SERVER
                                                    && input instanceof Input.PeerFinished
                                            ? new Step<>(
                                                    first(),
                                                    List.of(
                                                            RECEIVE,
                                                            SEND,
                                                            new Effect.AckSent(),
                                                            new Effect.Enforced()))
                                            : null,
                            ENFORCEMENT_FOLLOWS_THE_ACK),
                    bug(
                            "plain-ack",
                            "an ACK in the open counts as the ACK",
                            ENFORCE_MONOTONE,
                            (state, input) ->
                                    state instanceof AwaitingAck
                                                    && input.equals(new Input.AckArrived(false))
                                            ? Step.become(first(), new Effect.Enforced(), SEND)
                                            : null,
                            ENFORCEMENT_FOLLOWS_THE_ACK),
                    bug(
                            "ack-for-the-server",
                            "the server takes an ACK that nobody owes it",
                            ENFORCE_MONOTONE,
                            (state, input) ->
                                    state instanceof AckUnderWay
                                                    && input.equals(new Input.AckArrived(true))
                                            ? Step.become(first(), new Effect.Enforced())
                                            : null,
                            FLIGHTS_OF_THE_FIGURE),
                    bug(
                            "handshake-first",
                            "keys are set before there is an association",
                            Law.permittedBy(KeyInstallChapter.CHAPTER),
                            (state, input) ->
                                    state instanceof Unassociated
                                                    && input instanceof Input.PeerFinished
                                            ? Step.become(
                                                    new AwaitingAck(0),
                                                    RECEIVE,
                                                    new Effect.FlightSent())
                                            : null,
                            HANDSHAKE_FOLLOWS_THE_ASSOCIATION),
                    bug(
                            "no-supervision",
                            "who waits for the ACK waits for ever",
                            NOBODY_WAITS_FOR_EVER,
                            (state, input) ->
                                    state instanceof AwaitingAck && input instanceof Input.Passed
                                            ? Step.stay(state)
                                            : null,
                            EVENTS_AND_TIMERS_ARE_OURS),
                    bug(
                            "epoch-left-out",
                            "the epoch of an update is whatever it is said to be",
                            FIRST_EPOCH_3_THEN_CONSECUTIVE,
                            despite(EPOCHS_ARE_CONSECUTIVE),
                            EPOCHS_ARE_CONSECUTIVE),
                    bug(
                            "X45",
                            "after a second crash the restart key of the same epoch serves again",
                            NO_NONCE_AGAIN,
                            despite(NO_KEY_TWICE),
                            NO_KEY_TWICE),
                    bug(
                            "restart-first",
                            "the restart key of an epoch is set before its primary key",
                            RESTART_KEY_FOLLOWS,
                            despite(PRIMARY_BEFORE_RESTART),
                            PRIMARY_BEFORE_RESTART));

    private KeyInstallMutants() {}

    private static KeyInstall first() {
        var none = new Epoch(FIRST_OF_TRAFFIC.number() - 1);
        return new Protected(new SetEpochs(FIRST_OF_TRAFFIC, FIRST_OF_TRAFFIC, none, none));
    }

    /** A key that is refused for that reason is set all the same. */
    private static BiFunction<KeyInstall, Input, Step<KeyInstall, Effect>> despite(Clause reason) {
        return (state, input) -> {
            if (!state.on(input).effects().contains(new Effect.Refused(reason))) return null;
            return switch (input) {
                case Input.SetReceive(var use, var epoch) ->
                        Step.stay(state, new Effect.ReceiveKeySet(use, epoch));
                case Input.SetSend(var use, var epoch) ->
                        Step.stay(state, new Effect.SendKeySet(use, epoch));
                case Input.Associated _,
                        Input.PeerFinished _,
                        Input.AckArrived _,
                        Input.SenderDry _,
                        Input.ProtectedArrived _,
                        Input.Passed _,
                        Input.Ended _ ->
                        null;
            };
        };
    }
}
