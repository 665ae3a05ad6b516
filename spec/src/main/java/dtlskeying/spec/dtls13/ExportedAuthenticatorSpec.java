package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/**
 * RFC 9261 with draft-ietf-tls-extended-key-update §11.2: proof of who the peer is, made and
 * checked outside the handshake, and bound to the keys of one epoch of one connection.
 */
public interface ExportedAuthenticatorSpec {
    /** What the sections say. */
    enum Claim implements Clause {
        CLIENTS_SPEAK_WHEN_ASKED(
                "rfc9261/3/a",
                MUST_NOT,
                "a client makes no authenticator that was not asked for; a server may"),
        REQUEST_SAYS_WHO_ASKS(
                "rfc9261/4/a",
                IS,
                "a server asks by a CertificateRequest, a client by a ClientCertificateRequest, of"
                        + " type 17"),
        CONTEXTS_ARE_USED_ONCE(
                "rfc9261/4/b", MUST, "no two requests of a connection have the same context"),
        REQUEST_NAMES_SIGNATURE_ALGORITHMS(
                "rfc9261/4/c", MUST, "a request has signature_algorithms"),
        AUTHENTICATOR_IS_THREE_MESSAGES(
                "rfc9261/5/a",
                IS,
                "an authenticator is a Certificate, a CertificateVerify and a Finished, and nothing"
                        + " else"),
        KEYS_ARE_EXPORTED(
                "rfc9261/5.1/a",
                IS,
                "handshake context and finished key are exported by labels that name the sender's"
                        + " role, each as long as the hash"),
        CONTEXT_IS_THAT_OF_THE_REQUEST(
                "rfc9261/5.2.1/a", MUST, "a Certificate repeats the context of the request"),
        CERTIFICATE_EXTENSIONS_WERE_ASKED_FOR(
                "rfc9261/5.2.1/b",
                MUST,
                "the extensions of certificates answer some of the request, or of the ClientHello"),
        SIGNATURE_COVERS_THE_CONNECTION(
                "rfc9261/5.2.2/a",
                IS,
                "the signature covers handshake context, request and Certificate, after the words"
                        + " Exported Authenticator"),
        SCHEME_WAS_OFFERED(
                "rfc9261/5.2.2/b",
                MUST,
                "the scheme is one that was offered, and that TLS 1.3 signs with"),
        FINISHED_COVERS_THE_CONNECTION(
                "rfc9261/5.2.3/a",
                IS,
                "the Finished is an HMAC under the finished key over all that the signature covers,"
                        + " and the signature"),
        REFUSALS_ARE_AUTHENTIC(
                "rfc9261/6/a",
                MAY,
                "who has no certificate to show answers with a Finished alone, over a Certificate"
                        + " that is empty and not sent"),
        ACCEPTED_CONTEXTS_DO_NOT_COME_AGAIN(
                "rfc9261/7.4/a",
                MUST,
                "a context that was in an accepted authenticator is refused in another"),
        CERTIFICATE_IS_JUDGED_LAST(
                "rfc9261/7.4/b",
                IS,
                "whether the certificate is good enough is the user's policy, once the proof holds"),
        EPOCH_HAS_ITS_AUTHENTICATORS(
                "extended-key-update/11.2/a",
                MUST,
                "after an update, context and key come from the exporter secret of the epoch");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }
}
