package dtlskeying.properties.chunk;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.properties.chunk.NegotiationLaws.AN_INIT_CHANGES_NOTHING;
import static dtlskeying.properties.chunk.NegotiationLaws.PERMITTED;
import static dtlskeying.properties.chunk.NegotiationLaws.STRICT_IS_STRICT;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.COLLISION_REPEATS_THE_OFFER;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.EACH_END_LISTS_ALL_IT_CAN;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.EQUAL_TIE_BREAKERS_ABORT;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.LARGER_TIE_BREAKER_SERVES;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.LOOSE_END_GOES_ON_UNPROTECTED;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.ONE_ASSOCIATION_AT_A_TIME;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.ONLY_OWN_COOKIES_COUNT;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.RESPONDER_KEEPS_NOTHING;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.RESTART_NEEDS_BOTH;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.SERVERS_ORDER_NAMES_THE_METHOD;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.SINGLE_ROLE_DECIDES;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.STRICT_END_NEEDS_AN_OFFER;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.STRICT_END_NEEDS_A_COMMON_METHOD;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.STRICT_END_NEEDS_FITTING_ROLES;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.TIE_BREAKER_IS_NEW_EACH_TIME;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.UNASKED_ANSWERS_ARE_DROPPED;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.Negotiation;
import dtlskeying.impl.chunk.Negotiation.Asking;
import dtlskeying.impl.chunk.Negotiation.Idle;
import dtlskeying.impl.chunk.Negotiation.Managed;
import dtlskeying.impl.chunk.Negotiation.Unprotected;
import dtlskeying.model.chunk.NegotiationModel.Facts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.chunk.ErrorCause;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.Aborted;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.Agreed;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.InitAckSent;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.InitSent;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.WentUnprotected;
import dtlskeying.spec.chunk.NegotiationSpec.Found;
import dtlskeying.spec.chunk.NegotiationSpec.Input;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Bugs of one end that negotiates. */
final class NegotiationMutants {
    static final List<Mutant<Negotiation, Input, Effect, Facts>> ALL =
            List.of(
                    mutant(
                            "selected-only",
                            "an answer lists the method that is taken, as earlier drafts had it",
                            EACH_END_LISTS_ALL_IT_CAN,
                            Mutant.misdoing(NegotiationMutants::listingTheFirst)),
                    mutant(
                            "old-tie-breaker",
                            "an answer in an association repeats the tie breaker of that one",
                            TIE_BREAKER_IS_NEW_EACH_TIME,
                            instead((state, input) ->
                                    state instanceof Managed same
                                                    && input
                                                            instanceof
                                                            Input.InitArrived(var theirs, _)
                                            ? stay(same, new InitAckSent(same.own(), theirs))
                                            : null)),
                    mutant(
                            "new-tie-breaker",
                            "an INIT that meets one's own is answered with a new offer",
                            COLLISION_REPEATS_THE_OFFER,
                            instead((state, input) ->
                                    state instanceof Asking
                                                    && input
                                                            instanceof
                                                            Input.InitArrived(var theirs, var own)
                                            ? stay(state, new InitAckSent(own, theirs))
                                            : null)),
                    loosely(
                            "no-offer",
                            "a strict end goes on without an offer",
                            ErrorCause.MISSING_DTLS_CHUNK_SUPPORT,
                            STRICT_END_NEEDS_AN_OFFER),
                    loosely(
                            "no-method",
                            "a strict end goes on without a method that both have",
                            ErrorCause.NO_COMMON_METHOD,
                            STRICT_END_NEEDS_A_COMMON_METHOD),
                    loosely(
                            "no-roles",
                            "a strict end goes on where both can only be the client",
                            ErrorCause.INCOMPATIBLE_ROLES,
                            STRICT_END_NEEDS_FITTING_ROLES),
                    mutant(
                            "loose-abort",
                            "a loose end aborts like a strict one",
                            LOOSE_END_GOES_ON_UNPROTECTED,
                            instead((state, input) ->
                                    state.on(input).state() instanceof Unprotected(var mode, _, _)
                                                    && !state.on(input).effects().isEmpty()
                                                    && state.on(input).effects().getFirst()
                                                            instanceof WentUnprotected
                                            ? become(
                                                    new Idle(mode),
                                                    new Aborted(
                                                            ErrorCause.MISSING_DTLS_CHUNK_SUPPORT,
                                                            STRICT_END_NEEDS_AN_OFFER))
                                            : null)),
                    mutant(
                            "tie-first",
                            "the tie breaker decides even where an end can be one only",
                            SINGLE_ROLE_DECIDES,
                            Mutant.misdoing(effect ->
                                    effect instanceof Agreed agreed
                                                    && unsigned(agreed.client())
                                                            > unsigned(agreed.server())
                                            ? swapped(agreed)
                                            : effect)),
                    mutant(
                            "X41-chunk",
                            "tie breakers are compared with a sign",
                            LARGER_TIE_BREAKER_SERVES,
                            Mutant.misdoing(effect ->
                                    effect instanceof Agreed agreed
                                                    && isOpen(agreed)
                                                    && agreed.client().tieBreaker()
                                                            > agreed.server().tieBreaker()
                                            ? swapped(agreed)
                                            : effect)),
                    mutant(
                            "equal-serves",
                            "an end with an equal tie breaker takes itself for the larger",
                            EQUAL_TIE_BREAKERS_ABORT,
                            instead(NegotiationMutants::servingWhenEqual)),
                    mutant(
                            "kernel-equal",
                            "equal tie breakers abort even where the roles are clear",
                            SINGLE_ROLE_DECIDES,
                            instead(NegotiationMutants::abortingWhenEqual)),
                    mutant(
                            "own-order",
                            "each end takes its own first method that the peer has",
                            SERVERS_ORDER_NAMES_THE_METHOD,
                            Mutant.misdoing(effect ->
                                    effect instanceof Agreed agreed
                                            ? new Agreed(
                                                    agreed.role(),
                                                    agreed.client().methods().stream()
                                                            .filter(
                                                                    agreed.server().methods()
                                                                            ::contains)
                                                            .findFirst()
                                                            .orElseThrow(),
                                                    agreed.client(),
                                                    agreed.server(),
                                                    agreed.restart())
                                            : effect)),
                    mutant(
                            "restart-by-one",
                            "one end that can restart is enough",
                            RESTART_NEEDS_BOTH,
                            Mutant.misdoing(effect ->
                                    effect instanceof Agreed agreed
                                            ? new Agreed(
                                                    agreed.role(),
                                                    agreed.method(),
                                                    agreed.client(),
                                                    agreed.server(),
                                                    agreed.client().restart()
                                                            || agreed.server().restart())
                                            : effect)),
                    mutant(
                            "any-restart",
                            "any genuine cookie restarts an association that is protected",
                            RESTART_NEEDS_BOTH,
                            instead((state, input) ->
                                    state instanceof Managed(var mode, _, _, var restart)
                                                    && !restart
                                                    && input instanceof Input.CookieArrived
                                            ? new Idle(mode).on(input)
                                            : null)),
                    new Mutant<>(
                            "half-open",
                            "an INIT makes the end that is asked remember",
                            Set.of(RESPONDER_KEEPS_NOTHING),
                            AN_INIT_CHANGES_NOTHING,
                            instead((state, input) ->
                                    state instanceof Idle(var mode)
                                                    && input
                                                            instanceof
                                                            Input.InitArrived(var theirs, var own)
                                            ? become(
                                                    new Asking(mode, own),
                                                    new InitAckSent(own, theirs))
                                            : null)),
                    mutant(
                            "forged-cookie",
                            "a cookie that is not ours ends the asking",
                            ONLY_OWN_COOKIES_COUNT,
                            instead((state, input) ->
                                    input instanceof Input.ForgedCookieArrived
                                                    && state instanceof Asking(var mode, _)
                                            ? become(
                                                    new Idle(mode),
                                                    new Effect.Discarded(ONLY_OWN_COOKIES_COUNT))
                                            : null)),
                    mutant(
                            "late-answer",
                            "an INIT ACK decides anew while the association is up",
                            UNASKED_ANSWERS_ARE_DROPPED,
                            instead((state, input) ->
                                    state instanceof Managed(var mode, var own, _, _)
                                                    && input instanceof Input.InitAckArrived
                                            ? new Asking(mode, own).on(input)
                                            : null)),
                    mutant(
                            "two-at-a-time",
                            "a second INIT leaves while one is under way",
                            ONE_ASSOCIATION_AT_A_TIME,
                            instead((state, input) ->
                                    state instanceof Asking(var mode, _)
                                                    && input instanceof Input.Associate(var own)
                                            ? become(new Asking(mode, own), new InitSent(own))
                                            : null)));

    private NegotiationMutants() {}

    private static Mutant<Negotiation, Input, Effect, Facts> mutant(
            String id,
            String story,
            Clause breaks,
            UnaryOperator<Machine<Negotiation, Input, Effect>> change) {
        return new Mutant<>(id, story, Set.of(breaks), PERMITTED, change);
    }

    /** A strict end that does what a loose one does where it should have given that cause. */
    private static Mutant<Negotiation, Input, Effect, Facts> loosely(
            String id, String story, ErrorCause cause, Clause breaks) {
        Law<Negotiation, Input, Effect, Facts> killer = STRICT_IS_STRICT;
        return new Mutant<>(
                id,
                story,
                Set.of(breaks),
                killer,
                instead((state, input) ->
                        state.on(input).effects().stream()
                                        .anyMatch(effect ->
                                                effect instanceof Aborted(var given, _)
                                                        && given == cause)
                                ? unprotected(state, input)
                                : null));
    }

    private static Step<Negotiation, Effect> unprotected(Negotiation state, Input input) {
        var loosely = new WentUnprotected(LOOSE_END_GOES_ON_UNPROTECTED);
        if (input instanceof Input.CookieArrived(var own, var theirs))
            return become(new Unprotected(Mode.STRICT, own, theirs), loosely);
        return state instanceof Asking(var mode, var own)
                        && input instanceof Input.InitAckArrived(var theirs)
                ? become(new Unprotected(mode, own, theirs), loosely)
                : state.on(input);
    }

    private static Step<Negotiation, Effect> servingWhenEqual(Negotiation state, Input input) {
        boolean collides =
                state.on(input).effects().stream()
                        .anyMatch(effect ->
                                effect instanceof Aborted(var cause, _)
                                        && cause == ErrorCause.TIE_BREAKER_COLLISION);
        return collides ? NegotiationMutants.raised(state, input) : null;
    }

    /** The same step, had our own tie breaker been larger by one. */
    private static Step<Negotiation, Effect> raised(Negotiation state, Input input) {
        if (input instanceof Input.CookieArrived(var own, var theirs))
            return state.on(new Input.CookieArrived(raised(own), theirs));
        return state instanceof Asking(var mode, var own)
                ? new Asking(mode, raised(own)).on(input)
                : state.on(input);
    }

    private static KeyManagementOffer raised(KeyManagementOffer offer) {
        return new KeyManagementOffer(
                offer.tieBreaker() + 1, offer.roles(), offer.restart(), offer.methods());
    }

    private static Step<Negotiation, Effect> abortingWhenEqual(Negotiation state, Input input) {
        var step = state.on(input);
        return step.state() instanceof Managed(var mode, var own, var theirs, _)
                        && !step.effects().isEmpty()
                        && own.tieBreaker() == theirs.tieBreaker()
                        && step.effects().getFirst() instanceof Agreed
                ? become(
                        new Idle(mode),
                        new Aborted(ErrorCause.TIE_BREAKER_COLLISION, EQUAL_TIE_BREAKERS_ABORT))
                : null;
    }

    private static Effect listingTheFirst(Effect effect) {
        return effect instanceof InitAckSent(var own, Found.Offered theirs)
                ? new InitAckSent(
                        new KeyManagementOffer(
                                own.tieBreaker(),
                                own.roles(),
                                own.restart(),
                                own.methods().subList(0, 1)),
                        theirs)
                : effect;
    }

    private static boolean isOpen(Agreed agreed) {
        return agreed.client().roles() == Roles.EITHER && agreed.server().roles() == Roles.EITHER;
    }

    private static long unsigned(KeyManagementOffer offer) {
        return Integer.toUnsignedLong(offer.tieBreaker());
    }

    private static Agreed swapped(Agreed agreed) {
        return new Agreed(
                agreed.role().peer(),
                agreed.method(),
                agreed.server(),
                agreed.client(),
                agreed.restart());
    }

    /** A bug in some rows; it gives null where the machine is healthy. */
    private static UnaryOperator<Machine<Negotiation, Input, Effect>> instead(
            BiFunction<Negotiation, Input, Step<Negotiation, Effect>> bug) {
        return Mutant.instead((state, input) -> Optional.ofNullable(bug.apply(state, input)));
    }
}
