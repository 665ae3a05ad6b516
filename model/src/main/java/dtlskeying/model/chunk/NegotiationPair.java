package dtlskeying.model.chunk;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.chunk.NegotiationModel.Facts;
import dtlskeying.model.chunk.NegotiationModel.Standing;
import dtlskeying.model.chunk.NegotiationState.Cookie;
import dtlskeying.model.chunk.NegotiationState.Wire;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Outcomes;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Found;
import dtlskeying.spec.chunk.NegotiationSpec.Input;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Two ends that negotiate, over a network that belongs to an attacker: what was sent may come at
 * any later time, any number of times, or never, and INITs and INIT ACKs may be made up. A cookie
 * can be copied and not made up. Either end may open the association, or both.
 *
 * <p>Ends whose keys differ never understand each other, and their association ends after a while:
 * to that, nothing is said here.
 *
 * @param relation what an end may do
 * @param modes of the two ends
 * @param binding what the keys of the chunk are made of
 * @param forgeries how many packets the attacker may make up
 * @param numbers numbers the states
 */
public record NegotiationPair(
        Relation<Facts, Input, Effect> relation,
        List<Mode> modes,
        Binding binding,
        int forgeries,
        Interning<NegotiationState> numbers)
        implements Explorable<NegotiationState, Happening> {
    /** Two ends with these modes. */
    public static NegotiationPair of(
            Relation<Facts, Input, Effect> relation,
            List<Mode> modes,
            Binding binding,
            int forgeries) {
        return new NegotiationPair(relation, modes, binding, forgeries, new Interning<>());
    }

    /** What the keys depend on; ends whose results are equal have equal keys. */
    @FunctionalInterface
    public interface Binding {
        /** Both offers whole, as the formula has it. */
        Binding WHOLE = (client, server, method) -> List.of(client, server);

        /** What enters the derivation. */
        List<?> of(KeyManagementOffer client, KeyManagementOffer server, int method);
    }

    @Override
    public List<NegotiationState> initialStates() {
        return List.of(NegotiationState.start(modes, forgeries));
    }

    @Override
    public void expand(NegotiationState state, Sink<NegotiationState, Happening> sink) {
        for (int end = 0; end < 2; end++) {
            if (state.at(end).standing() instanceof Standing.Idle && !state.hasOpened(end))
                give(state.opening(end), end, new Input.Associate(state.offer(end)), null, sink);
            for (Wire packet : state.wire())
                if (packet.to() == end) deliver(state, end, packet, sink);
        }
        if (state.forgeries() > 0)
            for (Wire forged : forged(state))
                if (!state.wire().contains(forged))
                    sink.to(Happening.between("made up: " + forged), state.forging(forged));
    }

    private void deliver(
            NegotiationState state, int end, Wire packet, Sink<NegotiationState, Happening> sink) {
        switch (packet) {
            case Wire.Init(_, var offer) -> {
                if (!state.hasAnswered(end, offer))
                    give(state, end, new Input.InitArrived(offer, state.offer(end)), null, sink);
            }
            case Wire.InitAck(_, var offer, var cookie) -> {
                if (state.at(end).standing() instanceof Standing.Asked)
                    give(state, end, new Input.InitAckArrived(offer), cookie, sink);
            }
            case Wire.Echo(var cookie) ->
                    give(
                            state,
                            end,
                            new Input.CookieArrived(cookie.own(), cookie.theirs()),
                            null,
                            sink);
        }
    }

    private void give(
            NegotiationState state,
            int end,
            Input input,
            Cookie received,
            Sink<NegotiationState, Happening> sink) {
        for (Outcome<Facts, Effect> outcome :
                Outcomes.inOrder(relation.permitted(state.at(end), input))) {
            NegotiationState next = state.with(end, outcome.after());
            for (Effect effect : outcome.effects()) next = sent(next, end, effect, received);
            sink.to(happening(end, input, outcome.effects()), next);
        }
    }

    private static Happening happening(int end, Input input, List<Effect> effects) {
        Role side = Role.values()[end];
        String text = "end " + end + ": " + input + " " + effects;
        return switch (input) {
            case Input.InitArrived _, Input.InitAckArrived _, Input.CookieArrived _ ->
                    Happening.arrives(side, text);
            default -> Happening.at(side, text);
        };
    }

    /** Who is the client is what they negotiate. */
    @Override
    public List<String> rails() {
        return List.of("end 0", "end 1");
    }

    private static NegotiationState sent(
            NegotiationState state, int end, Effect effect, Cookie received) {
        return switch (effect) {
            case Effect.InitSent(var own) ->
                    state.sending(new Wire.Init(1 - end, new Found.Offered(own))).offering(end);
            case Effect.InitAckSent(var own, var theirs) ->
                    state.sending(
                                    new Wire.InitAck(
                                            1 - end,
                                            new Found.Offered(own),
                                            new Cookie(end, own, theirs)))
                            .offering(end);
            case Effect.Agreed _, Effect.WentUnprotected _ ->
                    received == null ? state : state.sending(new Wire.Echo(received));
            case Effect.Aborted _, Effect.Discarded _, Effect.Refused _ -> state;
        };
    }

    /** Every INIT and INIT ACK with an offer that was changed, or taken out. */
    private static Set<Wire> forged(NegotiationState state) {
        var forged = new LinkedHashSet<Wire>();
        for (Wire packet : state.wire())
            switch (packet) {
                case Wire.Init(var to, var offer) ->
                        changed(offer).forEach(found -> forged.add(new Wire.Init(to, found)));
                case Wire.InitAck(var to, var offer, var cookie) ->
                        changed(offer)
                                .forEach(found -> forged.add(new Wire.InitAck(to, found, cookie)));
                case Wire.Echo _ -> {}
            }
        return forged;
    }

    private static Set<Found> changed(Found found) {
        var changed = new LinkedHashSet<Found>();
        changed.add(new Found.Nothing());
        if (found instanceof Found.Offered(var offer)) {
            int size = offer.methods().size();
            changed.add(with(offer, offer.roles(), offer.methods().subList(size - 1, size)));
            changed.add(with(offer, Roles.CLIENT_ONLY, offer.methods()));
        }
        return changed;
    }

    private static Found with(KeyManagementOffer offer, Roles roles, List<Integer> methods) {
        return new Found.Offered(
                new KeyManagementOffer(offer.tieBreaker(), roles, offer.restart(), methods));
    }

    @Override
    public long key(NegotiationState state) {
        return numbers.applyAsLong(state);
    }

    @Override
    public List<Invariant<NegotiationState>> invariants() {
        return List.of(
                new Invariant<>(
                        "ends that understand each other were not bid down",
                        this::understandEachOther,
                        NegotiationPair::haveSeenTheTruth),
                Invariant.always(
                        "a strict end is never unprotected",
                        state -> !isStrictAndUnprotected(state)),
                new Invariant<>(
                        "ends that could be protected do not both go on without",
                        state -> state.isUnprotected(0) || state.isUnprotected(1),
                        state -> !(state.isUnprotected(0) && state.isUnprotected(1))));
    }

    private static boolean isStrictAndUnprotected(NegotiationState state) {
        for (int end = 0; end < 2; end++)
            if (state.isUnprotected(end) && state.at(end).mode() == Mode.STRICT) return true;
        return false;
    }

    private boolean understandEachOther(NegotiationState state) {
        return state.isProtected(0)
                && state.isProtected(1)
                && keys(state, 0).equals(keys(state, 1))
                && role(state, 0) != role(state, 1);
    }

    private static boolean haveSeenTheTruth(NegotiationState state) {
        return state.up(0).theirs().equals(new Found.Offered(state.up(1).own()))
                && state.up(1).theirs().equals(new Found.Offered(state.up(0).own()));
    }

    private List<?> keys(NegotiationState state, int end) {
        Offers offers = offers(state, end);
        Role role = role(state, end);
        return binding.of(
                offers.of(Role.CLIENT, role), offers.of(Role.SERVER, role), offers.method(role));
    }

    private static Role role(NegotiationState state, int end) {
        return offers(state, end).role().orElseThrow();
    }

    private static Offers offers(NegotiationState state, int end) {
        var up = state.up(end);
        return new Offers(up.own(), ((Found.Offered) up.theirs()).offer());
    }
}
