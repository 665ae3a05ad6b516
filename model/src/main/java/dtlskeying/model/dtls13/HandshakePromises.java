package dtlskeying.model.dtls13;

import dtlskeying.model.dtls13.HandshakePacket.Kind;
import dtlskeying.model.dtls13.Hellos.Suite;
import dtlskeying.model.dtls13.Progress.Stage;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Invariant;

import java.util.ArrayList;
import java.util.List;

/** What a DTLS 1.3 handshake promises, whatever the network does. */
final class HandshakePromises {
    static final Invariant<HandshakeState> CLIENT_KNOWS_THE_SERVER =
            new Invariant<>(
                    "a client that completes has its hellos from the server",
                    state -> state.client().isComplete(),
                    state -> state.client().hellos().equals(state.server().hellos()));

    static final Invariant<HandshakeState> SERVER_KNOWS_THE_CLIENT =
            new Invariant<>(
                    "a server that completes has its hellos from the client, which is complete",
                    state -> state.server().isComplete(),
                    state ->
                            state.client().hellos().equals(state.server().hellos())
                                    && state.client().isComplete());

    static final Invariant<HandshakeState> NO_DOWNGRADE =
            new Invariant<>(
                    "no end completes with a suite that nobody wants",
                    state -> state.client().isComplete() || state.server().isComplete(),
                    state -> wants(state.client()) && wants(state.server()));

    static final Invariant<HandshakeState> NO_EARLY_DATA =
            new Invariant<>(
                    "no data are taken before the handshake is complete, nor from anyone else",
                    state -> state.client().hasData() || state.server().hasData(),
                    state ->
                            isFromThePeer(state.client(), state.server())
                                    && isFromThePeer(state.server(), state.client()));

    static final Invariant<HandshakeState> CONFIRMED_MEANS_COMPLETE =
            new Invariant<>(
                    "a client rests only when the server is complete",
                    state -> state.client().isComplete() && !state.client().isUnconfirmed(),
                    state -> state.server().isComplete());

    static final Invariant<HandshakeState> COOKIE_BEFORE_STATE =
            new Invariant<>(
                    "a server keeps nothing before its cookie comes back",
                    state -> state.server().progress().stage() != Stage.NOT_BEGUN,
                    state -> state.server().hellos().retried() || state.server().isOver());

    static final Invariant<HandshakeState> ACKS_ARE_TRUE =
            new Invariant<>(
                    "no ACK covers what its sender has not processed",
                    state -> acks(state).stream().findAny().isPresent(),
                    state ->
                            acks(state).stream()
                                    .allMatch(ack -> ack.turn() <= state.end(ack.sender()).next()));

    static final Goal<HandshakeState> DATA_FLOW =
            new Goal<>(
                    "both ends are complete, the client knows it, and data flow both ways",
                    state ->
                            state.client().hasData()
                                    && state.server().hasData()
                                    && !state.client().isUnconfirmed());

    private HandshakePromises() {}

    static List<Invariant<HandshakeState>> of(boolean wantsCookie) {
        var all =
                new ArrayList<>(
                        List.of(
                                CLIENT_KNOWS_THE_SERVER,
                                SERVER_KNOWS_THE_CLIENT,
                                NO_DOWNGRADE,
                                NO_EARLY_DATA,
                                CONFIRMED_MEANS_COMPLETE,
                                ACKS_ARE_TRUE));
        if (wantsCookie) all.add(COOKIE_BEFORE_STATE);
        return all;
    }

    private static boolean wants(HandshakeEnd end) {
        return !end.isComplete() || end.hellos().suite() == Suite.STRONG;
    }

    private static boolean isFromThePeer(HandshakeEnd end, HandshakeEnd peer) {
        return !end.hasData() || end.isComplete() && peer.isComplete();
    }

    /** The ACKs that an end has sent, not those that were made up. */
    private static List<HandshakePacket> acks(HandshakeState state) {
        return state.wire().stream()
                .filter(packet -> packet.kind() == Kind.ACK && packet.epoch() > 0)
                .filter(packet -> !packet.keys().isKnownToTheAttacker())
                .toList();
    }
}
