package dtlskeying.model.chunk;

import dtlskeying.model.chunk.ProtectedEnd.Passed;
import dtlskeying.model.chunk.ProtectedEnd.Rules;
import dtlskeying.model.chunk.ProtectedEnd.Told;
import dtlskeying.model.chunk.ProtectedState.Message;
import dtlskeying.model.chunk.ProtectedState.Packet;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Invariant;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import java.util.ArrayList;
import java.util.List;

/**
 * Install, enforcement and pruning at both ends, from the client's last flight on through many
 * epochs, over SCTP that loses, delays and repeats packets.
 *
 * <p>Later keys come in the order of decision 9: the client sets the receive key and asks, the
 * server sets both keys and answers under the new one, the client sets the send key.
 *
 * <p>The attacker sends what he likes in the open, puts chunks beside a DTLS chunk, and sends again
 * what was protected once. Before protection is required he can pass for SCTP, and make it believe
 * that something has arrived: supervision ends that.
 *
 * @param rules what each end is permitted
 * @param last the last epoch, 3 to 15
 * @param room how many packets of a kind are on their way at most
 * @param hostile whether there is an attacker
 */
public record ProtectedPair(Rules rules, long last, int room, boolean hostile)
        implements Explorable<ProtectedState, Happening> {
    private static final long FIRST = Epoch.FIRST_OF_TRAFFIC.number();
    private static final Input TIMEOUT = new Input.Passed(KeyInstallSpec.SUPERVISION + 1);

    @Override
    public List<ProtectedState> initialStates() {
        return told(ProtectedState.start(), Role.CLIENT, new Input.PeerFinished(), FIRST);
    }

    @Override
    public void expand(ProtectedState state, Sink<ProtectedState, Happening> sink) {
        if (state.isGivenUp()) return;
        for (Packet packet : state.packets()) {
            sink.to(
                    Happening.lost(packet.message().sender(), packet + " is lost"),
                    state.losing(packet));
            for (var next : arrives(state.losing(packet), packet))
                sink.to(Happening.arrives(packet.message().receiver(), packet + " arrives"), next);
        }
        for (Message message : Message.values())
            if (state.open().containsKey(message))
                sink.to(
                        Happening.at(message.sender(), message + " again"),
                        sent(state, message, state.open().get(message)));
        if (mayUpdate(state))
            for (var next : asks(state))
                sink.to(Happening.at(Role.CLIENT, "the client sets its next receive key"), next);
        if (hostile) attack(state, sink);
    }

    private boolean mayUpdate(ProtectedState state) {
        ProtectedEnd client = state.client();
        return client.enforces()
                && client.send() == client.receive()
                && client.receive() < last
                && !state.open().containsKey(Message.FLIGHT);
    }

    private List<ProtectedState> asks(ProtectedState state) {
        long next = state.client().receive() + 1;
        var after = new ArrayList<ProtectedState>();
        for (var set : told(state, Role.CLIENT, receive(next), next))
            after.add(sent(set.opening(Message.FLIGHT, next), Message.FLIGHT, next));
        return after;
    }

    private static Input receive(long epoch) {
        return new Input.SetReceive(KeyUse.PRIMARY, new Epoch(epoch));
    }

    private static Input send(long epoch) {
        return new Input.SetSend(KeyUse.PRIMARY, new Epoch(epoch));
    }

    private ProtectedState sent(ProtectedState state, Message message, long generation) {
        long epoch = state.end(message.sender()).sealing(rules);
        return state.sending(new Packet(message, generation, epoch), room);
    }

    /** All that may come of what an end is told, its own message on its way. */
    private List<ProtectedState> told(
            ProtectedState state, Role role, Input input, long generation) {
        Message own = role == Role.CLIENT ? Message.FLIGHT : Message.ACK;
        var after = new ArrayList<ProtectedState>();
        for (Told told : state.end(role).on(rules, input)) {
            ProtectedState next = state.with(role, told.end());
            for (long epoch : told.sent())
                next =
                        next.opening(own, generation)
                                .sending(new Packet(own, generation, epoch), room);
            if (!after.contains(next)) after.add(next);
        }
        return after;
    }

    private List<ProtectedState> arrives(ProtectedState state, Packet packet) {
        Role role = packet.message().receiver();
        PacketShape shape = packet.epoch() == 0 ? PacketShape.UNPROTECTED : PacketShape.PROTECTED;
        ProtectedEnd before = state.end(role);
        Passed passed = before.take(rules, shape, packet.epoch(), true);
        ProtectedState met = state.with(role, passed.end());
        if (!passed.accepted()) return List.of(lost(met, before, packet));
        if (!passed.opened())
            return before.enforces() ? List.of(met.flawed("unprotected")) : taken(met, packet);
        var after = new ArrayList<ProtectedState>();
        for (var heard : told(met, role, new Input.ProtectedArrived(), FIRST))
            after.addAll(taken(heard, packet));
        return after;
    }

    /** A packet that does not open: too early, or while its key should still be there. */
    private static ProtectedState lost(ProtectedState state, ProtectedEnd end, Packet packet) {
        if (packet.epoch() == 0) return state;
        if (packet.epoch() > end.receive()) return state.flawed("early");
        return packet.epoch() >= end.receive() - 1 ? state.flawed("lost") : state;
    }

    private List<ProtectedState> taken(ProtectedState state, Packet packet) {
        long generation = packet.generation();
        return switch (packet.message()) {
            case FLIGHT -> acknowledged(asked(state, generation), packet);
            case ACK -> acknowledged(answered(state, packet), packet);
            case SACK_OF_FLIGHT -> List.of(state.closing(Message.FLIGHT, generation));
            case SACK_OF_ACK ->
                    told(
                            state.closing(Message.ACK, generation),
                            Role.SERVER,
                            new Input.SenderDry(),
                            FIRST);
        };
    }

    private List<ProtectedState> acknowledged(List<ProtectedState> states, Packet packet) {
        Message sack = packet.message().partner();
        return states.stream().map(state -> sent(state, sack, packet.generation())).toList();
    }

    private List<ProtectedState> asked(ProtectedState state, long generation) {
        if (state.server().receive() != generation - 1) return List.of(state);
        if (generation == FIRST)
            return told(state, Role.SERVER, new Input.PeerFinished(), generation);
        var after = new ArrayList<ProtectedState>();
        for (var received : told(state, Role.SERVER, receive(generation), generation))
            for (var both : told(received, Role.SERVER, send(generation), generation))
                after.add(sent(both.opening(Message.ACK, generation), Message.ACK, generation));
        return after;
    }

    private List<ProtectedState> answered(ProtectedState state, Packet packet) {
        if (state.client().send() != packet.generation() - 1) return List.of(state);
        Input news =
                packet.generation() == FIRST
                        ? new Input.AckArrived(packet.epoch() != 0)
                        : send(packet.generation());
        return told(state, Role.CLIENT, news, packet.generation());
    }

    private void attack(ProtectedState state, Sink<ProtectedState, Happening> sink) {
        for (Role role : Role.values()) {
            ProtectedEnd end = state.end(role);
            if (!end.install().enforced())
                for (var next : told(state, role, TIMEOUT, FIRST))
                    sink.to(Happening.at(role, role.text() + " has waited long enough"), next);
            boolean open = end.take(rules, PacketShape.UNPROTECTED, 0, false).accepted();
            if (open && end.enforces())
                sink.to(Happening.madeUp(role, "forged"), state.flawed("unprotected"));
            if (open)
                for (var forged : state.open().entrySet())
                    if (forged.getKey().sender() == role)
                        sink.to(
                                Happening.madeUp(
                                        role, forged.getKey() + " is acknowledged by a forger"),
                                state.closing(forged.getKey(), forged.getValue()));
            if (end.take(rules, PacketShape.BUNDLED, 0, false).accepted())
                sink.to(
                        Happening.madeUp(role, "something beside a DTLS chunk"),
                        state.flawed("bundled"));
            for (long epoch = FIRST; epoch <= state.end(role.peer()).send(); epoch++)
                if (end.take(rules, PacketShape.PROTECTED, epoch, false).accepted())
                    sink.to(
                            Happening.madeUp(role, "a packet of epoch " + epoch + " again"),
                            state.flawed("replayed"));
        }
    }

    @Override
    public long key(ProtectedState state) {
        return state.fingerprint();
    }

    @Override
    public List<Invariant<ProtectedState>> invariants() {
        return List.of(
                no("early", "no packet comes before its key"),
                no("lost", "no key goes while packets of the last two epochs may come"),
                new Invariant<>(
                        "nothing unprotected is accepted after enforcement",
                        state -> state.client().enforces() || state.server().enforces(),
                        state -> !List.of("unprotected", "bundled").contains(state.flaw())),
                no("replayed", "nothing is accepted twice"),
                new Invariant<>(
                        "two bits name one key",
                        state -> state.client().receive() > FIRST,
                        state -> isNamed(state.client()) && isNamed(state.server())),
                new Invariant<>(
                        "who can send to a peer sends what the peer has a key for",
                        state -> !state.isGivenUp() && state.client().send() >= FIRST,
                        state ->
                                state.client().send() <= state.server().receive()
                                        && state.server().send() <= state.client().receive()));
    }

    private static Invariant<ProtectedState> no(String flaw, String name) {
        return Invariant.always(name, state -> !state.flaw().equals(flaw));
    }

    private static boolean isNamed(ProtectedEnd end) {
        var alive = end.keys().primary().alive();
        return alive.size() <= 2
                && alive.stream().map(epoch -> epoch & 3).distinct().count() == alive.size();
    }

    @Override
    public List<Goal<ProtectedState>> goals() {
        return List.of(
                new Goal<>(
                        "both ends enforce, or one has given up",
                        state -> state.isEnforced() || state.isGivenUp()),
                new Goal<>(
                        "both ends come to the last epoch, or one has given up",
                        state -> state.hasCome(last) || state.isGivenUp()));
    }
}
