package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.Alert.MISSING_EXTENSION;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.REQUEST_NAMES_SIGNATURE_ALGORITHMS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_REQUEST_CONTEXT_IS_EMPTY;

import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.SignatureAlgorithms;
import dtlskeying.impl.dtls13.ClientKnowledge.Proof;
import dtlskeying.impl.dtls13.message.CertificateRequest;

/**
 * A client's look at a request for a certificate (RFC 8446 §4.3.2). Of what it asks for, only the
 * signature algorithms are looked at: whether the certificate is good enough is for the server.
 *
 * @param settings what this client has
 * @param request the server's
 */
record RequestCheck(Settings settings, CertificateRequest request) {
    Checked<Proof> outcome() {
        return Checked.require(
                        request.context().isEmpty(),
                        ILLEGAL_PARAMETER,
                        CERTIFICATE_REQUEST_CONTEXT_IS_EMPTY)
                .then(_ -> Place.CERTIFICATE_REQUEST.asks(settings, request.extensions()))
                .then(_ ->
                        Checked.required(
                                request.extensions().find(ExtensionType.SIGNATURE_ALGORITHMS),
                                SignatureAlgorithms::decode,
                                MISSING_EXTENSION,
                                REQUEST_NAMES_SIGNATURE_ALGORITHMS))
                .map(this::proof);
    }

    private Proof proof(SignatureAlgorithms theirs) {
        var kind = settings.identity().kind();
        return Signatures.choose(settings.schemes(), kind, theirs::has)
                .<Proof>map(Proof.SignedIn::new)
                .orElseGet(Proof.None::new);
    }
}
