package dtlskeying.model.chunk;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.chunk.KeyInstallModel.Facts;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Outcomes;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Both ends from the client's last flight on, over SCTP that loses packets. What was not
 * acknowledged is sent again, protected if a send key is set by then.
 *
 * @param ends what an end is permitted to do
 * @param numbers numbers the states
 */
public record KeyInstallPair(
        Relation<Facts, Input, Effect> ends, Interning<KeyInstallPair.State> numbers)
        implements Explorable<KeyInstallPair.State, Happening> {
    private static final int FIRST = 3;

    /** The pair with a table of states of its own. */
    public static KeyInstallPair of(Relation<Facts, Input, Effect> ends) {
        return new KeyInstallPair(ends, new Interning<>());
    }

    /** What travels. */
    public enum Message {
        FLIGHT(Role.CLIENT),
        SACK_OF_FLIGHT(Role.SERVER),
        ACK(Role.SERVER),
        SACK_OF_ACK(Role.CLIENT);

        private final Role sender;

        Message(Role sender) {
            this.sender = sender;
        }

        private Role receiver() {
            return sender == Role.CLIENT ? Role.SERVER : Role.CLIENT;
        }
    }

    /**
     * Both ends, and what is between them.
     *
     * @param client the client
     * @param server the server
     * @param flying the packets on their way, and whether each is protected
     * @param open what SCTP has not seen acknowledged
     * @param heard what has arrived before
     * @param early whether a packet came before the key that opens it
     */
    public record State(
            Facts client,
            Facts server,
            Map<Message, Boolean> flying,
            Set<Message> open,
            Set<Message> heard,
            boolean early) {
        public State {
            flying = Map.copyOf(flying);
            open = Set.copyOf(open);
            heard = Set.copyOf(heard);
        }

        private Facts of(Role role) {
            return role == Role.CLIENT ? client : server;
        }

        private boolean protects(Role role) {
            return of(role).keys().send() >= FIRST;
        }

        private State with(Role role, Facts facts) {
            return role == Role.CLIENT
                    ? new State(facts, server, flying, open, heard, early)
                    : new State(client, facts, flying, open, heard, early);
        }

        private State sending(Message message, boolean isProtected) {
            var all = new EnumMap<Message, Boolean>(Message.class);
            all.putAll(flying);
            all.put(message, isProtected);
            return new State(client, server, all, open, heard, early);
        }

        private State losing(Message message) {
            var left = new EnumMap<Message, Boolean>(Message.class);
            left.putAll(flying);
            left.remove(message);
            return new State(client, server, left, open, heard, early);
        }

        private State opening(Message message) {
            return new State(client, server, flying, more(open, message), heard, early);
        }

        private State closing(Message message) {
            var left = EnumSet.noneOf(Message.class);
            left.addAll(open);
            left.remove(message);
            return new State(client, server, flying, left, heard, early);
        }

        private State hearing(Message message) {
            return new State(client, server, flying, open, more(heard, message), early);
        }

        private State tooEarly() {
            return new State(client, server, flying, open, heard, true);
        }

        private static Set<Message> more(Set<Message> some, Message one) {
            var all = EnumSet.of(one);
            all.addAll(some);
            return all;
        }
    }

    @Override
    public List<State> initialStates() {
        var start =
                new State(up(Role.CLIENT), up(Role.SERVER), Map.of(), Set.of(), Set.of(), false);
        return learns(start, Role.CLIENT, new Input.PeerFinished());
    }

    private static Facts up(Role role) {
        return new Facts(Optional.of(role), InstalledKeys.NONE, false, 0);
    }

    @Override
    public void expand(State state, Sink<State, Happening> sink) {
        for (Message message : Message.values()) {
            Boolean isProtected = state.flying().get(message);
            if (isProtected == null) {
                if (state.open().contains(message))
                    sink.to(
                            Happening.at(message.sender, message + " again"),
                            state.sending(message, state.protects(message.sender)));
                continue;
            }
            sink.to(Happening.lost(message.sender, message + " is lost"), state.losing(message));
            for (State next : arrives(state.losing(message), message, isProtected))
                sink.to(Happening.arrives(message.receiver(), message + " arrives"), next);
        }
    }

    private List<State> arrives(State state, Message message, boolean isProtected) {
        Facts receiver = state.of(message.receiver());
        if (!isProtected)
            return receiver.enforced() ? List.of(state) : taken(state, message, false);
        if (receiver.keys().receive() < FIRST) return List.of(state.tooEarly());
        var after = new ArrayList<State>();
        for (State next : learns(state, message.receiver(), new Input.ProtectedArrived()))
            after.addAll(taken(next, message, true));
        return after;
    }

    private List<State> taken(State state, Message message, boolean isProtected) {
        return switch (message) {
            case FLIGHT -> acknowledged(state, message, new Input.PeerFinished());
            case ACK -> acknowledged(state, message, new Input.AckArrived(isProtected));
            case SACK_OF_FLIGHT -> List.of(state.closing(Message.FLIGHT));
            case SACK_OF_ACK ->
                    learns(state.closing(Message.ACK), Role.SERVER, new Input.SenderDry());
        };
    }

    private List<State> acknowledged(State state, Message message, Input news) {
        Role receiver = message.receiver();
        Message sack = message == Message.FLIGHT ? Message.SACK_OF_FLIGHT : Message.SACK_OF_ACK;
        List<State> after =
                state.heard().contains(message)
                        ? List.of(state)
                        : learns(state.hearing(message), receiver, news);
        return after.stream().map(next -> next.sending(sack, next.protects(receiver))).toList();
    }

    private List<State> learns(State state, Role role, Input input) {
        var after = new ArrayList<State>();
        for (Outcome<Facts, Effect> outcome :
                Outcomes.inOrder(ends.permitted(state.of(role), input))) {
            State next = done(state, role, outcome);
            if (!after.contains(next)) after.add(next);
        }
        return after;
    }

    private static State done(State state, Role role, Outcome<Facts, Effect> outcome) {
        boolean protects = state.protects(role);
        State next = state.with(role, outcome.after());
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.SendKeySet) protects = true;
            if (effect instanceof Effect.FlightSent)
                next = next.opening(Message.FLIGHT).sending(Message.FLIGHT, protects);
            if (effect instanceof Effect.AckSent)
                next = next.opening(Message.ACK).sending(Message.ACK, protects);
        }
        return next;
    }

    @Override
    public long key(State state) {
        return numbers.applyAsLong(state);
    }

    @Override
    public List<Invariant<State>> invariants() {
        return List.of(Invariant.always("no packet comes before its key", state -> !state.early()));
    }

    @Override
    public List<Goal<State>> goals() {
        return List.of(
                new Goal<>(
                        "both ends enforce",
                        state -> state.client().enforced() && state.server().enforced()));
    }
}
