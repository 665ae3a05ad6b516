package dtlskeying.model.dtls13;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.dtls13.KeyUpdateModel.Facts;
import dtlskeying.model.dtls13.KeyUpdateState.End;
import dtlskeying.model.dtls13.KeyUpdateState.Kind;
import dtlskeying.model.dtls13.KeyUpdateState.Packet;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Outcomes;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Two ends that change their keys after the handshake (RFC 9147 §8), when they like and at the same
 * time, over a network that loses, repeats, delays and reorders without limit. Both follow every
 * recommendation.
 *
 * @param ends what an end may do
 * @param receipts what an end acknowledges, and what it takes for an ACK
 * @param clients how many updates the client's user wants
 * @param servers how many the server's user wants
 * @param numbers numbers the states
 */
public record KeyUpdatePair(
        Relation<Facts, Input, Effect> ends,
        Receipts receipts,
        int clients,
        int servers,
        Interning<KeyUpdateState> numbers)
        implements Explorable<KeyUpdateState, Happening> {

    /** RFC 9147 §7 as it concerns a message that no other one answers. */
    public interface Receipts {
        /** What the text wants. */
        Receipts HONEST = new Receipts() {};

        /** A KeyUpdate that was heard before is acknowledged again: the ACK may be lost. */
        default boolean repeated() {
            return true;
        }

        /** Whether that record covers a KeyUpdate: an ACK alone does, and only of the right one. */
        default boolean covers(Packet packet, int turn) {
            return packet.kind() == Kind.ACK && packet.turn() == turn;
        }
    }

    @Override
    public List<KeyUpdateState> initialStates() {
        return List.of(KeyUpdateState.start(clients, servers));
    }

    @Override
    public void expand(KeyUpdateState state, Sink<KeyUpdateState, Happening> sink) {
        for (Role role : Role.values()) unasked(state, state.end(role), sink);
        for (Packet packet : state.inOrder()) {
            End reader = state.end(packet.sender().peer());
            if (reader.reads(packet.epoch())) read(state, reader, packet, sink);
            sink.to(Happening.lost(packet.sender(), packet + " is lost"), state.losing(packet));
        }
    }

    private void unasked(KeyUpdateState state, End end, Sink<KeyUpdateState, Happening> sink) {
        String who = end.role().text();
        if (end.facts().over()) return;
        if (end.wishes() > 0)
            for (boolean both : new boolean[] {false, true})
                for (var outcome : answers(end, new Input.Update(both)))
                    sink.to(
                            Happening.at(
                                    end.role(),
                                    who + " wants new keys" + (both ? " for both" : "")),
                            after(state, end.wishing(), outcome));
        if (end.facts().waits() && !state.wire().contains(end.update()))
            sink.to(
                    Happening.at(end.role(), who + " sends its KeyUpdate again"),
                    state.sending(end.update()));
        if (!state.wire().contains(end.data()))
            sink.to(
                    Happening.at(end.role(), who + " sends data"),
                    state.sending(end.data()).tidy());
    }

    private void read(
            KeyUpdateState state, End reader, Packet packet, Sink<KeyUpdateState, Happening> sink) {
        boolean isNew =
                packet.epoch() == reader.facts().newest()
                        && reader.facts().oldest() < reader.facts().newest();
        List<End> readers =
                isNew
                        ? answers(reader, new Input.NewKeysHeard()).stream()
                                .map(outcome -> reader.with(outcome.after()))
                                .toList()
                        : List.of(reader);
        for (End each : readers) taken(state.with(each), each, packet, sink);
    }

    private void taken(
            KeyUpdateState state, End reader, Packet packet, Sink<KeyUpdateState, Happening> sink) {
        String event = reader.role().text() + " reads " + packet;
        if (reader.facts().waits() && receipts.covers(packet, reader.sent() - 1))
            for (var outcome : answers(reader, new Input.Acknowledged()))
                sink.to(
                        Happening.arrives(reader.role(), event + " as an ACK"),
                        after(state, reader, outcome));
        if (packet.isUpdate()) heard(state, reader, packet, event, sink);
        else sink.to(Happening.arrives(reader.role(), event), state.tidy());
    }

    private void heard(
            KeyUpdateState state,
            End reader,
            Packet packet,
            String event,
            Sink<KeyUpdateState, Happening> sink) {
        if (packet.turn() > reader.heard()) return;
        if (packet.turn() < reader.heard()) {
            if (receipts.repeated())
                sink.to(
                        Happening.arrives(reader.role(), event + " again"),
                        state.sending(reader.ack(packet.turn())).tidy());
            return;
        }
        boolean asks = packet.kind() == Kind.ASKING_UPDATE;
        Input input =
                packet.epoch() < reader.facts().newest()
                        ? new Input.HeardInOldEpoch()
                        : new Input.Heard(asks, Verdict.SOUND);
        for (var outcome : answers(reader, input)) {
            KeyUpdateState next = after(state, reader.hearing(), outcome);
            sink.to(
                    Happening.arrives(reader.role(), event),
                    next.sending(reader.ack(packet.turn())).tidy());
        }
    }

    private static KeyUpdateState after(
            KeyUpdateState state, End end, Outcome<Facts, Effect> outcome) {
        End later = end.with(outcome.after());
        KeyUpdateState next = state;
        for (Effect effect : outcome.effects())
            if (effect instanceof Effect.Sent(boolean requests)) {
                later = later.sending(requests);
                next = next.sending(later.update());
            }
        return next.with(later).tidy();
    }

    private List<Outcome<Facts, Effect>> answers(End end, Input input) {
        return Outcomes.inOrder(ends.permitted(end.facts(), input)).stream()
                .filter(outcome -> outcome.departs().isEmpty())
                .toList();
    }

    @Override
    public long key(KeyUpdateState state) {
        return numbers.applyAsLong(state);
    }

    private static boolean both(KeyUpdateState state, BiPredicate<End, End> holds) {
        return holds.test(state.client(), state.server())
                && holds.test(state.server(), state.client());
    }

    @Override
    public List<Invariant<KeyUpdateState>> invariants() {
        return List.of(
                Invariant.always(
                        "what an end sends now, its peer has the keys for",
                        state -> both(state, (end, peer) -> peer.reads(end.facts().write()))),
                Invariant.always(
                        "who reads is at most one epoch ahead of who writes",
                        state ->
                                both(
                                        state,
                                        (end, peer) ->
                                                peer.facts().newest() - end.facts().write() <= 1)),
                new Invariant<>(
                        "no honest end breaks the connection",
                        state -> state.client().sent() + state.server().sent() > 0,
                        state -> !state.client().facts().over() && !state.server().facts().over()));
    }

    /** An end that asked for keys has been answered when all epochs agree and nothing is owed. */
    @Override
    public List<Goal<KeyUpdateState>> goals() {
        return List.of(
                new Goal<>(
                        "all wishes are granted, every KeyUpdate is acknowledged, the epochs agree",
                        state ->
                                both(state, KeyUpdatePair::agree)
                                        && Stream.of(state.client(), state.server())
                                                .allMatch(end -> end.wishes() == 0)));
    }

    private static boolean agree(End end, End peer) {
        return !end.facts().waits()
                && !end.facts().owes()
                && end.facts().write() == peer.facts().newest();
    }
}
