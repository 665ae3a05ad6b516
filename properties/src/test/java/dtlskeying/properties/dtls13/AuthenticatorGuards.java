package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.ACCEPTED_CONTEXTS_DO_NOT_COME_AGAIN;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.AUTHENTICATOR_IS_THREE_MESSAGES;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CERTIFICATE_EXTENSIONS_WERE_ASKED_FOR;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CERTIFICATE_IS_JUDGED_LAST;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CONTEXT_IS_THAT_OF_THE_REQUEST;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.EPOCH_HAS_ITS_AUTHENTICATORS;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.FINISHED_COVERS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.KEYS_ARE_EXPORTED;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.REFUSALS_ARE_AUTHENTIC;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.REQUEST_NAMES_SIGNATURE_ALGORITHMS;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.REQUEST_SAYS_WHO_ASKS;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.SCHEME_WAS_OFFERED;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.SIGNATURE_COVERS_THE_CONNECTION;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.ExportedAuthenticator.Outcome;
import dtlskeying.impl.dtls13.message.Authenticator;
import dtlskeying.impl.dtls13.message.AuthenticatorRequest;
import dtlskeying.impl.dtls13.message.CertificateRequest;
import dtlskeying.properties.Guard;
import dtlskeying.properties.dtls13.AuthenticatorCases.Case;
import dtlskeying.properties.dtls13.AuthenticatorCases.Validator;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.List;
import java.util.Set;

/** Bugs in the look at exported authenticators, each with the property that notices it. */
public final class AuthenticatorGuards {
    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    guard(
                            "X44-connection",
                            "an authenticator of another connection, or of the epoch before, is"
                                    + " taken",
                            given -> with(given, given.asked(), given.authenticator(), true),
                            KEYS_ARE_EXPORTED,
                            EPOCH_HAS_ITS_AUTHENTICATORS),
                    guard(
                            "X44-request",
                            "an authenticator is looked at with the request that it answers, not"
                                    + " with ours",
                            given -> with(given, given.answered(), given.authenticator(), false),
                            CONTEXT_IS_THAT_OF_THE_REQUEST),
                    guard(
                            "X44-again",
                            "the contexts of accepted authenticators are forgotten",
                            AuthenticatorGuards::forgetting,
                            ACCEPTED_CONTEXTS_DO_NOT_COME_AGAIN),
                    guard(
                            "unsigned",
                            "the signature is not looked at",
                            given -> taking(given, SIGNATURE_COVERS_THE_CONNECTION),
                            SIGNATURE_COVERS_THE_CONNECTION),
                    guard(
                            "unfinished",
                            "the Finished is not looked at",
                            given -> taking(given, FINISHED_COVERS_THE_CONNECTION),
                            FINISHED_COVERS_THE_CONNECTION),
                    guard(
                            "declined-is-fine",
                            "a refusal counts as a proof",
                            given -> fine(AuthenticatorCases.ours(given)),
                            REFUSALS_ARE_AUTHENTIC),
                    guard(
                            "trailing",
                            "what follows the Finished is not looked at",
                            AuthenticatorGuards::shortened,
                            AUTHENTICATOR_IS_THREE_MESSAGES),
                    guard(
                            "any-scheme",
                            "every signature scheme is taken",
                            given -> taking(given, SCHEME_WAS_OFFERED),
                            SCHEME_WAS_OFFERED),
                    guard(
                            "any-certificate",
                            "whoever has a key is believed",
                            AuthenticatorGuards::trusting,
                            CERTIFICATE_IS_JUDGED_LAST),
                    guard(
                            "any-extension",
                            "extensions of certificates are not looked at",
                            given -> taking(given, CERTIFICATE_EXTENSIONS_WERE_ASKED_FOR),
                            CERTIFICATE_EXTENSIONS_WERE_ASKED_FOR),
                    guard(
                            "judged-first",
                            "who does not believe the certificate does not look at the proof",
                            AuthenticatorGuards::judgingFirst,
                            CERTIFICATE_IS_JUDGED_LAST),
                    reader(
                            "any-type",
                            "a request is taken for the peer's whoever's it is",
                            AuthenticatorGuards::ofAnyType,
                            REQUEST_SAYS_WHO_ASKS),
                    reader(
                            "no-schemes",
                            "a request without signature_algorithms is taken",
                            AuthenticatorGuards::withoutSchemes,
                            REQUEST_NAMES_SIGNATURE_ALGORITHMS));

    private AuthenticatorGuards() {}

    private static Guard guard(String bug, String story, Validator sick, Clause... breaks) {
        return new Guard(
                bug,
                story,
                Set.of(breaks),
                AuthenticatorCases.LAW,
                () -> AuthenticatorCases.firstWrong(sick));
    }

    private static Guard reader(String bug, String story, RequestCases.Reader sick, Clause breaks) {
        return new Guard(
                bug, story, Set.of(breaks), RequestCases.LAW, () -> RequestCases.firstWrong(sick));
    }

    private static Decoded<AuthenticatorRequest> ofAnyType(Role asker, Octets message) {
        var read = AuthenticatorRequest.decode(asker, message);
        return read instanceof Decoded.Value<AuthenticatorRequest>
                ? read
                : AuthenticatorRequest.decode(asker.peer(), message);
    }

    private static Decoded<AuthenticatorRequest> withoutSchemes(Role asker, Octets message) {
        var read = AuthenticatorRequest.decode(asker, message);
        var body = CertificateRequest.decode(message.slice(4, message.length()));
        return body instanceof Decoded.Value<CertificateRequest>(var request)
                        && request.extensions().list().isEmpty()
                ? new Decoded.Value<>(
                        new AuthenticatorRequest(asker, request.context(), Extensions.NONE))
                : read;
    }

    private static Outcome judgingFirst(Case given) {
        var proof = Authenticator.decode(given.authenticator());
        return given.settings().trust() instanceof Trust.Fingerprints
                        && proof instanceof Decoded.Value<Authenticator>
                ? new Outcome.Invalid(CERTIFICATE_IS_JUDGED_LAST)
                : AuthenticatorCases.ours(given);
    }

    private static Outcome with(
            Case given, AuthenticatorRequest request, Octets authenticator, boolean isElsewhere) {
        var place = isElsewhere ? given.made() : given.ours();
        boolean isOurs = request.asker() == given.asked().asker();
        return place.validate(
                isOurs ? request : given.asked(),
                authenticator,
                given.settings(),
                given.accepted());
    }

    private static Outcome forgetting(Case given) {
        return given.ours()
                .validate(given.asked(), given.authenticator(), given.settings(), Set.of());
    }

    private static Outcome trusting(Case given) {
        return given.ours()
                .validate(
                        given.asked(),
                        given.authenticator(),
                        given.settings().withTrust(new Trust.Anyone()),
                        given.accepted());
    }

    private static Outcome taking(Case given, Clause fault) {
        var outcome = AuthenticatorCases.ours(given);
        return outcome.equals(new Outcome.Invalid(fault)) ? authentic() : outcome;
    }

    private static Outcome fine(Outcome outcome) {
        return outcome instanceof Outcome.Declined ? authentic() : outcome;
    }

    private static Outcome shortened(Case given) {
        Octets bytes = given.authenticator();
        return bytes.isEmpty()
                ? AuthenticatorCases.ours(given)
                : with(
                        given,
                        given.asked(),
                        given.name().equals("a byte more")
                                ? bytes.slice(0, bytes.length() - 1)
                                : bytes,
                        false);
    }

    private static Outcome authentic() {
        return new Outcome.Authentic(CertificateChain.NONE, Octets.EMPTY);
    }
}
