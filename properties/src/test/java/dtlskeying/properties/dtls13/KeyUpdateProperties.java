package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.KeyUpdateChapter.CHAPTER;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.KEYS_CHANGE_WHEN_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.NOTHING_FOLLOWS_IN_THE_OLD_EPOCH;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.ONE_UPDATE_IS_OUTSTANDING;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.REQUEST_IS_ANSWERED;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.REQUEST_IS_ZERO_OR_ONE;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.UPDATES_FOLLOW_FINISHED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls13.KeyUpdate;
import dtlskeying.impl.dtls13.KeyUpdate.Running;
import dtlskeying.impl.dtls13.KeyUpdate.Writing.Outstanding;
import dtlskeying.impl.dtls13.KeyUpdate.Writing.Owing;
import dtlskeying.impl.dtls13.KeyUpdate.Writing.Steady;
import dtlskeying.model.dtls13.KeyUpdateModel;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input;

import net.jqwik.api.Example;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** RFC 9147 §8 held against its model, with bugs of known stacks. */
public class KeyUpdateProperties
        extends ChapterProperties<KeyUpdate, Input, Effect, KeyUpdateModel.Facts> {
    private static final Law<KeyUpdate, Input, Effect, KeyUpdateModel.Facts> PERMITTED =
            Law.permittedBy(CHAPTER);

    /** Nothing but an ACK moves the keys that this end sends under. */
    private static final Law<KeyUpdate, Input, Effect, KeyUpdateModel.Facts> ONLY_ACKS_MOVE_KEYS =
            Law.ofSteps(
                    "P52 the keys of what is sent change on an ACK and on nothing else",
                    entry ->
                            entry.effects().stream().anyMatch(Effect.WriteChanged.class::isInstance)
                                            && !(entry.input() instanceof Input.Acknowledged)
                                    ? Optional.of(entry.toString())
                                    : Optional.empty());

    /** One epoch is always there for what the peer sends until it has our ACK. */
    private static final Law<KeyUpdate, Input, Effect, KeyUpdateModel.Facts> OLD_KEYS_STAY =
            Law.ofSteps(
                    "P52 the old keys stay until the new ones are heard",
                    entry ->
                            entry.effects().stream().anyMatch(Effect.ReadDropped.class::isInstance)
                                            && entry.before()
                                                    instanceof
                                                    Running(_, KeyUpdate.Reading.Current _)
                                    ? Optional.of(entry.toString())
                                    : Optional.empty());

    public KeyUpdateProperties() {
        super(CHAPTER, 4);
    }

    @Example
    void P52_the_keys_of_what_is_sent_change_on_an_ack_and_on_nothing_else() {
        holds(ONLY_ACKS_MOVE_KEYS);
    }

    @Example
    void P52_the_old_keys_stay_until_the_new_ones_are_heard() {
        holds(OLD_KEYS_STAY);
    }

    @Override
    protected List<Mutant<KeyUpdate, Input, Effect, KeyUpdateModel.Facts>> mutants() {
        return List.of(
                mutant(
                        "at-once",
                        "the sender changes keys with its KeyUpdate, as TLS does",
                        Set.of(KEYS_CHANGE_WHEN_ACKNOWLEDGED),
                        ONLY_ACKS_MOVE_KEYS,
                        instead((state, input) ->
                                input instanceof Input.Update(var both)
                                                && state.writing() instanceof Steady(var it)
                                                && it.number() < 100
                                        ? Step.become(
                                                new Running(new Steady(it.next()), state.reading()),
                                                new Effect.Sent(both),
                                                new Effect.WriteChanged(it.next()))
                                        : null)),
                mutant(
                        "OpenSSL-32878",
                        "the peer's KeyUpdate is taken for the ACK of our own",
                        Set.of(KEYS_CHANGE_WHEN_ACKNOWLEDGED),
                        ONLY_ACKS_MOVE_KEYS,
                        instead((state, input) ->
                                input instanceof Input.Heard(_, Verdict.Sound())
                                                && state.writing() instanceof Outstanding(var it)
                                        ? Step.become(
                                                new Running(new Steady(it.next()), state.reading()),
                                                new Effect.WriteChanged(it.next()))
                                        : null)),
                mutant(
                        "OpenSSL-32891",
                        "old keys are dropped with the peer's KeyUpdate: a lost ACK is fatal",
                        Set.of(OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD),
                        OLD_KEYS_STAY,
                        Mutant.misdoing(effect ->
                                effect instanceof Effect.ReadAdded(var epoch)
                                        ? new Effect.ReadDropped(
                                                epoch, OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD)
                                        : effect)),
                mutant(
                        "two-outstanding",
                        "another KeyUpdate goes out while one waits for its ACK",
                        Set.of(ONE_UPDATE_IS_OUTSTANDING),
                        PERMITTED,
                        instead((state, input) ->
                                input instanceof Input.Update(var both)
                                                && state.writing() instanceof Outstanding
                                        ? Step.stay(state, new Effect.Sent(both))
                                        : null)),
                mutant(
                        "no-answer",
                        "a request to update is not answered",
                        Set.of(REQUEST_IS_ANSWERED),
                        PERMITTED,
                        Mutant.misreading(input ->
                                input instanceof Input.Heard(var asks, var verdict) && asks
                                        ? new Input.Heard(false, verdict)
                                        : input)),
                mutant(
                        "ping-pong",
                        "the answer to a request asks for another update",
                        Set.of(REQUEST_IS_ANSWERED),
                        PERMITTED,
                        Mutant.misdoing(effect ->
                                effect.equals(new Effect.Sent(false))
                                        ? new Effect.Sent(true)
                                        : effect)),
                mutant(
                        "forgotten-debt",
                        "a request that comes while our KeyUpdate is out is forgotten",
                        Set.of(REQUEST_IS_ANSWERED),
                        PERMITTED,
                        instead((state, input) ->
                                input instanceof Input.Acknowledged
                                                && state.writing() instanceof Owing(var it)
                                        ? Step.become(
                                                new Running(new Steady(it.next()), state.reading()),
                                                new Effect.WriteChanged(it.next()))
                                        : null)),
                mutant(
                        "old-epoch",
                        "messages go on being taken in an epoch that a KeyUpdate has ended",
                        Set.of(NOTHING_FOLLOWS_IN_THE_OLD_EPOCH),
                        PERMITTED,
                        instead((state, input) ->
                                input instanceof Input.HeardInOldEpoch ? Step.stay(state) : null)),
                mutant(
                        "any-request",
                        "every request_update but 0 is a request",
                        Set.of(REQUEST_IS_ZERO_OR_ONE, UPDATES_FOLLOW_FINISHED),
                        PERMITTED,
                        Mutant.misreading(input ->
                                input instanceof Input.Heard(_, Verdict.Unsound _)
                                        ? new Input.Heard(true, Verdict.SOUND)
                                        : input)),
                mutant(
                        "one-too-many",
                        "KeyUpdate is sent in the last epoch",
                        Set.of(EPOCHS_ARE_USED_UP),
                        PERMITTED,
                        instead((state, input) ->
                                input instanceof Input.Update(var both)
                                                && state.writing() instanceof Steady(var it)
                                                && it.number() > 100
                                        ? Step.become(
                                                new Running(new Outstanding(it), state.reading()),
                                                new Effect.Sent(both))
                                        : null)));
    }

    private static Mutant<KeyUpdate, Input, Effect, KeyUpdateModel.Facts> mutant(
            String id,
            String story,
            Set<Clause> breaks,
            Law<KeyUpdate, Input, Effect, KeyUpdateModel.Facts> killer,
            UnaryOperator<Machine<KeyUpdate, Input, Effect>> change) {
        return new Mutant<>(id, story, breaks, killer, change);
    }

    /** A bug while updates run; it gives null where the machine is healthy. */
    private static UnaryOperator<Machine<KeyUpdate, Input, Effect>> instead(
            BiFunction<Running, Input, Step<KeyUpdate, Effect>> bug) {
        return Mutant.instead((before, input) ->
                before instanceof Running running
                        ? Optional.ofNullable(bug.apply(running, input))
                        : Optional.empty());
    }
}
