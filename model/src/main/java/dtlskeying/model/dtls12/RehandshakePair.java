package dtlskeying.model.dtls12;

import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.explore.Invariant;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Role;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Handshakes inside an association (§5.2 of the draft, RFC 6347 §4.2.2), a flight a message: who
 * asks for one, how it is numbered, and what is left where nobody answers. The network loses what
 * it likes; an end gives up when nothing is on its way any more.
 *
 * @param rules what the ends do; the text's own are {@link Rules#TEXT}
 * @param most how many handshakes there are at most, the first included
 * @param numbers numbers the states
 */
public record RehandshakePair(Rules rules, int most, Interning<RehandshakePair.State> numbers)
        implements Explorable<RehandshakePair.State, Happening> {

    /**
     * Where implementations differ.
     *
     * @param countsRequest a server's hello is message 1 after a request, which was message 0
     * @param missesRequest a client that has begun by itself takes hello number 1 as well
     * @param fallsBack silence in a re-handshake leaves the handshake before
     */
    public record Rules(boolean countsRequest, boolean missesRequest, boolean fallsBack) {
        /** Two ends that can always go on. */
        public static final Rules TEXT = new Rules(true, true, true);
    }

    /** How far one end is. */
    public enum Phase {
        SETTLED,
        /** A server has asked for a handshake, a client has begun one. */
        WAITING,
        /** A server has answered; a client has gone over to keys of its own making. */
        COMMITTED,
        OVER
    }

    /**
     * One end.
     *
     * @param keys how many handshakes it has completed
     * @param number of a server, that of its last message; of a client, the one that it awaits
     */
    public record End(int keys, Phase phase, int number) {
        End become(Phase next, int nextNumber) {
            return new End(keys, next, nextNumber);
        }

        End completed() {
            return new End(keys + 1, Phase.SETTLED, 0);
        }
    }

    /** What is on its way, under which keys, and with which number of its own. */
    public record Message(String name, int keys, int number) {
        Role sender() {
            return switch (name) {
                case "ClientHello", "client's Finished" -> Role.CLIENT;
                case "HelloRequest", "ServerHello", "server's Finished" -> Role.SERVER;
                default -> throw new AssertionError(name);
            };
        }

        @Override
        public String toString() {
            return name + " " + number + " under keys " + keys;
        }
    }

    /**
     * Both ends and the wire between them.
     *
     * @param patient whether nobody has given up so far: who has may be misunderstood once
     * @param refused whether a client has refused the answer that it waited for before that
     */
    public record State(
            End client, End server, Set<Message> wire, boolean patient, boolean refused) {
        State with(End nextClient, End nextServer, Set<Message> nextWire) {
            return new State(nextClient, nextServer, nextWire, patient, refused);
        }

        State givenUp(End nextClient, End nextServer) {
            return new State(nextClient, nextServer, wire, false, refused);
        }
    }

    @Override
    public List<State> initialStates() {
        End settled = new End(1, Phase.SETTLED, 0);
        return List.of(new State(settled, settled, Set.of(), true, false));
    }

    @Override
    public void expand(State state, Sink<State, Happening> sink) {
        End client = state.client();
        End server = state.server();
        if (client.phase() == Phase.SETTLED && client.keys() < most)
            sink.to(
                    Happening.at(Role.CLIENT, "client begins"),
                    send(state, client.become(Phase.WAITING, 0), server, hello(client)));
        if (server.phase() == Phase.SETTLED && server.keys() < most)
            sink.to(
                    Happening.at(Role.SERVER, "server asks"),
                    send(state, client, server.become(Phase.WAITING, 0), request(server)));
        for (Message message : state.wire()) {
            sink.to(
                    Happening.lost(message.sender(), message + " is lost"),
                    state.with(client, server, without(state, message)));
            sink.to(
                    Happening.arrives(message.sender().peer(), message + " arrives"),
                    arrived(state, message));
        }
        if (state.wire().isEmpty()) {
            again(state, sink);
            giveUp(state, sink);
        }
    }

    private State arrived(State state, Message message) {
        var rest = state.with(state.client(), state.server(), without(state, message));
        return switch (message.name()) {
            case "HelloRequest" -> isReadBy(rest.client(), message) ? requested(rest) : rest;
            case "ClientHello" -> isReadBy(rest.server(), message) ? begun(rest) : rest;
            case "ServerHello" ->
                    isReadBy(rest.client(), message) ? answered(rest, message.number()) : rest;
            case "client's Finished" -> finishedByClient(rest, message.keys());
            case "server's Finished" -> finishedByServer(rest, message.keys());
            default -> throw new AssertionError(message);
        };
    }

    /** What leads to new keys travels under the old ones, which are not read any more after it. */
    private static boolean isReadBy(End end, Message message) {
        return end.keys() == message.keys();
    }

    private static Message request(End server) {
        return new Message("HelloRequest", server.keys(), 0);
    }

    private static Message hello(End client) {
        return new Message("ClientHello", client.keys(), 0);
    }

    /** During a handshake the request is ignored, but it has been counted. */
    private static State requested(State state) {
        End client = state.client();
        return switch (client.phase()) {
            case SETTLED ->
                    send(state, client.become(Phase.WAITING, 1), state.server(), hello(client));
            case WAITING ->
                    state.with(client.become(Phase.WAITING, 1), state.server(), state.wire());
            case COMMITTED, OVER -> state;
        };
    }

    @Cites("rfc6347/4.2.2/e")
    private State begun(State state) {
        End server = state.server();
        boolean isAsked = server.phase() == Phase.WAITING;
        if (!isAsked && server.phase() != Phase.SETTLED) return state;
        int number = isAsked && rules.countsRequest() ? 1 : 0;
        return send(
                state,
                state.client(),
                server.become(Phase.COMMITTED, number),
                new Message("ServerHello", server.keys(), number));
    }

    private State answered(State state, int number) {
        End client = state.client();
        if (client.phase() != Phase.WAITING) return state;
        boolean isTaken =
                number == client.number()
                        || rules.missesRequest() && client.number() == 0 && number == 1;
        return isTaken
                ? send(
                        state,
                        client.become(Phase.COMMITTED, 0),
                        state.server(),
                        new Message("client's Finished", client.keys() + 1, 0))
                : new State(
                        client,
                        state.server(),
                        state.wire(),
                        state.patient(),
                        state.refused() || state.patient());
    }

    /** A server that is through says its last word again. */
    private static State finishedByClient(State state, int keys) {
        End server = state.server();
        boolean isNew = server.phase() == Phase.COMMITTED && server.keys() + 1 == keys;
        if (!isNew && server.keys() != keys) return state;
        return send(
                state,
                state.client(),
                isNew ? server.completed() : server,
                new Message("server's Finished", keys, 0));
    }

    private static State finishedByServer(State state, int keys) {
        End client = state.client();
        boolean isTimely = client.phase() == Phase.COMMITTED && client.keys() + 1 == keys;
        return isTimely ? state.with(client.completed(), state.server(), state.wire()) : state;
    }

    /** Every flight that is not answered is sent again. */
    private static void again(State state, Sink<State, Happening> sink) {
        End client = state.client();
        End server = state.server();
        if (client.phase() == Phase.WAITING)
            sink.to(
                    Happening.at(Role.CLIENT, "client repeats"),
                    send(state, client, server, hello(client)));
        if (client.phase() == Phase.COMMITTED)
            sink.to(
                    Happening.at(Role.CLIENT, "client repeats"),
                    send(
                            state,
                            client,
                            server,
                            new Message("client's Finished", client.keys() + 1, 0)));
        if (server.phase() == Phase.WAITING)
            sink.to(
                    Happening.at(Role.SERVER, "server repeats"),
                    send(state, client, server, request(server)));
        if (server.phase() == Phase.COMMITTED)
            sink.to(
                    Happening.at(Role.SERVER, "server repeats"),
                    send(
                            state,
                            client,
                            server,
                            new Message("ServerHello", server.keys(), server.number())));
    }

    /** Who has used no new key can go back; a client that has cannot. */
    @Cites("rfc5246/7.4.1.1/c")
    private void giveUp(State state, Sink<State, Happening> sink) {
        End client = state.client();
        End server = state.server();
        Phase back = rules.fallsBack() ? Phase.SETTLED : Phase.OVER;
        if (client.phase() == Phase.WAITING)
            sink.to(
                    Happening.at(Role.CLIENT, "client gives up"),
                    state.givenUp(client.become(back, 0), server));
        if (client.phase() == Phase.COMMITTED)
            sink.to(
                    Happening.at(Role.CLIENT, "client gives up"),
                    state.givenUp(client.become(Phase.OVER, 1), server));
        if (server.phase() == Phase.WAITING || server.phase() == Phase.COMMITTED)
            sink.to(
                    Happening.at(Role.SERVER, "server gives up"),
                    state.givenUp(client, server.become(back, 0)));
    }

    private static State send(State state, End client, End server, Message message) {
        var wire = new HashSet<>(state.wire());
        wire.add(message);
        return state.with(client, server, Set.copyOf(wire));
    }

    private static Set<Message> without(State state, Message message) {
        var wire = new HashSet<>(state.wire());
        wire.remove(message);
        return Set.copyOf(wire);
    }

    @Override
    public long key(State state) {
        return numbers.applyAsLong(state);
    }

    @Override
    public List<Invariant<State>> invariants() {
        return List.of(
                new Invariant<>(
                        "no answer is refused for its number",
                        state -> state.client().keys() > 1,
                        state -> !state.refused()),
                new Invariant<>(
                        "silence ends nobody who has used no new key",
                        state -> state.server().keys() > 1,
                        state ->
                                state.server().phase() != Phase.OVER
                                        && (state.client().phase() != Phase.OVER
                                                || state.client().number() == 1)));
    }

    @Override
    public List<Goal<State>> goals() {
        return List.of(
                new Goal<>(
                        "all handshakes complete, unless a client was left alone with new keys",
                        state ->
                                state.client().phase() == Phase.OVER
                                        || state.client().keys() == most
                                                && state.server().keys() == most));
    }
}
