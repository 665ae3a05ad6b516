package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.ExtendedKeyUpdateLaws.FINISH_MOVES_KEYS;
import static dtlskeying.properties.dtls13.ExtendedKeyUpdateLaws.NO_KEY_UPDATE;
import static dtlskeying.properties.dtls13.ExtendedKeyUpdateLaws.OLD_KEYS_STAY;
import static dtlskeying.properties.dtls13.ExtendedKeyUpdateLaws.PERMITTED;
import static dtlskeying.properties.dtls13.ExtendedKeyUpdateLaws.REQUESTS_ARE_MET;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.OLD_SECRETS_ARE_DELETED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.DEFERRED_REQUEST_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.EQUAL_SHARES_END_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.FINISH_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.FLAG_IS_NEEDED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.GROUP_IS_THE_HANDSHAKES;
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
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.RESPONSE_MAY_BE_DEFERRED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.SUBTYPES_HAVE_THEIR_TURN;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.UPDATES_FOLLOW_FINISHED;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.NOTHING_FOLLOWS_IN_THE_OLD_EPOCH;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Exchange;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Running;
import dtlskeying.model.dtls13.ExtendedKeyUpdateFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Bugs of one end's extended key updates, each with the law that notices it. */
final class ExtendedKeyUpdateMutants {
    static final List<Mutant<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts>> ALL =
            Stream.of(ofKeys(), ofRequests(), ofRefusals()).flatMap(List::stream).toList();

    private ExtendedKeyUpdateMutants() {}

    /** Of what changes the keys, and when. */
    private static List<Mutant<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts>> ofKeys() {
        return List.of(
                bug(
                        "X42-machine",
                        "the initiator sends under the new keys from the response on",
                        FINISH_MOVES_KEYS,
                        (state, input) ->
                                input instanceof Input.ResponseHeard
                                        ? plus(state.on(input), Effect.FinishSent.class, write(4))
                                        : null,
                        INITIATOR_SENDS_AT_THE_ACK,
                        MESSAGES_COME_UNDER_OLD_KEYS),
                bug(
                        "X42-late-machine",
                        "a late ACK of the request is taken for that of the finish",
                        FINISH_MOVES_KEYS,
                        (state, input) ->
                                input.equals(new Input.Acknowledged(Kind.REQUEST))
                                                && state.exchange() instanceof Exchange.Finishing
                                        ? state.on(new Input.Acknowledged(Kind.FINISH))
                                        : null,
                        LATE_ACK_MEANS_NOTHING),
                bug(
                        "X43-machine",
                        "the responder sends under the new keys from its response on, as in TLS",
                        FINISH_MOVES_KEYS,
                        (state, input) ->
                                plus(state.on(input), Effect.ResponseSent.class, write(4)),
                        RESPONDER_CHANGES_AT_THE_FINISH),
                bug(
                        "eku-machine-waiting",
                        "the initiator reads under the new keys from the ACK on",
                        PERMITTED,
                        (state, input) ->
                                input instanceof Input.ResponseHeard
                                        ? minus(state.on(input), Effect.ReadAdded.class)
                                        : null,
                        INITIATOR_READS_AT_THE_RESPONSE),
                bug(
                        "eku-machine-silent",
                        "the finish is not acknowledged",
                        PERMITTED,
                        (state, input) ->
                                input instanceof Input.FinishHeard
                                        ? minus(state.on(input), Effect.AckSent.class)
                                        : null,
                        FINISH_IS_ACKNOWLEDGED),
                bug(
                        "X35-now-machine",
                        "old keys go with the finish: it cannot be heard again",
                        OLD_KEYS_STAY,
                        (state, input) ->
                                plus(state.on(input), Effect.WriteChanged.class, dropped()),
                        OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD),
                bug(
                        "eku-machine-hoarding",
                        "old keys stay although the new ones are heard",
                        PERMITTED,
                        (state, input) ->
                                input instanceof Input.NewKeysHeard ? Step.stay(state) : null,
                        OLD_SECRETS_ARE_DELETED),
                bug(
                        "eku-machine-one-too-many",
                        "an exchange begins in the last epoch",
                        PERMITTED,
                        (state, input) ->
                                input instanceof Input.Update(var share)
                                                && state.on(input)
                                                        .effects()
                                                        .contains(
                                                                new Effect.Refused(
                                                                        EPOCHS_ARE_USED_UP))
                                        ? Step.stay(state, new Effect.RequestSent(share))
                                        : null,
                        EPOCHS_ARE_USED_UP));
    }

    /** Of whose request goes on, and when it is answered. */
    private static List<Mutant<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts>>
            ofRequests() {
        return List.of(
                bug(
                        "X41-machine",
                        "both requests that cross are answered",
                        PERMITTED,
                        (state, input) ->
                                state.on(input).effects().stream()
                                                        .anyMatch(
                                                                Effect.Prevailed.class::isInstance)
                                                && state.exchange() instanceof Exchange.Requesting
                                        ? Step.stay(state, new Effect.ResponseSent())
                                        : null,
                        LOWER_REQUEST_IS_IGNORED,
                        ONE_EXCHANGE_AT_A_TIME),
                bug(
                        "X41-signed-machine",
                        "shares are compared as signed bytes",
                        PERMITTED,
                        (state, input) ->
                                state.exchange() instanceof Exchange.Requesting
                                                && input
                                                        instanceof
                                                        Input.RequestHeard(
                                                                var epoch,
                                                                var share,
                                                                var ready,
                                                                var verdict)
                                                && !share.isEmpty()
                                                && share.at(0) > 0x7f
                                        ? state.on(
                                                new Input.RequestHeard(
                                                        epoch, Octets.hex("00"), ready, verdict))
                                        : null,
                        LOWER_REQUEST_IS_IGNORED),
                bug(
                        "eku-machine-tie",
                        "of two equal shares the peer's wins",
                        PERMITTED,
                        (state, input) ->
                                did(state.on(input), EQUAL_SHARES_END_THE_CONNECTION)
                                        ? Step.stay(state, new Effect.ResponseSent())
                                        : null,
                        EQUAL_SHARES_END_THE_CONNECTION),
                bug(
                        "eku-machine-two",
                        "another request goes out while one is under way",
                        PERMITTED,
                        (state, input) ->
                                input instanceof Input.Update(var share)
                                                && state.exchange() instanceof Exchange.Finishing
                                        ? Step.stay(state, new Effect.RequestSent(share))
                                        : null,
                        ONE_EXCHANGE_AT_A_TIME),
                bug(
                        "eku-machine-early",
                        "an early request is answered before the finish is acknowledged",
                        PERMITTED,
                        (state, input) ->
                                state.on(input).effects().stream()
                                                .anyMatch(Effect.Held.class::isInstance)
                                        ? Step.stay(state, new Effect.ResponseSent())
                                        : null,
                        ONE_EXCHANGE_AT_A_TIME),
                bug(
                        "eku-machine-mute",
                        "a request that is answered later is not acknowledged",
                        REQUESTS_ARE_MET,
                        (state, input) ->
                                input instanceof Input.RequestHeard
                                        ? minus(state.on(input), Effect.AckSent.class)
                                        : null,
                        DEFERRED_REQUEST_IS_ACKNOWLEDGED),
                bug(
                        "eku-machine-forgetful",
                        "a request that was put off is never answered",
                        PERMITTED,
                        (state, input) -> input instanceof Input.Ready ? Step.stay(state) : null,
                        RESPONSE_MAY_BE_DEFERRED));
    }

    /** Of what ends the connection. */
    private static List<Mutant<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts>>
            ofRefusals() {
        return List.of(
                bug(
                        "X34-machine",
                        "a KeyUpdate is taken although its replacement is agreed on",
                        NO_KEY_UPDATE,
                        (state, input) ->
                                input instanceof Input.KeyUpdateHeard ? Step.stay(state) : null,
                        KEY_UPDATE_ENDS_THE_CONNECTION),
                bug(
                        "X34-own-machine",
                        "a KeyUpdate is sent although its replacement is agreed on",
                        NO_KEY_UPDATE,
                        (state, input) ->
                                input instanceof Input.PlainUpdate ? Step.stay(state) : null,
                        KEY_UPDATE_IS_REPLACED),
                bug(
                        "eku-machine-any-kind",
                        "a subtype that nobody knows is passed over",
                        PERMITTED,
                        (state, input) ->
                                input instanceof Input.UnknownHeard ? Step.stay(state) : null,
                        SUBTYPES_HAVE_THEIR_TURN),
                bug(
                        "eku-machine-any-group",
                        "a share of another group is taken",
                        PERMITTED,
                        sound(GROUP_IS_THE_HANDSHAKES),
                        GROUP_IS_THE_HANDSHAKES),
                bug(
                        "eku-machine-any-time",
                        "an update before its sender's Finished is taken",
                        PERMITTED,
                        sound(UPDATES_FOLLOW_FINISHED),
                        UPDATES_FOLLOW_FINISHED),
                bug(
                        "eku-machine-old-epoch",
                        "messages go on being taken in an epoch that a finish has ended",
                        PERMITTED,
                        (state, input) ->
                                did(state.on(input), NOTHING_FOLLOWS_IN_THE_OLD_EPOCH)
                                        ? Step.stay(state)
                                        : null,
                        NOTHING_FOLLOWS_IN_THE_OLD_EPOCH,
                        MESSAGES_COME_UNDER_OLD_KEYS),
                new Mutant<>(
                        "eku-machine-unasked",
                        "a request is answered without the flag",
                        Set.of(FLAG_IS_NEEDED),
                        PERMITTED,
                        Mutant.instead((state, input) ->
                                state instanceof ExtendedKeyUpdate.NotAgreed
                                                && input instanceof Input.RequestHeard
                                        ? Optional.of(Step.stay(state, new Effect.ResponseSent()))
                                        : Optional.empty())));
    }

    /** A bug while updates run; it gives null where the machine is healthy. */
    private static Mutant<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts> bug(
            String id,
            String story,
            Law<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts> killer,
            BiFunction<Running, Input, Step<ExtendedKeyUpdate, Effect>> change,
            Clause... breaks) {
        return new Mutant<>(
                id,
                story,
                Set.of(breaks),
                killer,
                Mutant.instead((state, input) ->
                        state instanceof Running running
                                ? Optional.ofNullable(change.apply(running, input))
                                : Optional.empty()));
    }

    private static BiFunction<Running, Input, Step<ExtendedKeyUpdate, Effect>> sound(Clause fault) {
        return (state, input) ->
                input instanceof Input.RequestHeard(var epoch, var share, var ready, var verdict)
                                && verdict instanceof Verdict.Unsound(_, var why)
                                && why.equals(fault)
                        ? state.on(new Input.RequestHeard(epoch, share, ready, Verdict.SOUND))
                        : null;
    }

    /** The same step with one effect more, if it has one of that kind. */
    private static Step<ExtendedKeyUpdate, Effect> plus(
            Step<ExtendedKeyUpdate, Effect> step, Class<? extends Effect> beside, Effect more) {
        if (step.effects().stream().noneMatch(beside::isInstance)) return step;
        var effects = new ArrayList<>(step.effects());
        effects.add(more);
        return new Step<>(step.state(), effects);
    }

    /** The same step without the effects of that kind. */
    private static Step<ExtendedKeyUpdate, Effect> minus(
            Step<ExtendedKeyUpdate, Effect> step, Class<? extends Effect> left) {
        return new Step<>(
                step.state(),
                step.effects().stream().filter(effect -> !left.isInstance(effect)).toList());
    }

    private static boolean did(Step<ExtendedKeyUpdate, Effect> step, Clause clause) {
        return step.effects().stream().anyMatch(effect -> clause.equals(effect.clause()));
    }

    private static Effect write(long epoch) {
        return new Effect.WriteChanged(new Epoch(epoch));
    }

    private static Effect dropped() {
        return new Effect.ReadDropped(
                Epoch.FIRST_OF_TRAFFIC, OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD);
    }
}
