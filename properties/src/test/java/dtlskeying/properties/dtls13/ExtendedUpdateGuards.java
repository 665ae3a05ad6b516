package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.EQUAL_SHARES_END_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.FINISH_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.FLAG_IS_NEEDED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.INITIATOR_READS_AT_THE_RESPONSE;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.INITIATOR_SENDS_AT_THE_ACK;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.KEY_UPDATE_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.KEY_UPDATE_IS_REPLACED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.LATE_ACK_MEANS_NOTHING;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.LOWER_REQUEST_IS_IGNORED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.MESSAGES_COME_UNDER_OLD_KEYS;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.ONE_EXCHANGE_AT_A_TIME;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.RESPONDER_CHANGES_AT_THE_FINISH;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.SUBTYPES_HAVE_THEIR_TURN;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Exchange;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Reading;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Running;
import dtlskeying.properties.Answers;
import dtlskeying.properties.Guard;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Specimen;
import dtlskeying.properties.dtls13.ExtendedUpdatePair.Code;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Kind;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Bugs of extended key update, each with the property that notices it. */
public final class ExtendedUpdateGuards {
    /** How many exchanges each end starts. */
    static final int STARTS = 2;

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    pair(
                            "X42",
                            "the initiator sends under the new keys from the response on",
                            ExtendedUpdateGuards::sendingAtTheResponse,
                            INITIATOR_SENDS_AT_THE_ACK,
                            MESSAGES_COME_UNDER_OLD_KEYS),
                    pair(
                            "X42-late",
                            "a late ACK of the request is taken for that of the finish",
                            ExtendedUpdateGuards::takingAnyAck,
                            LATE_ACK_MEANS_NOTHING),
                    pair(
                            "X43",
                            "the responder changes with its response, as in TLS, so that the finish"
                                    + " is expected under the new keys",
                            ExtendedUpdateGuards::changingAtTheResponse,
                            RESPONDER_CHANGES_AT_THE_FINISH),
                    pair(
                            "X41",
                            "both requests that cross are answered, and two generations pass",
                            ExtendedUpdateGuards::answeringAll,
                            LOWER_REQUEST_IS_IGNORED,
                            ONE_EXCHANGE_AT_A_TIME),
                    pair(
                            "X35-now",
                            "the old keys to read go when the new ones come",
                            ExtendedUpdateGuards::droppingAtOnce,
                            OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD),
                    pair(
                            "eku-silent",
                            "the finish is not acknowledged",
                            (state, input) -> without(state, input, Effect.AckSent.class),
                            FINISH_IS_ACKNOWLEDGED),
                    pair(
                            "eku-waiting",
                            "the initiator derives no keys before its finish is acknowledged",
                            ExtendedUpdateGuards::readingAtTheAck,
                            INITIATOR_READS_AT_THE_RESPONSE),
                    answers(
                            "X41-signed",
                            "shares are compared as signed bytes",
                            ExtendedUpdateGuards::comparingSigned,
                            LOWER_REQUEST_IS_IGNORED),
                    answers(
                            "eku-tie",
                            "of two equal shares the peer's wins",
                            ExtendedUpdateGuards::lettingTiesWin,
                            EQUAL_SHARES_END_THE_CONNECTION),
                    answers(
                            "X34",
                            "a KeyUpdate is taken although its replacement is agreed on",
                            ignoring(input -> input instanceof Input.KeyUpdateHeard),
                            KEY_UPDATE_ENDS_THE_CONNECTION),
                    answers(
                            "X34-own",
                            "a KeyUpdate is sent although its replacement is agreed on",
                            ignoring(input -> input instanceof Input.PlainUpdate),
                            KEY_UPDATE_IS_REPLACED),
                    answers(
                            "eku-any-kind",
                            "a kind that nobody knows is passed over",
                            ignoring(input -> input instanceof Input.UnknownHeard),
                            SUBTYPES_HAVE_THEIR_TURN),
                    answers(
                            "eku-unasked",
                            "a request is answered without the flag",
                            ExtendedUpdateGuards::answeringWithoutTheFlag,
                            FLAG_IS_NEEDED));

    private ExtendedUpdateGuards() {}

    private static Guard pair(String bug, String story, Code sick, Clause... breaks) {
        return new Guard(
                bug,
                story,
                Set.of(breaks),
                ExtendedUpdatePair.LAW,
                () -> ExtendedUpdatePair.firstWrong(sick, STARTS),
                () -> ExtendedUpdatePair.firstWrong(sick, STARTS).map(way -> walk(way, sick)));
    }

    /** What two ends of that kind make of it, and one in short stories, for every bug. */
    static Map<String, Function<Machine<ExtendedKeyUpdate, Input, Effect>, Optional<String>>>
            beyond() {
        return Map.of(
                ExtendedUpdatePair.LAW,
                sick -> ExtendedUpdatePair.firstWrong(sick::on, STARTS),
                ExtendedUpdateAnswers.LAW,
                sick -> ExtendedUpdateAnswers.firstWrong(sick::on));
    }

    private static Answers asked(Code sick) {
        return new ExtendedKeyUpdateProperties().answers(sick::apply);
    }

    /** The steps of the way stand before semicolons, what is wrong at its end behind the last. */
    private static Specimen walk(String way, Code sick) {
        int end = way.lastIndexOf(';');
        var steps = Stream.of(way.substring(0, end).split(";")).map(String::strip).toList();
        String violation = way.substring(end + 1).replaceFirst("^:? ", "");
        return Specimen.ofWalk(steps, violation, asked(sick));
    }

    private static Guard answers(String bug, String story, Code sick, Clause... breaks) {
        return new Guard(
                bug,
                story,
                Set.of(breaks),
                ExtendedUpdateAnswers.LAW,
                () -> ExtendedUpdateAnswers.firstWrong(sick),
                () ->
                        ExtendedUpdateAnswers.firstWrong(sick)
                                .map(violation -> Specimen.ofCase(violation, asked(sick))));
    }

    private static Code ignoring(Function<Input, Boolean> which) {
        return (state, input) -> which.apply(input) ? Step.stay(state) : state.on(input);
    }

    private static Step<ExtendedKeyUpdate, Effect> without(
            ExtendedKeyUpdate state, Input input, Class<? extends Effect> kind) {
        var step = state.on(input);
        return new Step<>(
                step.state(),
                step.effects().stream().filter(effect -> !kind.isInstance(effect)).toList());
    }

    private static Step<ExtendedKeyUpdate, Effect> sendingAtTheResponse(
            ExtendedKeyUpdate state, Input input) {
        var step = state.on(input);
        return step.state() instanceof Running(Exchange.Finishing(var epoch), var reading)
                        && input instanceof Input.ResponseHeard
                ? new Step<>(
                        new Running(new Exchange.Quiet(epoch.next()), reading),
                        List.of(
                                new Effect.ReadAdded(epoch.next()),
                                new Effect.WriteChanged(epoch.next()),
                                new Effect.FinishSent()))
                : step;
    }

    private static Step<ExtendedKeyUpdate, Effect> takingAnyAck(
            ExtendedKeyUpdate state, Input input) {
        boolean isFinishing = state instanceof Running(Exchange.Finishing _, _);
        return state.on(
                isFinishing && input instanceof Input.Acknowledged
                        ? new Input.Acknowledged(Kind.FINISH)
                        : input);
    }

    private static Step<ExtendedKeyUpdate, Effect> changingAtTheResponse(
            ExtendedKeyUpdate state, Input input) {
        var step = state.on(input);
        return step.state() instanceof Running(Exchange.Responding(var epoch), _)
                        && step.effects().contains(new Effect.ResponseSent())
                ? new Step<>(
                        new Running(
                                new Exchange.Responding(epoch.next()),
                                new Reading.Overlapping(epoch.next())),
                        step.effects())
                : step;
    }

    private static Step<ExtendedKeyUpdate, Effect> answeringAll(
            ExtendedKeyUpdate state, Input input) {
        var step = state.on(input);
        return state instanceof Running(Exchange.Requesting _, _)
                        && step.state() instanceof Running(Exchange.Prevailing(var epoch), var old)
                ? Step.become(
                        new Running(new Exchange.Responding(epoch), old), new Effect.ResponseSent())
                : step;
    }

    private static Step<ExtendedKeyUpdate, Effect> droppingAtOnce(
            ExtendedKeyUpdate state, Input input) {
        var step = state.on(input);
        return step.state() instanceof Running(var exchange, Reading.Overlapping(var newest))
                ? new Step<>(new Running(exchange, new Reading.Current(newest)), step.effects())
                : step;
    }

    private static Step<ExtendedKeyUpdate, Effect> readingAtTheAck(
            ExtendedKeyUpdate state, Input input) {
        var step = state.on(input);
        return input instanceof Input.ResponseHeard
                        && step.state() instanceof Running(Exchange.Finishing(var epoch), _)
                ? Step.become(
                        new Running(new Exchange.Finishing(epoch), new Reading.Current(epoch)),
                        new Effect.FinishSent())
                : step;
    }

    private static Step<ExtendedKeyUpdate, Effect> comparingSigned(
            ExtendedKeyUpdate state, Input input) {
        if (!(state instanceof Running(Exchange.Requesting(var epoch, var share), var old))
                || !(input instanceof Input.RequestHeard heard)) return state.on(input);
        boolean isBelow = java.util.Arrays.compare(heard.share().toArray(), share.toArray()) < 0;
        return isBelow
                ? Step.become(
                        new Running(new Exchange.Prevailing(epoch), old),
                        new Effect.Ignored(LOWER_REQUEST_IS_IGNORED),
                        new Effect.AckSent(epoch))
                : Step.become(
                        new Running(new Exchange.Responding(epoch), old),
                        new Effect.Abandoned(LOWER_REQUEST_IS_IGNORED),
                        new Effect.ResponseSent());
    }

    private static Step<ExtendedKeyUpdate, Effect> lettingTiesWin(
            ExtendedKeyUpdate state, Input input) {
        return state instanceof Running(Exchange.Requesting(var epoch, var share), var old)
                        && input instanceof Input.RequestHeard heard
                        && heard.share().equals(share)
                ? Step.become(
                        new Running(new Exchange.Responding(epoch), old),
                        new Effect.Abandoned(LOWER_REQUEST_IS_IGNORED),
                        new Effect.ResponseSent())
                : state.on(input);
    }

    private static Step<ExtendedKeyUpdate, Effect> answeringWithoutTheFlag(
            ExtendedKeyUpdate state, Input input) {
        return state instanceof ExtendedKeyUpdate.NotAgreed
                ? ExtendedKeyUpdate.startAt(Epoch.FIRST_OF_TRAFFIC).on(input)
                : state.on(input);
    }
}
