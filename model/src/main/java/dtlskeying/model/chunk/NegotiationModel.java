package dtlskeying.model.chunk;

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

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ErrorCause;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Found;
import dtlskeying.spec.chunk.NegotiationSpec.Input;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import java.util.List;
import java.util.Set;

/**
 * §3 and §4, what both ends agree on, as a relation over the offers that an end has made and found.
 *
 * <p>A cookie whose peer offered nothing is the repetition of one whose peer's offer could not be
 * read, or is not: the text takes them for the same, and the association rests on neither.
 */
public record NegotiationModel() implements Relation<NegotiationModel.Facts, Input, Effect> {
    /** The relation has no parameters. */
    public NegotiationModel {}

    /**
     * What is known at one end.
     *
     * @param mode what this end does where nothing fits
     * @param standing how far it is
     */
    public record Facts(Mode mode, Standing standing) {
        /** What is known before the first association, and between two. */
        public static Facts start(Mode mode) {
            return new Facts(mode, new Standing.Idle());
        }

        private Facts at(Standing after) {
            return new Facts(mode, after);
        }
    }

    /** How far an end is. */
    public sealed interface Standing {
        /** No association. */
        record Idle() implements Standing {}

        /** An INIT of ours has left with this offer. */
        record Asked(KeyManagementOffer own) implements Standing {}

        /**
         * An association.
         *
         * @param own what this end offered for it
         * @param theirs what it found
         * @param isProtected whether keys are managed
         * @param restart whether it can be restarted under protection
         */
        record Up(KeyManagementOffer own, Found theirs, boolean isProtected, boolean restart)
                implements Standing {
            private boolean restsOn(KeyManagementOffer other, Found found) {
                return own.equals(other) && theirs.equals(found);
            }

            private boolean mayRestOn(KeyManagementOffer other, Found found) {
                boolean neither =
                        !(theirs instanceof Found.Offered) && !(found instanceof Found.Offered);
                return restsOn(other, found) || own.equals(other) && neither;
            }
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Associate(var own) -> associate(facts, own);
            case Input.InitArrived(var theirs, var own) -> init(facts, theirs, own);
            case Input.InitAckArrived(var theirs) -> initAck(facts, theirs);
            case Input.CookieArrived(var own, var theirs) -> cookie(facts, own, theirs);
            case Input.ForgedCookieArrived() ->
                    does(facts, new Effect.Discarded(Clause.UNSTATED), ONLY_OWN_COOKIES_COUNT);
            case Input.Ended() -> Set.of(Outcome.of(Facts.start(facts.mode()), List.of()));
        };
    }

    private static Set<Outcome<Facts, Effect>> associate(Facts facts, KeyManagementOffer own) {
        return facts.standing() instanceof Standing.Idle
                ? does(
                        facts.at(new Standing.Asked(own)),
                        new Effect.InitSent(own),
                        EACH_END_LISTS_ALL_IT_CAN,
                        TIE_BREAKER_IS_NEW_EACH_TIME)
                : does(facts, new Effect.Refused(Clause.UNSTATED), ONE_ASSOCIATION_AT_A_TIME);
    }

    private static Set<Outcome<Facts, Effect>> init(
            Facts facts, Found theirs, KeyManagementOffer own) {
        return facts.standing() instanceof Standing.Asked(var asked)
                ? does(
                        facts,
                        new Effect.InitAckSent(asked, theirs),
                        EACH_END_LISTS_ALL_IT_CAN,
                        COLLISION_REPEATS_THE_OFFER)
                : does(
                        facts,
                        new Effect.InitAckSent(own, theirs),
                        EACH_END_LISTS_ALL_IT_CAN,
                        TIE_BREAKER_IS_NEW_EACH_TIME,
                        RESPONDER_KEEPS_NOTHING);
    }

    private static Set<Outcome<Facts, Effect>> initAck(Facts facts, Found theirs) {
        return facts.standing() instanceof Standing.Asked(var own)
                ? Set.of(decided(facts, own, theirs))
                : does(facts, new Effect.Discarded(Clause.UNSTATED), UNASKED_ANSWERS_ARE_DROPPED);
    }

    private static Set<Outcome<Facts, Effect>> cookie(
            Facts facts, KeyManagementOffer own, Found theirs) {
        if (!(facts.standing() instanceof Standing.Up up))
            return Set.of(decided(facts, own, theirs));
        Outcome<Facts, Effect> nothing = Outcome.of(facts, List.of());
        if (up.restsOn(own, theirs)) return Set.of(nothing);
        Outcome<Facts, Effect> anew =
                up.isProtected() && !up.restart()
                        ? outcome(facts, new Effect.Discarded(Clause.UNSTATED), RESTART_NEEDS_BOTH)
                        : decided(facts, own, theirs);
        return up.mayRestOn(own, theirs) ? Set.of(nothing, anew) : Set.of(anew);
    }

    private static Outcome<Facts, Effect> decided(
            Facts facts, KeyManagementOffer own, Found found) {
        if (!(found instanceof Found.Offered(var theirs)))
            return unfit(
                    facts,
                    own,
                    found,
                    ErrorCause.MISSING_DTLS_CHUNK_SUPPORT,
                    STRICT_END_NEEDS_AN_OFFER);
        var offers = new Offers(own, theirs);
        if (!offers.shareAMethod())
            return unfit(
                    facts,
                    own,
                    found,
                    ErrorCause.NO_COMMON_METHOD,
                    STRICT_END_NEEDS_A_COMMON_METHOD);
        if (offers.fitting().isEmpty())
            return unfit(
                    facts,
                    own,
                    found,
                    ErrorCause.INCOMPATIBLE_ROLES,
                    STRICT_END_NEEDS_FITTING_ROLES);
        return offers.role()
                .map(role -> agreed(facts, offers, found, role))
                .orElseGet(() ->
                        aborted(facts, ErrorCause.TIE_BREAKER_COLLISION, EQUAL_TIE_BREAKERS_ABORT));
    }

    private static Outcome<Facts, Effect> unfit(
            Facts facts, KeyManagementOffer own, Found found, ErrorCause cause, Clause because) {
        return switch (facts.mode()) {
            case STRICT -> aborted(facts, cause, because);
            case LOOSE ->
                    outcome(
                            facts.at(new Standing.Up(own, found, false, false)),
                            new Effect.WentUnprotected(Clause.UNSTATED),
                            LOOSE_END_GOES_ON_UNPROTECTED);
        };
    }

    private static Outcome<Facts, Effect> aborted(Facts facts, ErrorCause cause, Clause because) {
        return outcome(
                Facts.start(facts.mode()), new Effect.Aborted(cause, Clause.UNSTATED), because);
    }

    private static Outcome<Facts, Effect> agreed(
            Facts facts, Offers offers, Found found, Role role) {
        return outcome(
                facts.at(new Standing.Up(offers.own(), found, true, offers.restart())),
                new Effect.Agreed(
                        role,
                        offers.method(role),
                        offers.of(Role.CLIENT, role),
                        offers.of(Role.SERVER, role),
                        offers.restart()),
                SINGLE_ROLE_DECIDES,
                LARGER_TIE_BREAKER_SERVES,
                SERVERS_ORDER_NAMES_THE_METHOD,
                RESTART_NEEDS_BOTH);
    }

    private static Outcome<Facts, Effect> outcome(Facts after, Effect effect, Clause... because) {
        return Outcome.of(after, List.of(effect), because);
    }

    private static Set<Outcome<Facts, Effect>> does(Facts after, Effect effect, Clause... because) {
        return Set.of(outcome(after, effect, because));
    }
}
