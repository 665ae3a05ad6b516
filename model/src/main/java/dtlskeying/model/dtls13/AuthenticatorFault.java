package dtlskeying.model.dtls13;

import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.ACCEPTED_CONTEXTS_DO_NOT_COME_AGAIN;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.AUTHENTICATOR_IS_THREE_MESSAGES;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CERTIFICATE_EXTENSIONS_WERE_ASKED_FOR;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CERTIFICATE_IS_JUDGED_LAST;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CONTEXT_IS_THAT_OF_THE_REQUEST;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.FINISHED_COVERS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.REQUEST_NAMES_SIGNATURE_ALGORITHMS;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.REQUEST_SAYS_WHO_ASKS;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.SCHEME_WAS_OFFERED;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.SIGNATURE_COVERS_THE_CONNECTION;

import dtlskeying.spec.Clause;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may be wrong with an authenticator, or with the request for one (RFC 9261 §4, §5, §7.4).
 *
 * <p>Of several faults any may be named, with two exceptions: what cannot be read has no other
 * fault, and who the certificate belongs to is nobody's question before the proof holds.
 */
public enum AuthenticatorFault {
    /** It is neither three messages nor one. */
    UNREADABLE(AUTHENTICATOR_IS_THREE_MESSAGES),
    /** Its context is not that of the request. */
    FOREIGN_CONTEXT(CONTEXT_IS_THAT_OF_THE_REQUEST),
    /** Its context was in one that was accepted. */
    USED_CONTEXT(ACCEPTED_CONTEXTS_DO_NOT_COME_AGAIN),
    /** A certificate has an extension that was not asked for. */
    EXTENSION_NOT_ASKED_FOR(CERTIFICATE_EXTENSIONS_WERE_ASKED_FOR),
    /** It is signed in a scheme that was not offered. */
    SCHEME_NOT_OFFERED(SCHEME_WAS_OFFERED),
    /** What is signed is something else: other keys, another role, or another request. */
    SIGNED_FOR_ANOTHER(SIGNATURE_COVERS_THE_CONNECTION),
    /** The Finished is over something else, or keyed with something else. */
    FINISHED_FOR_ANOTHER(FINISHED_COVERS_THE_CONNECTION),
    /** The certificate is not good enough for the user. */
    DISTRUSTED(CERTIFICATE_IS_JUDGED_LAST),
    /** A request has the type of the other end's. */
    REQUEST_OF_THE_OTHER_END(REQUEST_SAYS_WHO_ASKS),
    /** A request has no signature_algorithms. */
    NO_SCHEMES(REQUEST_NAMES_SIGNATURE_ALGORITHMS);

    private final Clause clause;

    AuthenticatorFault(Clause clause) {
        this.clause = clause;
    }

    /** The clauses of which one is named where these are the faults; none where there are none. */
    public static Set<Clause> named(Set<AuthenticatorFault> faults) {
        if (faults.contains(UNREADABLE)) return Set.of(UNREADABLE.clause);
        return faults.stream()
                .filter(fault -> fault != DISTRUSTED || faults.size() == 1)
                .map(fault -> fault.clause)
                .collect(Collectors.toSet());
    }
}
