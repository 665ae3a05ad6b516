package dtlskeying.model.chunk;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.chunk.KeyUpdateModel.Facts;
import dtlskeying.model.chunk.KeyUpdateState.End;
import dtlskeying.model.chunk.KeyUpdateState.Kind;
import dtlskeying.model.chunk.KeyUpdateState.Message;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Outcomes;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.List;

/**
 * Updates at both ends, either of which may ask at any time, over SCTP: messages arrive once and in
 * order, packets get lost and are sealed anew when they are sent again. A packet of data may be on
 * its way in either direction, for as long as it likes.
 *
 * <p>Of two requests that cross, one end's goes on; which one's is for the shares to say.
 *
 * @param ends what an end is permitted to do
 * @param keys what becomes of its receive keys
 * @param winner whose request goes on when two cross
 * @param last the last epoch, 4 or more
 * @param numbers numbers the states
 */
public record KeyUpdatePair(
        Relation<Facts, Input, Effect> ends,
        Relation<EpochPruningModel.Facts, EpochPruningSpec.Input, EpochPruningSpec.Effect> keys,
        Role winner,
        long last,
        Interning<KeyUpdateState> numbers)
        implements Explorable<KeyUpdateState, Happening> {
    /** The pair with a table of states of its own. */
    public static KeyUpdatePair of(
            Relation<Facts, Input, Effect> ends,
            Relation<EpochPruningModel.Facts, EpochPruningSpec.Input, EpochPruningSpec.Effect> keys,
            Role winner,
            long last) {
        return new KeyUpdatePair(ends, keys, winner, last, new Interning<>());
    }

    @Override
    public List<KeyUpdateState> initialStates() {
        return List.of(KeyUpdateState.start());
    }

    @Override
    public void expand(KeyUpdateState state, Sink<KeyUpdateState, Happening> sink) {
        for (Role role : Role.values()) {
            End end = state.end(role);
            if (end.facts().receive() < last && isResting(end))
                for (var next : told(state, role, new Input.Wanted()))
                    sink.to(Happening.at(role, role.text() + " wants fresh keys"), next);
            travel(state, role, sink);
        }
    }

    private static boolean isResting(End end) {
        return !end.facts().asked() && end.facts().receive() == end.facts().send();
    }

    /** What may become of the packets of one end. */
    private void travel(KeyUpdateState state, Role role, Sink<KeyUpdateState, Happening> sink) {
        End end = state.end(role);
        if (end.copy() == 0 && !end.queue().isEmpty())
            sink.to(
                    Happening.at(role, role.text() + " sends " + end.queue().getFirst()),
                    state.with(end.sending()));
        if (end.copy() != 0) {
            sink.to(
                    Happening.lost(role, role.text() + " loses " + end.queue().getFirst()),
                    state.with(end.losing()));
            for (var next : arrives(state, role))
                sink.to(
                        Happening.arrives(
                                role.peer(),
                                end.queue().getFirst() + " of " + role.text() + " arrives"),
                        next);
        }
        if (end.data() == 0)
            sink.to(Happening.at(role, role.text() + " sends data"), state.with(end.sendingData()));
        else {
            sink.to(
                    Happening.lost(role, role.text() + " loses data"),
                    state.with(end.losingData()));
            KeyUpdateState after = state.with(end.losingData());
            sink.to(
                    Happening.arrives(role.peer(), "data of " + role.text() + " arrives"),
                    opens(state, role, end.data())
                            ? after
                            : after.flawed(why(state, role, end.data())));
        }
    }

    private List<KeyUpdateState> arrives(KeyUpdateState state, Role role) {
        End end = state.end(role);
        if (!opens(state, role, end.copy()))
            return List.of(state.with(end.losing()).flawed(why(state, role, end.copy())));
        return read(state.with(end.delivered()), role.peer(), end.queue().getFirst());
    }

    /** Whether the other end has the key. */
    private boolean opens(KeyUpdateState state, Role sender, long epoch) {
        var chunk = new EpochPruningSpec.Input.Arrived(KeyUse.PRIMARY, (int) (epoch & 3));
        var meant = new EpochPruningSpec.Effect.Meant(KeyUse.PRIMARY, new Epoch(epoch));
        return keys.permitted(state.end(sender.peer()).keys(), chunk).stream()
                .anyMatch(outcome -> outcome.effects().contains(meant));
    }

    private static String why(KeyUpdateState state, Role sender, long epoch) {
        return epoch > state.end(sender.peer()).facts().receive() ? "early" : "lost";
    }

    private List<KeyUpdateState> read(KeyUpdateState state, Role role, Message message) {
        var epoch = new Epoch(message.generation());
        return switch (message.kind()) {
            case REQUEST -> List.of(requested(state, role, message));
            case RESPONSE -> told(state, role, new Input.ResponseArrived(epoch));
            case FINISH -> told(state, role, new Input.FinishArrived(epoch));
            case ACK -> told(state, role, new Input.AckArrived(epoch));
        };
    }

    private KeyUpdateState requested(KeyUpdateState state, Role role, Message message) {
        End end = state.end(role);
        if (end.hasRequest() && role == winner) return state;
        return state.with(end.answering().saying(Kind.RESPONSE, message.generation()));
    }

    /** All that may come of what an end is told, its messages in its queue. */
    private List<KeyUpdateState> told(KeyUpdateState state, Role role, Input input) {
        var after = new ArrayList<KeyUpdateState>();
        for (Outcome<Facts, Effect> outcome :
                Outcomes.inOrder(ends.permitted(state.end(role).facts(), input))) {
            End end = state.end(role);
            for (Effect effect : outcome.effects()) end = done(end, effect);
            KeyUpdateState next = state.with(end.with(outcome.after())).tidy();
            if (!after.contains(next)) after.add(next);
        }
        return after;
    }

    private End done(End end, Effect effect) {
        long now = end.keys().primary().last();
        return switch (effect) {
            case Effect.Asked() -> end.isAnswering() ? end : end.requesting(now + 1);
            case Effect.ReceiveKeySet(var epoch) -> installing(end, epoch);
            case Effect.FinishSent() -> end.saying(Kind.FINISH, now).resting();
            case Effect.AckSent() -> end.saying(Kind.ACK, now).resting();
            case Effect.SendKeySet _,
                    Effect.Derived _,
                    Effect.Aborted _,
                    Effect.Discarded _,
                    Effect.Refused _ ->
                    end;
        };
    }

    private End installing(End end, Epoch epoch) {
        var asked = new EpochPruningSpec.Input.Install(KeyUse.PRIMARY, epoch);
        return Outcomes.inOrder(keys.permitted(end.keys(), asked)).stream()
                .filter(outcome -> outcome.departs().isEmpty())
                .findFirst()
                .map(outcome -> end.holding(outcome.after()))
                .orElse(end);
    }

    @Override
    public long key(KeyUpdateState state) {
        return numbers.applyAsLong(state);
    }

    @Override
    public List<Invariant<KeyUpdateState>> invariants() {
        return List.of(
                Invariant.always(
                        "no packet comes before its key", state -> !state.flaw().equals("early")),
                Invariant.always(
                        "no packet outlives its key by less than two updates",
                        state -> !state.flaw().equals("lost")),
                Invariant.always(
                        "both ends are in one epoch, or in two that follow each other",
                        state ->
                                Math.abs(
                                                state.client().facts().receive()
                                                        - state.server().facts().receive())
                                        <= 1),
                Invariant.always(
                        "nobody sends under keys that the peer has not",
                        state ->
                                state.client().facts().send() <= state.server().facts().receive()
                                        && state.server().facts().send()
                                                <= state.client().facts().receive()),
                new Invariant<>(
                        "the last two keys are there, and two bits tell them",
                        state -> state.client().facts().receive() > 3,
                        state -> hasLastTwo(state.client()) && hasLastTwo(state.server())));
    }

    private static boolean hasLastTwo(End end) {
        long newest = end.facts().receive();
        return end.keys().primary().alive().stream().allMatch(one -> newest - one <= 1)
                && end.keys().primary().alive().contains(newest);
    }

    @Override
    public List<Goal<KeyUpdateState>> goals() {
        return List.of(
                new Goal<>(
                        "both ends come to the last epoch",
                        state ->
                                state.client().facts().send() == last
                                        && state.server().facts().send() == last),
                new Goal<>(
                        "both ends come to rest in one epoch",
                        state ->
                                isResting(state.client())
                                        && isResting(state.server())
                                        && state.client().facts().send()
                                                == state.server().facts().send()));
    }
}
