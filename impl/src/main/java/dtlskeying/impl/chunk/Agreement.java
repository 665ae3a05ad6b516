package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.NegotiationSpec.Claim.EQUAL_TIE_BREAKERS_ABORT;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.LOOSE_END_GOES_ON_UNPROTECTED;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.STRICT_END_NEEDS_AN_OFFER;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.STRICT_END_NEEDS_A_COMMON_METHOD;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.STRICT_END_NEEDS_FITTING_ROLES;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ErrorCause;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.Aborted;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.Agreed;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.WentUnprotected;
import dtlskeying.spec.chunk.NegotiationSpec.Found;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import java.util.Collections;

/**
 * What follows from both offers (draft-ietf-tsvwg-sctp-dtls-chunk-04 §5.1). Both ends come to the
 * same, each from its side.
 *
 * @param mode of this end
 */
record Agreement(Mode mode) {
    /** {@link Agreed}, {@link WentUnprotected} or {@link Aborted}. */
    Effect on(KeyManagementOffer own, Found found) {
        return switch (found) {
            case Found.Offered(var theirs) -> between(own, theirs);
            case Found.Nothing() -> unfit(missing());
            case Found.Unreadable() -> unfit(missing());
        };
    }

    private Effect between(KeyManagementOffer own, KeyManagementOffer theirs) {
        if (Collections.disjoint(own.methods(), theirs.methods()))
            return unfit(
                    new Aborted(ErrorCause.NO_COMMON_METHOD, STRICT_END_NEEDS_A_COMMON_METHOD));
        if (own.roles() == theirs.roles() && own.roles() != Roles.EITHER)
            return unfit(
                    new Aborted(ErrorCause.INCOMPATIBLE_ROLES, STRICT_END_NEEDS_FITTING_ROLES));
        if (own.roles() == theirs.roles() && own.tieBreaker() == theirs.tieBreaker())
            return new Aborted(ErrorCause.TIE_BREAKER_COLLISION, EQUAL_TIE_BREAKERS_ABORT);
        return agreed(role(own, theirs), own, theirs);
    }

    @Cites({"sctp-dtls-chunk/5.1/e", "sctp-dtls-chunk/5.1/f"})
    private static Role role(KeyManagementOffer own, KeyManagementOffer theirs) {
        if (own.roles() != Roles.EITHER) return only(own.roles());
        if (theirs.roles() != Roles.EITHER) return only(theirs.roles()).peer();
        boolean larger = Integer.compareUnsigned(own.tieBreaker(), theirs.tieBreaker()) > 0;
        return larger ? Role.SERVER : Role.CLIENT;
    }

    private static Role only(Roles roles) {
        return roles.include(Role.CLIENT) ? Role.CLIENT : Role.SERVER;
    }

    @Cites({"sctp-dtls-chunk/5.1/h", "sctp-dtls-chunk/5.4/a"})
    private static Agreed agreed(Role role, KeyManagementOffer own, KeyManagementOffer theirs) {
        var client = role == Role.CLIENT ? own : theirs;
        var server = role == Role.CLIENT ? theirs : own;
        int method = server.methods().stream().filter(client.methods()::contains).findFirst().get();
        return new Agreed(role, method, client, server, own.restart() && theirs.restart());
    }

    private static Aborted missing() {
        return new Aborted(ErrorCause.MISSING_DTLS_CHUNK_SUPPORT, STRICT_END_NEEDS_AN_OFFER);
    }

    private Effect unfit(Aborted strictly) {
        Clause loosely = LOOSE_END_GOES_ON_UNPROTECTED;
        return switch (mode) {
            case STRICT -> strictly;
            case LOOSE -> new WentUnprotected(loosely);
        };
    }
}
