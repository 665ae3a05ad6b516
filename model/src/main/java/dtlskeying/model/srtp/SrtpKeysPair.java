package dtlskeying.model.srtp;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Outcomes;
import dtlskeying.model.srtp.SrtpKeyDerivationModel.Facts;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.SessionKey;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Two ends that derive keys from the same handshakes, one of them sometimes earlier than the other,
 * and send each other packets that may arrive late.
 *
 * @param ends what an end is permitted to do with keys
 * @param handshakes how many handshakes there are, at least 1
 * @param profile what all of them agree on
 * @param numbers numbers the states
 */
public record SrtpKeysPair(
        Relation<Facts, Input, Effect> ends,
        int handshakes,
        ProtectionProfile profile,
        Interning<SrtpKeysPair.State> numbers)
        implements Explorable<SrtpKeysPair.State, Happening> {

    /** The pair with a table of states of its own. */
    public static SrtpKeysPair of(
            Relation<Facts, Input, Effect> ends, int handshakes, ProtectionProfile profile) {
        return new SrtpKeysPair(ends, handshakes, profile, new Interning<>());
    }

    /**
     * One end.
     *
     * @param facts what it knows
     * @param held the keys that it holds
     * @param opened the keys under which it has opened packets
     */
    public record End(Facts facts, Set<KeyId> held, Set<KeyId> opened) {
        private static End start(Role role, Media media) {
            return new End(Facts.start(role, media), Set.of(), Set.of());
        }

        private Role role() {
            return facts.role();
        }

        private boolean holds(KeyId key) {
            return held.contains(key);
        }
    }

    /**
     * A packet on its way.
     *
     * @param sender who protected it
     * @param kind what it is
     * @param key the encryption key
     */
    public record Sealed(Role sender, PacketKind kind, KeyId key) {}

    /**
     * Both ends and the packets between them.
     *
     * @param client one end
     * @param server the other
     * @param wire what was sent so far; all of it may still arrive
     */
    public record State(End client, End server, Set<Sealed> wire) {
        private End end(Role role) {
            return role == Role.CLIENT ? client : server;
        }

        private State with(End end) {
            return end.role() == Role.CLIENT
                    ? new State(end, server, wire)
                    : new State(client, end, wire);
        }

        private boolean haveSameHandshakes() {
            return client.facts().handshakes().equals(server.facts().handshakes());
        }
    }

    @Override
    public List<State> initialStates() {
        return List.of(Media.values()).stream()
                .map(media ->
                        new State(
                                End.start(Role.CLIENT, media),
                                End.start(Role.SERVER, media),
                                Set.of()))
                .toList();
    }

    @Override
    public void expand(State state, Sink<State, Happening> sink) {
        for (Role role : Role.values()) {
            derive(state, state.end(role), sink);
            for (PacketKind kind : PacketKind.values())
                for (Role owner : Role.values()) {
                    protect(state, state.end(role), owner, kind, sink);
                    open(state, state.end(role), owner, kind, sink);
                }
        }
    }

    private void derive(State state, End end, Sink<State, Happening> sink) {
        int next = end.facts().latest() + 1;
        if (next > handshakes) return;
        for (var outcome : answers(end, new Input.Completed(next, profile))) {
            Set<KeyId> held = new HashSet<>(end.held());
            for (Effect effect : outcome.effects()) {
                if (effect instanceof Effect.Installed(var key, _)) held.add(key);
                if (effect instanceof Effect.Destroyed(var key, _)) held.remove(key);
            }
            sink.to(
                    Happening.at(end.role(), end.role().text() + " completes handshake " + next),
                    state.with(new End(outcome.after(), held, end.opened())));
        }
    }

    private void protect(
            State state, End end, Role owner, PacketKind kind, Sink<State, Happening> sink) {
        for (var outcome : answers(end, new Input.Protect(owner, kind)))
            for (Effect effect : outcome.effects())
                if (effect instanceof Effect.Protected(var key))
                    sink.to(
                            Happening.at(end.role(), end.role().text() + " protects under " + key),
                            new State(
                                    state.client(),
                                    state.server(),
                                    Either.of(
                                            state.wire(),
                                            Set.of(new Sealed(end.role(), kind, key)))));
    }

    /**
     * Every packet of that kind is offered to the keys of that owner; only its own key opens it.
     */
    private void open(
            State state, End end, Role owner, PacketKind kind, Sink<State, Happening> sink) {
        for (var outcome : answers(end, new Input.Unprotect(owner, kind)))
            for (Effect effect : outcome.effects())
                if (effect instanceof Effect.Opened(var key) && isOnTheWire(state, kind, key))
                    sink.to(
                            Happening.arrives(
                                    end.role(), end.role().text() + " opens under " + key),
                            state.with(
                                    new End(
                                            outcome.after(),
                                            end.held(),
                                            Either.of(end.opened(), Set.of(key)))));
    }

    private static boolean isOnTheWire(State state, PacketKind kind, KeyId key) {
        return state.wire().stream()
                .anyMatch(packet -> packet.kind() == kind && packet.key().equals(key));
    }

    private List<Outcome<Facts, Effect>> answers(End end, Input input) {
        return Outcomes.inOrder(ends.permitted(end.facts(), input));
    }

    @Override
    public long key(State state) {
        return numbers.applyAsLong(state);
    }

    /** §4.2: who may do what with which key. */
    @Override
    public List<Invariant<State>> invariants() {
        return List.of(
                new Invariant<>(
                        "each end protects under its own keys",
                        state -> !state.wire().isEmpty(),
                        state ->
                                state.wire().stream()
                                        .allMatch(sent -> sent.key().owner() == sent.sender())),
                new Invariant<>(
                        "each end opens under the keys of the other",
                        state -> hasOpened(state.client()) || hasOpened(state.server()),
                        state -> opensForeign(state.client()) && opensForeign(state.server())),
                new Invariant<>(
                        "keys are used by who holds them",
                        state -> !state.wire().isEmpty(),
                        SrtpKeysPair::usesHeldKeys),
                new Invariant<>(
                        "after the same handshakes both ends hold the same keys",
                        state -> state.haveSameHandshakes() && state.client().facts().latest() > 0,
                        state -> state.client().held().equals(state.server().held())),
                new Invariant<>(
                        "a session keeps the keys of what it carries, and no others",
                        state -> !state.client().held().isEmpty(),
                        state -> keepsWhatItCarries(state.client())));
    }

    private static boolean hasOpened(End end) {
        return !end.opened().isEmpty();
    }

    private static boolean opensForeign(End end) {
        return end.opened().stream().allMatch(key -> key.owner() == end.role().peer());
    }

    private static boolean usesHeldKeys(State state) {
        return state.wire().stream().allMatch(sent -> state.end(sent.sender()).holds(sent.key()))
                && state.client().held().containsAll(state.client().opened())
                && state.server().held().containsAll(state.server().opened());
    }

    private static boolean keepsWhatItCarries(End end) {
        var wanted = new HashSet<KeyId>();
        for (int handshake : end.facts().handshakes())
            for (SessionKey key : SessionKey.values())
                for (Role owner : Role.values())
                    if (end.facts().media().carries(key.kind()))
                        wanted.add(key.of(owner, handshake));
        return wanted.equals(end.held());
    }

    @Override
    public List<Goal<State>> goals() {
        return List.of(
                new Goal<>(
                        "each end opens a packet of the last handshake",
                        state ->
                                opensLatest(state.client(), handshakes)
                                        && opensLatest(state.server(), handshakes)));
    }

    private static boolean opensLatest(End end, int handshakes) {
        return end.opened().stream().anyMatch(key -> key.handshake() == handshakes);
    }
}
