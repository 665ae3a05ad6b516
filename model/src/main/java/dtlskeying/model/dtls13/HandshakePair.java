package dtlskeying.model.dtls13;

import dtlskeying.model.Relation;
import dtlskeying.model.dtls13.HandshakePacket.Kind;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Invariant;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls13.ClientHandshakeSpec;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.ServerHandshakeSpec;

import java.util.List;

/**
 * A client and a server that shake hands, both with certificates, over a network that belongs to an
 * attacker (RFC 9147 figure 6, §5.8, §7).
 *
 * <p>Records that belong together travel as one; each end processes them in their turn and drops
 * what comes before it. The network loses, repeats, delays and reorders without limit. The attacker
 * makes up records without protection as often as its budget allows, and everything else once it
 * has the keys, because an end has taken a share of its making; what it cannot make is a signature
 * of an end, only copy one.
 *
 * @param clients what a client may do
 * @param servers what a server may do
 * @param habits what an end does besides keeping the order of messages
 * @param wantsCookie whether the server answers no hello without its cookie
 * @param forgeries how many records the attacker may make up without any keys
 * @param network whether records are lost, or only late for ever
 */
public record HandshakePair(
        Relation<Progress, ClientHandshakeSpec.Input, Effect> clients,
        Relation<Progress, ServerHandshakeSpec.Input, Effect> servers,
        HandshakeHabits habits,
        boolean wantsCookie,
        int forgeries,
        Network network)
        implements Explorable<HandshakeState, Happening> {

    /** What the network does. */
    public enum Network {
        /** Whatever was sent may come at any later time, any number of times, or never. */
        KEEPS,
        /** The same, and what is lost has to be sent again: progress is a matter of ends. */
        LOSES
    }

    @Override
    public List<HandshakeState> initialStates() {
        HandshakeState still = HandshakeState.start(forgeries);
        return reader().begin(still.client()).stream()
                .map(answer -> still.with(answer.end()).sending(answer.sent()))
                .toList();
    }

    private HandshakeReader reader() {
        return new HandshakeReader(clients, servers, habits, wantsCookie);
    }

    @Override
    public void expand(HandshakeState state, Sink<HandshakeState, Happening> sink) {
        for (Role role : Role.values()) unasked(state, state.end(role), sink);
        for (HandshakePacket packet : state.inOrder()) {
            for (HandshakeAnswer answer : reader().read(state.end(packet.sender().peer()), packet))
                sink.to(reads(packet), state.with(answer.end()).sending(answer.sent()).tidy());
            if (network == Network.LOSES)
                sink.to(Happening.lost(packet.sender(), packet + " is lost"), state.losing(packet));
        }
        if (state.forgeries() > 0)
            for (HandshakePacket forged : HandshakeAttacker.withoutKeys(state))
                sink.to(madeUp("made up: ", forged), state.forging(forged).tidy());
        for (HandshakePacket forged : HandshakeAttacker.withKeys(state))
            sink.to(madeUp("made with keys: ", forged), state.sending(List.of(forged)).tidy());
    }

    private static Happening reads(HandshakePacket packet) {
        Role reader = packet.sender().peer();
        return Happening.arrives(reader, reader.text() + " reads " + packet);
    }

    /** Put on the wire for the end that it pretends to be for, which may read it later. */
    private static Happening madeUp(String how, HandshakePacket packet) {
        return Happening.between(how + packet);
    }

    /** What an end sends of itself: its flight again, an ACK of what has come so far, and data. */
    private void unasked(
            HandshakeState state, HandshakeEnd end, Sink<HandshakeState, Happening> sink) {
        String who = end.role().text();
        if (end.isOver()) return;
        if (!state.wire().containsAll(end.rest()) && habits.sendsAgain(end))
            sink.to(
                    Happening.at(end.role(), who + " sends its flight again"),
                    state.sending(end.rest()).tidy());
        if (end.isRunning() && end.hasKeys() && isInAFlight(end))
            sink.to(
                    Happening.at(end.role(), who + " acknowledges what came so far"),
                    state.sending(List.of(HandshakeReader.ack(end))).tidy());
        if (end.isComplete())
            sink.to(
                    Happening.at(end.role(), who + " sends data"),
                    state.sending(List.of(data(end))).tidy());
    }

    /** Of a server, whether the client's last flight has begun; a client has the keys from then. */
    private static boolean isInAFlight(HandshakeEnd end) {
        return end.role() == Role.CLIENT || end.flight().isEmpty();
    }

    static HandshakePacket data(HandshakeEnd end) {
        return HandshakePacket.sealed(end.role(), Kind.DATA, 3, end.hellos(), 0);
    }

    @Override
    public long key(HandshakeState state) {
        return state.fingerprint();
    }

    @Override
    public List<Invariant<HandshakeState>> invariants() {
        return HandshakePromises.of(wantsCookie);
    }

    /** Ends that are deceived can be kept from it; loss alone cannot. */
    @Override
    public List<Goal<HandshakeState>> goals() {
        return forgeries == 0 && network == Network.LOSES
                ? List.of(HandshakePromises.DATA_FLOW)
                : List.of();
    }
}
