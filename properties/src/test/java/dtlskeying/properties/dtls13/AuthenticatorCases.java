package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.ACCEPTED_CONTEXTS_DO_NOT_COME_AGAIN;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.AUTHENTICATOR_IS_THREE_MESSAGES;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CERTIFICATE_IS_JUDGED_LAST;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CONTEXT_IS_THAT_OF_THE_REQUEST;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.FINISHED_COVERS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.SCHEME_WAS_OFFERED;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.SIGNATURE_COVERS_THE_CONNECTION;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExportedAuthenticator;
import dtlskeying.impl.dtls13.ExportedAuthenticator.Outcome;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.dtls13.message.Authenticator;
import dtlskeying.impl.dtls13.message.AuthenticatorRequest;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Authenticators good and bad, and what one end has to make of each. */
final class AuthenticatorCases {
    /** P67: the name of the law. */
    static final String LAW =
            "P67 an authenticator holds on its connection, in its epoch and role, for its request,"
                    + " and once";

    static final List<SignatureScheme> SCHEMES = List.of(SignatureScheme.values());
    static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;
    static final Settings ALICE = settings(KeyKind.EC_P256);
    private static final Octets CONTEXT = Octets.hex("0000000000000003" + "ab".repeat(24));

    /** One end's look at an authenticator, as far as a bug may replace it. */
    interface Validator {
        Outcome validate(Case given);
    }

    /**
     * What one end knows, and what it is shown.
     *
     * @param ours the epoch of the connection that it looks from
     * @param made the epoch of the connection in which it was made
     * @param asked the request that this end has made
     * @param answered the request that was answered
     * @param wanted the clause of its refusal, UNSTATED for a proof or refusal that holds
     */
    record Case(
            String name,
            ExportedAuthenticator ours,
            ExportedAuthenticator made,
            AuthenticatorRequest asked,
            AuthenticatorRequest answered,
            Octets authenticator,
            Settings settings,
            Set<Octets> accepted,
            Clause wanted) {}

    private AuthenticatorCases() {}

    static Settings settings(KeyKind kind) {
        return Settings.of(
                Identity.demonstration("alice", Entropy.of(kind.ordinal()), kind),
                new Trust.Anyone(),
                Instant.parse("2026-01-01T00:00:00Z"),
                SrtpTerms.NONE);
    }

    static ExportedAuthenticator epoch(CipherSuite suite, int filling) {
        byte[] secret = new byte[suite.hash().length()];
        java.util.Arrays.fill(secret, (byte) filling);
        return new ExportedAuthenticator(suite, Secret.of(secret));
    }

    static AuthenticatorRequest request(Role asker, String first) {
        return AuthenticatorRequest.of(asker, Octets.concat(Octets.hex(first), CONTEXT), SCHEMES);
    }

    /** What we do. */
    static Outcome ours(Case given) {
        return given.ours()
                .validate(given.asked(), given.authenticator(), given.settings(), given.accepted());
    }

    /** What goes wrong with this code, if anything does. */
    static Optional<String> firstWrong(Validator code) {
        for (Case each : all()) {
            Outcome outcome = code.validate(each);
            boolean isRight =
                    switch (outcome) {
                        case Outcome.Authentic _ ->
                                each.wanted() == Clause.UNSTATED && !isRefusal(each);
                        case Outcome.Declined() ->
                                each.wanted() == Clause.UNSTATED && isRefusal(each);
                        case Outcome.Invalid(var clause) -> clause == each.wanted();
                    };
            if (!isRight) return Optional.of(each.name() + ": " + outcome);
        }
        return Optional.empty();
    }

    private static boolean isRefusal(Case given) {
        return Authenticator.decode(given.authenticator())
                instanceof Decoded.Value<Authenticator>(Authenticator.Refusal _);
    }

    static List<Case> all() {
        var cases = new ArrayList<Case>();
        for (Role asker : Role.values()) cases.addAll(of(asker));
        return cases;
    }

    private static List<Case> of(Role asker) {
        var here = epoch(SUITE, 1);
        var other = epoch(SUITE, 2);
        var request = request(asker, "01");
        var another = request(asker, "02");
        var role = asker.peer();
        Octets proof = here.answer(role, request, ALICE, Entropy.of(1));
        Octets foreign = other.answer(role, request, ALICE, Entropy.of(1));
        Octets refusal = here.refuse(role, request);
        Octets forOther = here.answer(role, another, ALICE, Entropy.of(1));
        var mirrored = request(role, "01");
        Octets own = here.answer(asker, mirrored, ALICE, Entropy.of(1));
        var none = Set.<Octets>of();
        var strict = ALICE.withSchemes(SignatureScheme.ED25519);
        var distrusting = ALICE.withTrust(new Trust.Fingerprints(Set.of()));
        return List.of(
                new Case(
                        "a proof",
                        here,
                        here,
                        request,
                        request,
                        proof,
                        ALICE,
                        none,
                        Clause.UNSTATED),
                new Case(
                        "a refusal",
                        here,
                        here,
                        request,
                        request,
                        refusal,
                        ALICE,
                        none,
                        Clause.UNSTATED),
                new Case(
                        "another connection",
                        here,
                        other,
                        request,
                        request,
                        foreign,
                        ALICE,
                        none,
                        SIGNATURE_COVERS_THE_CONNECTION),
                new Case(
                        "a refusal from elsewhere",
                        here,
                        other,
                        request,
                        request,
                        other.refuse(role, request),
                        ALICE,
                        none,
                        FINISHED_COVERS_THE_CONNECTION),
                new Case(
                        "another request",
                        here,
                        here,
                        request,
                        another,
                        forOther,
                        ALICE,
                        none,
                        CONTEXT_IS_THAT_OF_THE_REQUEST),
                new Case(
                        "our own reflected",
                        here,
                        here,
                        request,
                        mirrored,
                        own,
                        ALICE,
                        none,
                        SIGNATURE_COVERS_THE_CONNECTION),
                new Case(
                        "another Finished",
                        here,
                        here,
                        request,
                        request,
                        flipped(proof),
                        ALICE,
                        none,
                        FINISHED_COVERS_THE_CONNECTION),
                new Case(
                        "once more",
                        here,
                        here,
                        request,
                        request,
                        proof,
                        ALICE,
                        Set.of(request.context()),
                        ACCEPTED_CONTEXTS_DO_NOT_COME_AGAIN),
                new Case(
                        "a byte more",
                        here,
                        here,
                        request,
                        request,
                        Octets.concat(proof, Octets.hex("00")),
                        ALICE,
                        none,
                        AUTHENTICATOR_IS_THREE_MESSAGES),
                new Case(
                        "no bytes",
                        here,
                        here,
                        request,
                        request,
                        Octets.EMPTY,
                        ALICE,
                        none,
                        AUTHENTICATOR_IS_THREE_MESSAGES),
                new Case(
                        "another scheme",
                        here,
                        here,
                        request,
                        request,
                        proof,
                        strict,
                        none,
                        SCHEME_WAS_OFFERED),
                new Case(
                        "a stranger",
                        here,
                        here,
                        request,
                        request,
                        proof,
                        distrusting,
                        none,
                        CERTIFICATE_IS_JUDGED_LAST));
    }

    private static Octets flipped(Octets proof) {
        byte[] bytes = proof.toArray();
        bytes[bytes.length - 1] ^= 1;
        return Octets.of(bytes);
    }
}
