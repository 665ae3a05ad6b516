package dtlskeying.impl.chunk;

import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import java.util.List;

/**
 * What an endpoint supports before it has an association (draft-ietf-tsvwg-sctp-dtls-chunk-04
 * §7.1).
 *
 * @param roles which ends of the key management it can be
 * @param restart whether it supports protected restart
 * @param required whether it has no association without protection
 * @param methods key management methods, 0 to 255, best first, at least one
 */
public record KeyManagementSupport(
        Roles roles, boolean restart, boolean required, List<Integer> methods) {
    public KeyManagementSupport {
        methods = List.copyOf(methods);
        if (methods.isEmpty())
            throw new IllegalArgumentException("an endpoint supports at least one method");
    }

    /** What it offers in one association, with 32 fresh random bits. */
    public KeyManagementOffer offer(int tieBreaker) {
        return new KeyManagementOffer(tieBreaker, roles, restart, methods);
    }

    /** Whether it aborts where nothing fits. */
    public Mode mode() {
        return required ? Mode.STRICT : Mode.LOOSE;
    }
}
