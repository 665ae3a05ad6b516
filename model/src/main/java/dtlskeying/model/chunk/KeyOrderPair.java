package dtlskeying.model.chunk;

import dtlskeying.model.chunk.KeyOrder.Deed;
import dtlskeying.model.chunk.KeyOrder.Moment;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Twinned;
import dtlskeying.spec.Role;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole handshake of two ends that set their first keys in some order, over SCTP that loses
 * packets. What was not acknowledged is sent again, protected if a send key is set by then.
 *
 * @param order who sets what when
 * @param numbers numbers the states
 */
public record KeyOrderPair(KeyOrder order, Interning<KeyOrderPair.State> numbers)
        implements Twinned<KeyOrderPair.State, Happening> {
    /** Both ends under that order, with a table of states of their own. */
    public static KeyOrderPair of(KeyOrder order) {
        return new KeyOrderPair(order, new Interning<>());
    }

    /** What travels: the messages of the handshake, each with SCTP's acknowledgement of it. */
    public enum Message {
        HELLO(Role.CLIENT),
        SACK_OF_HELLO(Role.SERVER),
        SERVER_FLIGHT(Role.SERVER),
        SACK_OF_SERVER_FLIGHT(Role.CLIENT),
        FLIGHT(Role.CLIENT),
        SACK_OF_FLIGHT(Role.SERVER),
        ACK(Role.SERVER),
        SACK_OF_ACK(Role.CLIENT);

        private final Role sender;

        Message(Role sender) {
            this.sender = sender;
        }

        private boolean isSack() {
            return ordinal() % 2 == 1;
        }

        private Message sack() {
            return values()[ordinal() + 1];
        }

        private Message data() {
            return values()[ordinal() - 1];
        }
    }

    /**
     * Both ends, and what is between them.
     *
     * @param client what the client has done
     * @param server what the server has done
     * @param flying the packets on their way, and whether each is protected
     * @param open what SCTP has not seen acknowledged
     * @param heard what has arrived before
     * @param early whether a packet came before the key that opens it
     */
    public record State(
            Set<Deed> client,
            Set<Deed> server,
            Map<Message, Boolean> flying,
            Set<Message> open,
            Set<Message> heard,
            boolean early) {
        public State {
            client = Set.copyOf(client);
            server = Set.copyOf(server);
            flying = Map.copyOf(flying);
            open = Set.copyOf(open);
            heard = Set.copyOf(heard);
        }

        boolean has(Role role, Deed deed) {
            return (role == Role.CLIENT ? client : server).contains(deed);
        }

        private State doing(Role role, List<Deed> deeds) {
            return role == Role.CLIENT
                    ? new State(more(client, deeds), server, flying, open, heard, early)
                    : new State(client, more(server, deeds), flying, open, heard, early);
        }

        private State sending(Message message) {
            var all = new EnumMap<Message, Boolean>(Message.class);
            all.putAll(flying);
            all.put(message, has(message.sender, Deed.SEND));
            Set<Message> left = message.isSack() ? open : more(open, List.of(message));
            return new State(client, server, all, left, heard, early);
        }

        private State losing(Message message) {
            var left = new EnumMap<Message, Boolean>(Message.class);
            left.putAll(flying);
            left.remove(message);
            return new State(client, server, left, open, heard, early);
        }

        private State closing(Message message) {
            return new State(client, server, flying, less(open, message), heard, early);
        }

        private State hearing(Message message) {
            return new State(client, server, flying, open, more(heard, List.of(message)), early);
        }

        private State tooEarly() {
            return new State(client, server, flying, open, heard, true);
        }

        private static <T> Set<T> more(Set<T> some, List<T> others) {
            var all = new HashSet<>(some);
            all.addAll(others);
            return all;
        }

        private static Set<Message> less(Set<Message> some, Message one) {
            var left = EnumSet.noneOf(Message.class);
            left.addAll(some);
            left.remove(one);
            return left;
        }
    }

    @Override
    public List<State> initialStates() {
        var before = new State(Set.of(), Set.of(), Map.of(), Set.of(), Set.of(), false);
        return List.of(at(before, Moment.HANDSHAKE_BEGINS).sending(Message.HELLO));
    }

    @Override
    public void expand(State state, Sink<State, Happening> sink) {
        for (Message message : Message.values()) {
            Boolean isProtected = state.flying().get(message);
            if (isProtected == null) {
                if (state.open().contains(message))
                    sink.to(
                            Happening.at(message.sender, message + " again"),
                            state.sending(message));
                continue;
            }
            sink.to(Happening.lost(message.sender, message + " is lost"), state.losing(message));
            sink.to(
                    Happening.arrives(message.sender.peer(), message + " arrives"),
                    arrives(state.losing(message), message, isProtected));
        }
    }

    private State arrives(State state, Message message, boolean isProtected) {
        Role receiver = message.sender == Role.CLIENT ? Role.SERVER : Role.CLIENT;
        if (!isProtected) return state.has(receiver, Deed.ENFORCE) ? state : taken(state, message);
        if (!state.has(receiver, Deed.RECEIVE)) return state.tooEarly();
        Moment heard =
                receiver == Role.CLIENT
                        ? Moment.CLIENT_HEARS_PROTECTED
                        : Moment.SERVER_HEARS_PROTECTED;
        return taken(at(state, heard), message);
    }

    private State taken(State state, Message message) {
        if (message.isSack()) return acknowledged(state.closing(message.data()));
        State after =
                state.heard().contains(message) ? state : answered(state.hearing(message), message);
        return after.sending(message.sack());
    }

    private State acknowledged(State state) {
        boolean isDry =
                state.heard().contains(Message.FLIGHT)
                        && state.open().stream().noneMatch(left -> left.sender == Role.SERVER);
        return isDry ? at(state, Moment.SERVER_IS_DRY) : state;
    }

    private State answered(State state, Message message) {
        return switch (message) {
            case HELLO -> at(state, Moment.SERVER_HAS_HELLO).sending(Message.SERVER_FLIGHT);
            case SERVER_FLIGHT ->
                    at(
                            at(state, Moment.CLIENT_HAS_SERVER_FLIGHT).sending(Message.FLIGHT),
                            Moment.CLIENT_FLIGHT_IS_OUT);
            case FLIGHT -> at(state, Moment.SERVER_HAS_FINISHED).sending(Message.ACK);
            case ACK -> at(state, Moment.CLIENT_HAS_ACK);
            case SACK_OF_HELLO, SACK_OF_SERVER_FLIGHT, SACK_OF_FLIGHT, SACK_OF_ACK -> state;
        };
    }

    private State at(State state, Moment moment) {
        return state.doing(moment.role(), order.at(moment));
    }

    @Override
    public String twin() {
        return "key-order";
    }

    @Override
    public Map<String, Integer> bounds() {
        var bounds = new HashMap<String, Integer>(Map.of("GIVEN", 1));
        for (Moment moment : Moment.values()) bounds.put(moment.name(), bits(order.at(moment)));
        return bounds;
    }

    /** What both ends have done, and whether a packet came before its key. */
    @Override
    public int outcome(State state) {
        return bits(state.client()) << 8 | bits(state.server()) << 4 | (state.early() ? 1 : 0);
    }

    private static int bits(Collection<Deed> deeds) {
        int bits = 0;
        for (Deed deed : deeds) bits |= 1 << deed.ordinal();
        return bits;
    }

    @Override
    public long key(State state) {
        return numbers.applyAsLong(state);
    }

    @Override
    public List<Invariant<State>> invariants() {
        return List.of();
    }

    @Override
    public List<Goal<State>> goals() {
        return List.of(
                new Goal<>("no packet comes before its key", state -> !state.early()),
                new Goal<>("both ends enforce", KeyOrderPair::isDone));
    }

    private static boolean isDone(State state) {
        return state.has(Role.CLIENT, Deed.ENFORCE) && state.has(Role.SERVER, Deed.ENFORCE);
    }
}
