package dtlskeying.model.srtp;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Outcomes;
import dtlskeying.model.srtp.KeySetsModel.Facts;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.KeySetsSpec.Effect;
import dtlskeying.spec.srtp.KeySetsSpec.Input;
import dtlskeying.spec.srtp.Mki;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Re-handshakes, the receiver's key sets, and media in flight (§5.2): packets that take a while, in
 * any order, and keys that change meanwhile. The receiver follows every recommendation.
 *
 * @param receiver what it may do
 * @param delay a packet arrives before it is so many seconds old
 * @param pause a re-handshake is complete at least so many seconds after the last
 * @param handshakes how many handshakes there are
 * @param packets how many packets are sent
 * @param numbers numbers the states
 */
public record MediaOverRekeys(
        Relation<Facts, Input, Effect> receiver,
        int delay,
        int pause,
        int handshakes,
        int packets,
        Interning<MediaOverRekeys.State> numbers)
        implements Explorable<MediaOverRekeys.State, Happening> {

    /** A packet on its way: under which keys, its index, and how many seconds it is old. */
    public record Packet(int handshake, long index, int age) {}

    /**
     * Both ends and the packets between them.
     *
     * @param facts what the receiver knows
     * @param since how many seconds ago the last handshake was complete, at most the pause
     * @param sent how many packets were sent
     * @param wire those that are on their way
     * @param lost those that arrived and were not opened
     */
    public record State(Facts facts, int since, int sent, Set<Packet> wire, Set<Packet> lost) {}

    @Override
    public List<State> initialStates() {
        return List.of(new State(Facts.START, pause, 0, Set.of(), Set.of()));
    }

    @Override
    public void expand(State state, Sink<State, Happening> sink) {
        int last = state.facts().last();
        if (last < handshakes && state.since() >= pause)
            for (var outcome : answers(state, new Input.Completed(last + 1, Mki.NONE)))
                sink.to(
                        Happening.between("handshake " + (last + 1)),
                        with(state, outcome, 0, state.wire()));
        if (last > 0 && state.sent() < packets) send(state, sink);
        if (state.wire().stream().allMatch(packet -> packet.age() + 1 < delay)) wait(state, sink);
        for (Packet packet : state.wire()) arrive(state, packet, sink);
    }

    private static void send(State state, Sink<State, Happening> sink) {
        Packet packet = new Packet(state.facts().last(), state.sent(), 0);
        Set<Packet> wire = Either.of(state.wire(), Set.of(packet));
        sink.to(
                Happening.at(Role.CLIENT, "packet " + packet.index() + " leaves"),
                new State(state.facts(), state.since(), state.sent() + 1, wire, state.lost()));
    }

    private void wait(State state, Sink<State, Happening> sink) {
        var older = new HashSet<Packet>();
        for (Packet packet : state.wire())
            older.add(new Packet(packet.handshake(), packet.index(), packet.age() + 1));
        for (var outcome : answers(state, new Input.Passed(1)))
            sink.to(
                    Happening.between("a second"),
                    with(state, outcome, Math.min(state.since() + 1, pause), older));
    }

    private void arrive(State state, Packet packet, Sink<State, Happening> sink) {
        var rest = new HashSet<>(state.wire());
        rest.remove(packet);
        var input = new Input.Arrived(Mki.NONE, packet.index(), List.of(packet.handshake()));
        for (var outcome : answers(state, input)) {
            boolean isOpened = outcome.effects().getLast() instanceof Effect.OpenedUnder;
            Set<Packet> lost = isOpened ? state.lost() : Either.of(state.lost(), Set.of(packet));
            sink.to(
                    Happening.arrives(Role.SERVER, "packet " + packet.index() + " arrives"),
                    new State(outcome.after(), state.since(), state.sent(), rest, lost));
        }
    }

    private static State with(
            State state, Outcome<Facts, Effect> outcome, int since, Set<Packet> wire) {
        return new State(outcome.after(), since, state.sent(), wire, state.lost());
    }

    private List<Outcome<Facts, Effect>> answers(State state, Input input) {
        return Outcomes.inOrder(receiver.permitted(state.facts(), input)).stream()
                .filter(outcome -> outcome.departs().isEmpty())
                .toList();
    }

    @Override
    public List<String> rails() {
        return List.of("sender", "receiver");
    }

    @Override
    public long key(State state) {
        return numbers.applyAsLong(state);
    }

    /** The point of keeping two sets. */
    @Override
    public List<Invariant<State>> invariants() {
        return List.of(
                new Invariant<>(
                        "no packet is lost to a re-key",
                        state -> state.facts().last() > 1 && state.sent() > 0,
                        state -> state.lost().isEmpty()));
    }
}
