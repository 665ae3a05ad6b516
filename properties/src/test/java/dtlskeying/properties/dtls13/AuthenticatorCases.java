package dtlskeying.properties.dtls13;

import static dtlskeying.model.dtls13.AuthenticatorFault.DISTRUSTED;
import static dtlskeying.model.dtls13.AuthenticatorFault.EXTENSION_NOT_ASKED_FOR;
import static dtlskeying.model.dtls13.AuthenticatorFault.FINISHED_FOR_ANOTHER;
import static dtlskeying.model.dtls13.AuthenticatorFault.FOREIGN_CONTEXT;
import static dtlskeying.model.dtls13.AuthenticatorFault.SCHEME_NOT_OFFERED;
import static dtlskeying.model.dtls13.AuthenticatorFault.SIGNED_FOR_ANOTHER;
import static dtlskeying.model.dtls13.AuthenticatorFault.UNREADABLE;
import static dtlskeying.model.dtls13.AuthenticatorFault.USED_CONTEXT;

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
import dtlskeying.model.dtls13.AuthenticatorFault;
import dtlskeying.properties.vectors.CraftedProof;
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
    private static final SignatureScheme P256 = SignatureScheme.ECDSA_SECP256R1_SHA256;
    private static final int STATUS_REQUEST = 5;
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
     * @param faults what is wrong with it, nothing for a proof or refusal that holds
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
            Set<AuthenticatorFault> faults) {
        /** Something else is shown, with these faults. */
        Case but(String otherwise, Octets shown, AuthenticatorFault... wrong) {
            return new Case(
                    otherwise,
                    ours,
                    made,
                    asked,
                    answered,
                    shown,
                    settings,
                    accepted,
                    Set.of(wrong));
        }

        Case answering(AuthenticatorRequest other) {
            return new Case(
                    name, ours, made, asked, other, authenticator, settings, accepted, faults);
        }

        Case judging(Settings others) {
            return new Case(
                    name, ours, made, asked, answered, authenticator, others, accepted, faults);
        }

        Case having(Octets context) {
            var used = Set.of(context);
            return new Case(
                    name, ours, made, asked, answered, authenticator, settings, used, faults);
        }
    }

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
                        case Outcome.Authentic _ -> each.faults().isEmpty() && !isRefusal(each);
                        case Outcome.Declined() -> each.faults().isEmpty() && isRefusal(each);
                        case Outcome.Invalid(var clause) ->
                                AuthenticatorFault.named(each.faults()).contains(clause);
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
        var mirrored = request(asker.peer(), "01");
        var role = asker.peer();
        Octets proof = here.answer(role, request, ALICE, Entropy.of(1));
        var good =
                new Case("a proof", here, here, request, request, proof, ALICE, Set.of(), Set.of());
        var foreign = new Case("", here, other, request, request, proof, ALICE, Set.of(), Set.of());
        var distrusting = ALICE.withTrust(new Trust.Fingerprints(Set.of()));
        return List.of(
                good,
                good.but("a refusal", here.refuse(role, request)),
                foreign.but(
                        "another connection",
                        other.answer(role, request, ALICE, Entropy.of(1)),
                        SIGNED_FOR_ANOTHER,
                        FINISHED_FOR_ANOTHER),
                foreign.but(
                        "a refusal from elsewhere",
                        other.refuse(role, request),
                        FINISHED_FOR_ANOTHER),
                good.answering(another)
                        .but(
                                "another request",
                                here.answer(role, another, ALICE, Entropy.of(1)),
                                FOREIGN_CONTEXT),
                good.answering(mirrored)
                        .but(
                                "our own reflected",
                                here.answer(asker, mirrored, ALICE, Entropy.of(1)),
                                SIGNED_FOR_ANOTHER,
                                FINISHED_FOR_ANOTHER),
                good.but("another Finished", flipped(proof), FINISHED_FOR_ANOTHER),
                good.having(request.context()).but("once more", proof, USED_CONTEXT),
                good.but("a byte more", Octets.concat(proof, Octets.hex("00")), UNREADABLE),
                good.but("no bytes", Octets.EMPTY, UNREADABLE),
                good.judging(ALICE.withSchemes(SignatureScheme.ED25519))
                        .but("another scheme", proof, SCHEME_NOT_OFFERED),
                unasked(good, asker),
                good.but(
                        "an extension that nobody asked for",
                        CraftedProof.withExtension(here, request, ALICE, P256, STATUS_REQUEST),
                        EXTENSION_NOT_ASKED_FOR),
                good.judging(distrusting).but("a stranger", proof, DISTRUSTED),
                good.judging(distrusting)
                        .but(
                                "a stranger with another Finished",
                                flipped(proof),
                                DISTRUSTED,
                                FINISHED_FOR_ANOTHER));
    }

    /** A scheme that the end knows, and that its request does not offer. */
    private static Case unasked(Case good, Role asker) {
        var narrow = AuthenticatorRequest.of(asker, CONTEXT, List.of(SignatureScheme.ED25519));
        return new Case(
                "a scheme that was not asked for",
                good.ours(),
                good.made(),
                narrow,
                narrow,
                CraftedProof.inScheme(good.ours(), narrow, ALICE, P256),
                ALICE,
                Set.of(),
                Set.of(SCHEME_NOT_OFFERED));
    }

    private static Octets flipped(Octets proof) {
        byte[] bytes = proof.toArray();
        bytes[bytes.length - 1] ^= 1;
        return Octets.of(bytes);
    }
}
