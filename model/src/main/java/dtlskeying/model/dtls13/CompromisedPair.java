package dtlskeying.model.dtls13;

import dtlskeying.model.Relation;
import dtlskeying.model.dtls13.CompromisedState.Leak;
import dtlskeying.model.dtls13.CompromisedState.Proof;
import dtlskeying.model.dtls13.ExtendedKeyUpdateState.Content;
import dtlskeying.model.dtls13.ExtendedKeyUpdateState.Packet;
import dtlskeying.model.dtls13.ExtendedKeyUpdateSteps.Did;
import dtlskeying.model.dtls13.MainSecret.Party;
import dtlskeying.model.dtls13.MainSecret.Share;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Invariant;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What extended key updates are for: somebody reads the memory of one end once, at any moment, and
 * the next keys are secret again.
 *
 * <p>The network is his: what was said arrives when he likes, as often as he likes, or never. If he
 * speaks besides, under keys that he has, he stays in: he makes an exchange of his own with each
 * end. An authenticator that is bound to the exporter of the epoch (draft §11.2) then does not
 * verify, as the two ends do not export the same.
 *
 * @param steps what an end does
 * @param clients how many updates the client's user wants
 * @param servers how many the server's user wants
 * @param words how many records the attacker makes at most; none, and he only listens
 * @param binding what authenticators are bound to
 */
public record CompromisedPair(
        ExtendedKeyUpdateSteps steps, int clients, int servers, int words, Binding binding)
        implements Explorable<CompromisedState, Happening> {
    private static final long FIRST = Epoch.FIRST_OF_TRAFFIC.number();

    /** What authenticators are bound to. */
    public enum Binding {
        /** There are none. */
        NO_AUTHENTICATORS,
        /** What is exported for the epoch in use. */
        EPOCH,
        /** What the handshake's secret gives, whatever the epoch. */
        HANDSHAKE
    }

    /** Two ends that follow the relation. */
    public static CompromisedPair of(
            Relation<ExtendedKeyUpdateFacts, Input, Effect> ends,
            int clients,
            int servers,
            int words,
            Binding binding) {
        return new CompromisedPair(
                ExtendedKeyUpdateSteps.of(ends, ExtendedKeyUpdateRules.HONEST, false),
                clients,
                servers,
                words,
                binding);
    }

    @Override
    public List<CompromisedState> initialStates() {
        return List.of(CompromisedState.start(clients, servers));
    }

    @Override
    public void expand(CompromisedState state, Sink<CompromisedState, Happening> sink) {
        for (Role role : Role.values()) {
            ExtendedKeyUpdateEnd end = state.end(role);
            if (end.facts().over()) continue;
            String who = role.text();
            if (end.wishes() > 0)
                for (Did did : steps.wants(end))
                    sink.to(Happening.at(role, who + " wants new keys"), after(state, did));
            if (!state.hasLeaked())
                sink.to(
                        Happening.at(role, "the memory of the " + who + " is read"),
                        state.leaking(Leak.of(end)));
            for (Packet packet : heard(state, end))
                for (Did did : steps.takes(end, packet))
                    sink.to(Happening.arrives(role, who + " reads " + packet), after(state, did));
            if (state.words() < words)
                for (Packet packet : made(state, end))
                    for (Did did : steps.takes(end, packet))
                        sink.to(
                                Happening.madeUp(role, who + " reads the attacker's " + packet),
                                after(state.speaking(), did));
            if (binding != Binding.NO_AUTHENTICATORS) prove(state, end, sink);
        }
    }

    private static CompromisedState after(CompromisedState state, Did did) {
        return state.with(did.end(), did.sent());
    }

    /** What the peer has said, or says now, as far as it opens and is not heard yet. */
    private List<Packet> heard(CompromisedState state, ExtendedKeyUpdateEnd reader) {
        ExtendedKeyUpdateEnd peer = state.end(reader.role().peer());
        return Stream.concat(state.said().stream(), Stream.of(peer.record(Content.DATA, 0)))
                .filter(packet -> packet.sender() == peer.role())
                .filter(packet -> steps.rules().opens(reader, packet))
                .filter(packet -> !isPast(reader, packet))
                .sorted(Packet.ORDER)
                .toList();
    }

    private static boolean isPast(ExtendedKeyUpdateEnd reader, Packet packet) {
        return switch (packet.content()) {
            case REQUEST, RESPONSE, FINISH -> packet.number() != reader.heard();
            case ACK -> reader.outstanding().isEmpty();
            case DATA -> reader.facts().oldest() == reader.facts().newest();
        };
    }

    /** What the attacker can say in the peer's name: under keys that he has, in its turn. */
    private static List<Packet> made(CompromisedState state, ExtendedKeyUpdateEnd reader) {
        var all = new ArrayList<Packet>();
        for (long epoch = reader.facts().oldest(); epoch <= reader.facts().newest(); epoch++) {
            MainSecret secret = reader.secrets().get(epoch);
            if (!state.isKnown(secret)) continue;
            for (int draw = 0; draw < 2; draw++)
                all.add(made(reader, Content.REQUEST, epoch, new Share(Party.ATTACKER, draw)));
            all.add(made(reader, Content.RESPONSE, epoch, new Share(Party.ATTACKER, 2)));
            all.add(made(reader, Content.FINISH, epoch, Share.NONE));
            if (!reader.outstanding().isEmpty())
                all.add(made(reader, Content.ACK, epoch, Share.NONE));
        }
        return all;
    }

    private static Packet made(
            ExtendedKeyUpdateEnd reader, Content content, long epoch, Share share) {
        int number = content == Content.ACK ? reader.sent() - 1 : reader.heard();
        return new Packet(
                reader.role().peer(), content, epoch, number, share, reader.secrets().get(epoch));
    }

    /** After an update an end shows who it is; its peer goes on only if what it shows is good. */
    private void prove(
            CompromisedState state,
            ExtendedKeyUpdateEnd end,
            Sink<CompromisedState, Happening> sink) {
        String who = end.role().text();
        MainSecret exported = bound(end);
        if (end.told() > FIRST && !state.proofs().contains(new Proof(end.role(), exported)))
            sink.to(
                    Happening.at(end.role(), who + " authenticates itself again"),
                    state.proving(new Proof(end.role(), exported)));
        for (Proof proof : state.proofs().stream().sorted(Proof.ORDER).toList()) {
            if (proof.maker() == end.role() || end.told() == FIRST) continue;
            if (!proof.bound().equals(exported))
                sink.to(
                        Happening.arrives(end.role(), who + " finds an authenticator bad"),
                        state.with(end.with(end.facts().ended()), List.of()));
            else
                sink.to(
                        Happening.arrives(end.role(), who + " finds it good"),
                        state.accepting(accepted(proof, end)));
        }
    }

    private MainSecret bound(ExtendedKeyUpdateEnd end) {
        return binding == Binding.EPOCH ? end.secrets().get(end.told()) : MainSecret.FIRST;
    }

    /** By whom it was made, and for which secret it is believed. */
    private static Proof accepted(Proof proof, ExtendedKeyUpdateEnd reader) {
        return new Proof(proof.maker(), reader.secrets().get(reader.told()));
    }

    @Override
    public long key(CompromisedState state) {
        return state.fingerprint();
    }

    @Override
    public List<Invariant<CompromisedState>> invariants() {
        return binding == Binding.NO_AUTHENTICATORS
                ? List.of(LEFT, RENEWED)
                : List.of(LEFT, PROVED);
    }

    private static final Invariant<CompromisedState> LEFT =
            new Invariant<>(
                    "memory holds no secret of an epoch that is left",
                    CompromisedState::hasLeaked,
                    state ->
                            state.leak().secrets().stream()
                                    .allMatch(secret ->
                                            CompromisedState.epochOf(secret)
                                                    >= state.leak().oldest()));

    private static final Invariant<CompromisedState> RENEWED =
            new Invariant<>(
                    "who has read the memory once does not know the keys of later updates",
                    state -> later(state).findAny().isPresent(),
                    state -> later(state).noneMatch(state::isKnown));

    private static final Invariant<CompromisedState> PROVED =
            new Invariant<>(
                    "an epoch in which the peer is authenticated is shared with it alone",
                    state -> proved(state).findAny().isPresent(),
                    state -> proved(state).noneMatch(state::isKnown));

    /** The secrets of exchanges that began after the leak. */
    private static Stream<MainSecret> later(CompromisedState state) {
        return Stream.of(state.client(), state.server())
                .flatMap(end -> end.secrets().values().stream())
                .filter(secret -> CompromisedState.epochOf(secret) > state.leak().newest());
    }

    private static Stream<MainSecret> proved(CompromisedState state) {
        return state.accepted().stream()
                .map(Proof::bound)
                .filter(secret -> CompromisedState.epochOf(secret) > state.leak().newest());
    }
}
