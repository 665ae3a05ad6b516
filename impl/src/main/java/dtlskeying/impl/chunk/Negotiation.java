package dtlskeying.impl.chunk;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.ONE_ASSOCIATION_AT_A_TIME;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.ONLY_OWN_COOKIES_COUNT;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.RESTART_NEEDS_BOTH;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.UNASKED_ANSWERS_ARE_DROPPED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.Agreed;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.Discarded;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.InitAckSent;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.InitSent;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.Refused;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.WentUnprotected;
import dtlskeying.spec.chunk.NegotiationSpec.Found;
import dtlskeying.spec.chunk.NegotiationSpec.Input;
import dtlskeying.spec.chunk.NegotiationSpec.Input.Associate;
import dtlskeying.spec.chunk.NegotiationSpec.Input.CookieArrived;
import dtlskeying.spec.chunk.NegotiationSpec.Input.Ended;
import dtlskeying.spec.chunk.NegotiationSpec.Input.ForgedCookieArrived;
import dtlskeying.spec.chunk.NegotiationSpec.Input.InitAckArrived;
import dtlskeying.spec.chunk.NegotiationSpec.Input.InitArrived;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

/**
 * §3 and §4, with §5.1 of draft-ietf-tsvwg-sctp-dtls-chunk-04: what both ends agree on in INIT and
 * INIT ACK. Every state carries the mode of this end.
 */
public sealed interface Negotiation {
    /** There is no association. INITs may have been answered: their cookies remember them. */
    record Idle(Mode mode) implements Negotiation {}

    /** An INIT with this offer is under way. */
    record Asking(Mode mode, KeyManagementOffer own) implements Negotiation {}

    /** Keys will be managed, on the ground of both offers. */
    record Managed(Mode mode, KeyManagementOffer own, KeyManagementOffer theirs, boolean restart)
            implements Negotiation {
        private boolean restsOn(CookieArrived cookie) {
            return own.equals(cookie.own()) && cookie.theirs().equals(new Found.Offered(theirs));
        }
    }

    /** The association is there, unprotected. */
    record Unprotected(Mode mode, KeyManagementOffer own, Found theirs) implements Negotiation {
        private boolean restsOn(CookieArrived cookie) {
            return own.equals(cookie.own()) && theirs.equals(cookie.theirs());
        }
    }

    /** Takes one input; any input is answered in any state. */
    default Step<Negotiation, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Idle(var mode), Associate(var own)) ->
                    become(new Asking(mode, own), new InitSent(own));
            case Row(Asking same, Associate _) ->
                    stay(same, new Refused(ONE_ASSOCIATION_AT_A_TIME));
            case Row(Managed same, Associate _) ->
                    stay(same, new Refused(ONE_ASSOCIATION_AT_A_TIME));
            case Row(Unprotected same, Associate _) ->
                    stay(same, new Refused(ONE_ASSOCIATION_AT_A_TIME));

            case Row(Idle same, InitArrived(var theirs, var own)) -> answered(same, own, theirs);
            case Row(Asking same, InitArrived(var theirs, _)) -> answered(same, same.own(), theirs);
            case Row(Managed same, InitArrived(var theirs, var own)) -> answered(same, own, theirs);
            case Row(Unprotected same, InitArrived(var theirs, var own)) ->
                    answered(same, own, theirs);

            case Row(Asking(var mode, var own), InitAckArrived(var theirs)) ->
                    settled(mode, own, theirs);
            case Row(Idle same, InitAckArrived _) ->
                    stay(same, new Discarded(UNASKED_ANSWERS_ARE_DROPPED));
            case Row(Managed same, InitAckArrived _) ->
                    stay(same, new Discarded(UNASKED_ANSWERS_ARE_DROPPED));
            case Row(Unprotected same, InitAckArrived _) ->
                    stay(same, new Discarded(UNASKED_ANSWERS_ARE_DROPPED));

            case Row(Idle(var mode), CookieArrived(var own, var theirs)) ->
                    settled(mode, own, theirs);
            case Row(Asking(var mode, _), CookieArrived(var own, var theirs)) ->
                    settled(mode, own, theirs);
            case Row(Managed same, CookieArrived cookie) when same.restsOn(cookie) -> stay(same);
            case Row(Managed same, CookieArrived _) when !same.restart() ->
                    stay(same, new Discarded(RESTART_NEEDS_BOTH));
            case Row(Managed(var mode, _, _, _), CookieArrived(var own, var theirs)) ->
                    settled(mode, own, theirs);
            case Row(Unprotected same, CookieArrived cookie) when same.restsOn(cookie) ->
                    stay(same);
            case Row(Unprotected(var mode, _, _), CookieArrived(var own, var theirs)) ->
                    settled(mode, own, theirs);

            case Row(Idle same, ForgedCookieArrived()) ->
                    stay(same, new Discarded(ONLY_OWN_COOKIES_COUNT));
            case Row(Asking same, ForgedCookieArrived()) ->
                    stay(same, new Discarded(ONLY_OWN_COOKIES_COUNT));
            case Row(Managed same, ForgedCookieArrived()) ->
                    stay(same, new Discarded(ONLY_OWN_COOKIES_COUNT));
            case Row(Unprotected same, ForgedCookieArrived()) ->
                    stay(same, new Discarded(ONLY_OWN_COOKIES_COUNT));

            case Row(Idle same, Ended()) -> stay(same);
            case Row(Asking(var mode, _), Ended()) -> become(new Idle(mode));
            case Row(Managed(var mode, _, _, _), Ended()) -> become(new Idle(mode));
            case Row(Unprotected(var mode, _, _), Ended()) -> become(new Idle(mode));
        };
    }

    @Cites({"rfc9260/5.1/a", "rfc9260/5.2.1/a", "sctp-dtls-chunk/4.1/a", "sctp-dtls-chunk/4.1/b"})
    private static Step<Negotiation, Effect> answered(
            Negotiation same, KeyManagementOffer own, Found theirs) {
        return stay(same, new InitAckSent(own, theirs));
    }

    private static Step<Negotiation, Effect> settled(
            Mode mode, KeyManagementOffer own, Found theirs) {
        return switch (new Agreement(mode).on(own, theirs)) {
            case Agreed agreed ->
                    become(new Managed(mode, own, theirsIn(agreed), agreed.restart()), agreed);
            case WentUnprotected loosely -> become(new Unprotected(mode, own, theirs), loosely);
            case Effect aborted -> become(new Idle(mode), aborted);
        };
    }

    private static KeyManagementOffer theirsIn(Agreed agreed) {
        return switch (agreed.role()) {
            case CLIENT -> agreed.server();
            case SERVER -> agreed.client();
        };
    }

    /** One row of the transition table. */
    record Row(Negotiation state, Input input) {}
}
