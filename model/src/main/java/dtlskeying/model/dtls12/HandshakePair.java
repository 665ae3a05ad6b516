package dtlskeying.model.dtls12;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.dtls12.HandshakeModel.Effect;
import dtlskeying.model.dtls12.HandshakeModel.Facts;
import dtlskeying.model.dtls12.HandshakeModel.Input;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Outcomes;
import dtlskeying.model.srtp.PacketDemuxModel;
import dtlskeying.model.srtp.UseSrtpModel;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.Carriage;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * A client and a server that shake hands and then send SRTP, over a network that belongs to an
 * attacker.
 *
 * <p>The wire is a set of packets: reading one leaves it there, so it may come late, twice or after
 * later ones; losing one takes it away. The attacker rewrites the use_srtp of hellos, so many times
 * and to so many values. What nobody but the ends can make, a Finished and an SRTP packet, the
 * attacker can only delay, repeat and drop.
 *
 * @param ends what an end is permitted to do in the handshake
 * @param paths what an end is permitted to do with SRTP packets
 * @param settings what the two users want; one initial state for each
 * @param attack what the attacker can do
 * @param patience whether ends give up
 * @param keys numbers the states
 */
public record HandshakePair(
        Relation<Facts, Input, Effect> ends,
        Relation<PacketDemuxModel.Facts, PacketDemuxSpec.Input, PacketDemuxSpec.Effect> paths,
        List<Setting> settings,
        Attack attack,
        Patience patience,
        ToLongFunction<HandshakeState> keys)
        implements Explorable<HandshakeState, Happening> {
    private static final Octets RTP_PACKET = Octets.of((byte) 0x80, (byte) 0);

    public HandshakePair {
        settings = List.copyOf(settings);
    }

    /** The pair of the documents, with a table of states of its own. */
    public static HandshakePair of(
            HandshakeModel ends,
            PacketDemuxModel paths,
            List<Setting> settings,
            Attack attack,
            Patience patience) {
        return new HandshakePair(ends, paths, settings, attack, patience, new Interning<>());
    }

    /**
     * What the two users want.
     *
     * @param offers the client's profiles, best first; none for a handshake without SRTP
     * @param mki the client's MKI
     * @param accepts the server's profiles
     * @param without what both do where SRTP was wanted and will not be used
     */
    public record Setting(
            List<ProtectionProfile> offers,
            Mki mki,
            Set<ProtectionProfile> accepts,
            WithoutSrtp without) {}

    /**
     * What the attacker can do besides dropping, delaying and repeating.
     *
     * @param alterations how many hellos are rewritten
     * @param extensions what they then say
     */
    public record Attack(int alterations, List<Extension> extensions) {
        /** No hello is rewritten. */
        public static final Attack NONE = new Attack(0, List.of());
    }

    /** Whether ends that get no answer give up, or try for ever, as progress needs it. */
    public enum Patience {
        GIVES_UP,
        TRIES_FOR_EVER
    }

    @Override
    public List<HandshakeState> initialStates() {
        List<HandshakeState> states = new ArrayList<>();
        for (Setting wanted : settings) {
            Facts client =
                    Facts.start(
                            UseSrtpModel.Facts.client(Carriage.RTP_OVER_DTLS, wanted.without()));
            Facts server =
                    Facts.start(
                            UseSrtpModel.Facts.server(
                                    Carriage.RTP_OVER_DTLS, wanted.accepts(), wanted.without()));
            HandshakeState still = HandshakeState.start(client, server, attack.alterations());
            Input begin = new Input.Begin(wanted.offers(), wanted.mki());
            for (var outcome : Outcomes.inOrder(ends.permitted(client, begin)))
                step(
                        still,
                        unasked(Role.CLIENT, outcome),
                        Role.CLIENT,
                        outcome,
                        (_, state) -> states.add(state));
        }
        return states;
    }

    @Override
    public void expand(HandshakeState state, Sink<HandshakeState, Happening> sink) {
        for (Role role : Role.values()) {
            unasked(state, role, sink);
            write(state, role, sink);
        }
        for (WirePacket packet : state.wire()) {
            read(state, packet, sink);
            sink.to(Happening.lost(packet.sender(), packet + " is lost"), state.without(packet));
            alter(state, packet, sink);
        }
    }

    private void unasked(HandshakeState state, Role role, Sink<HandshakeState, Happening> sink) {
        for (var outcome : Outcomes.inOrder(ends.spontaneous(state.end(role))))
            if (patience == Patience.GIVES_UP || !isEnd(outcome))
                step(state, unasked(role, outcome), role, outcome, sink);
    }

    private static Happening unasked(Role role, Outcome<Facts, Effect> outcome) {
        return Happening.at(role, role.text() + " of itself: " + outcome.effects());
    }

    private static boolean isEnd(Outcome<Facts, Effect> outcome) {
        return outcome.effects().stream().anyMatch(Effect.GaveUp.class::isInstance);
    }

    private void read(
            HandshakeState state, WirePacket packet, Sink<HandshakeState, Happening> sink) {
        switch (packet) {
            case WirePacket.Flight(var message) -> {
                Role reader = packet.sender().peer();
                Input arrived = new Input.Arrived(message);
                for (var outcome : Outcomes.inOrder(ends.permitted(state.end(reader), arrived)))
                    step(
                            state,
                            Happening.arrives(
                                    reader,
                                    reader.text() + " reads " + message + ": " + outcome.effects()),
                            reader,
                            outcome,
                            sink);
            }
            case WirePacket.Srtp(var sender, var key) -> hear(state, sender.peer(), key, sink);
        }
    }

    private void step(
            HandshakeState state,
            Happening event,
            Role role,
            Outcome<Facts, Effect> outcome,
            Sink<HandshakeState, Happening> sink) {
        HandshakeState after = state.withEnd(role, outcome.after());
        for (Effect effect : outcome.effects())
            if (effect instanceof Effect.Sent(var message))
                after = after.with(new WirePacket.Flight(message));
        var completion = completion(outcome);
        if (completion.isEmpty()) sink.to(event, after);
        for (PacketDemuxSpec.Input input : completion)
            for (var path : Outcomes.inOrder(paths.permitted(state.path(role), input)))
                sink.to(event, after.withPath(role, path.after()));
    }

    private static List<PacketDemuxSpec.Input> completion(Outcome<Facts, Effect> outcome) {
        List<PacketDemuxSpec.Input> inputs = new ArrayList<>();
        for (Effect effect : outcome.effects())
            if (effect instanceof Effect.Completed(var profile, _))
                inputs.add(
                        profile.isEmpty()
                                ? new PacketDemuxSpec.Input.CompletedWithoutSrtp()
                                : new PacketDemuxSpec.Input.CompletedWithSrtp(Media.RTP_ONLY));
        return inputs;
    }

    /** The user of an end wants to send a packet, whether or not it can. */
    private void write(HandshakeState state, Role role, Sink<HandshakeState, Happening> sink) {
        var packet = new PacketDemuxSpec.Input.Write(List.of(PacketKind.RTP));
        for (var outcome : Outcomes.inOrder(paths.permitted(state.path(role), packet)))
            for (var effect : outcome.effects())
                if (effect instanceof PacketDemuxSpec.Effect.SrtpDatagram)
                    sink.to(
                            Happening.at(role, role.text() + " sends an SRTP packet"),
                            state.using(role)
                                    .with(new WirePacket.Srtp(role, state.key(role, role))));
    }

    private void hear(
            HandshakeState state, Role role, SrtpKey under, Sink<HandshakeState, Happening> sink) {
        var datagram = new PacketDemuxSpec.Input.Arrived(RTP_PACKET);
        for (var outcome : Outcomes.inOrder(paths.permitted(state.path(role), datagram)))
            for (var effect : outcome.effects())
                if (effect instanceof PacketDemuxSpec.Effect.ToSrtp) {
                    boolean opens = state.key(role, role.peer()).equals(under);
                    HandshakeState after = state.using(role);
                    sink.to(
                            Happening.arrives(
                                    role,
                                    role.text()
                                            + (opens ? " opens" : " cannot open")
                                            + " an SRTP packet"),
                            opens ? after.hearing(role) : after);
                }
    }

    private void alter(
            HandshakeState state, WirePacket packet, Sink<HandshakeState, Happening> sink) {
        if (state.alterations() == 0 || !(packet instanceof WirePacket.Flight(var message))) return;
        for (Extension extension : attack.extensions())
            for (Message altered : rewritten(message, extension))
                sink.to(
                        Happening.between("the attacker makes " + altered + " of " + message),
                        state.altered().with(new WirePacket.Flight(altered)));
    }

    private static List<Message> rewritten(Message message, Extension extension) {
        return switch (message) {
            case Message.ClientHello _ -> List.of(new Message.ClientHello(extension));
            case Message.ServerHello _ -> List.of(new Message.ServerHello(extension));
            case Message.ClientFinished _, Message.ServerFinished _ -> List.of();
        };
    }

    @Override
    public long key(HandshakeState state) {
        return keys.applyAsLong(state);
    }

    @Override
    public List<Invariant<HandshakeState>> invariants() {
        return HandshakeInvariants.ALL;
    }

    /** Only ends that never give up, and are not deceived, can be held to it. */
    @Override
    public List<Goal<HandshakeState>> goals() {
        boolean undisturbed = attack.alterations() == 0 && patience == Patience.TRIES_FOR_EVER;
        return undisturbed ? List.of(HandshakeInvariants.MEDIA_FLOW) : List.of();
    }
}
