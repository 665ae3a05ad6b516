package dtlskeying.properties.vectors;

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

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExportedAuthenticator;
import dtlskeying.impl.dtls13.ExportedAuthenticator.Outcome;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.dtls13.message.AuthenticatorRequest;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** RFC 9261: authenticators that hold and authenticators that do not. */
final class ExportedAuthenticatorVectors implements VectorSource {
    private static final List<SignatureScheme> SCHEMES = List.of(SignatureScheme.values());
    private static final SignatureScheme P256 = SignatureScheme.ECDSA_SECP256R1_SHA256;
    private static final int STATUS_REQUEST = 5;
    private static final String NOBODY = "nobody";
    private static final Octets CONTEXT = Octets.hex("0000000000000004" + "c0".repeat(24));
    private static final Set<Clause> HELD =
            Set.of(
                    KEYS_ARE_EXPORTED,
                    AUTHENTICATOR_IS_THREE_MESSAGES,
                    CONTEXT_IS_THAT_OF_THE_REQUEST,
                    SIGNATURE_COVERS_THE_CONNECTION,
                    FINISHED_COVERS_THE_CONNECTION);

    @Override
    public VectorKind kind() {
        return VectorKind.DTLS13_EXPORTED_AUTHENTICATORS;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        for (CipherSuite suite : CipherSuite.values())
            for (Role asker : Role.values()) {
                for (KeyKind kind : KeyKind.values()) add(tests, suite, asker, kind);
                var epoch = epoch(suite, 5);
                var request = AuthenticatorRequest.of(asker, CONTEXT, SCHEMES);
                Octets refusal = epoch.refuse(asker.peer(), request);
                tests.add(
                        "a refusal",
                        Set.of(REFUSALS_ARE_AUTHENTIC),
                        List.of(),
                        test(suite, asker, request.encode(), refusal));
                tests.group(
                        "ExportedAuthenticator",
                        Fields.none().with("suite", suite.name()).with("asker", asker.text()));
            }
        return new VectorFile(
                "DTLS 1.3 exported authenticators",
                "dtls13-exported-authenticators.schema.json",
                List.of("RFC 9261", "draft-ietf-tls-extended-key-update, text of 29 June 2026"),
                List.of(
                        new Witness(
                                "a second derivation with the HMAC of Bouncy Castle, written from"
                                        + " RFC 9261 section 5 alone",
                                "handshakeContext, finishedKey and every Finished that holds; the"
                                        + " build checks it")),
                List.of(
                        "request and authenticator are messages with the header of TLS.",
                        "The exporter secret is that of the epoch: after an extended key update,"
                                + " that of its generation. Every label starts with \"dtls13\".",
                        "The empty Certificate of a refusal has the context of the request; it is"
                                + " hashed and not sent.",
                        "Any certificate is believed, save where believed says that nobody's is: a"
                                + " proof that holds is then distrusted.",
                        "accepted is the context of an authenticator that was taken before, in the"
                                + " same epoch."),
                Map.of(),
                tests.groups());
    }

    private static void add(TestList tests, CipherSuite suite, Role asker, KeyKind kind) {
        var epoch = epoch(suite, 5);
        var request = AuthenticatorRequest.of(asker, CONTEXT, SCHEMES);
        var other = AuthenticatorRequest.of(asker, Octets.hex("01"), SCHEMES);
        Octets proof = epoch.answer(asker.peer(), request, settings(kind), Entropy.of(9));
        tests.add(
                "a proof with a key of the kind " + kind,
                HELD,
                List.of(),
                test(suite, asker, request.encode(), proof));
        if (kind != KeyKind.EC_P256) return;
        Octets elsewhere =
                epoch(suite, 6).answer(asker.peer(), request, settings(kind), Entropy.of(9));
        tests.add(
                "a proof from another connection or epoch",
                Set.of(SIGNATURE_COVERS_THE_CONNECTION, EPOCH_HAS_ITS_AUTHENTICATORS),
                List.of(),
                test(suite, asker, request.encode(), elsewhere));
        tests.add(
                "a proof for another request",
                Set.of(CONTEXT_IS_THAT_OF_THE_REQUEST),
                List.of(),
                test(suite, asker, other.encode(), proof));
        tests.add(
                "a byte behind the Finished",
                Set.of(AUTHENTICATOR_IS_THREE_MESSAGES),
                List.of(),
                test(suite, asker, request.encode(), Octets.concat(proof, Octets.hex("00"))));
        addCrafted(tests, suite, asker);
        addKnown(tests, suite, asker, request, proof);
        byte[] flipped = proof.toArray();
        flipped[flipped.length - 1] ^= 1;
        tests.add(
                "another Finished",
                Set.of(FINISHED_COVERS_THE_CONNECTION),
                List.of(),
                test(suite, asker, request.encode(), Octets.of(flipped)));
    }

    /** What a proof is worth to who has taken another one, or does not believe its certificate. */
    private static void addKnown(
            TestList tests,
            CipherSuite suite,
            Role asker,
            AuthenticatorRequest request,
            Octets proof) {
        Fields good = test(suite, asker, request.encode(), proof);
        for (Octets accepted : List.of(CONTEXT, Octets.hex("01")))
            tests.add(
                    accepted.equals(CONTEXT)
                            ? "a proof whose context was accepted before"
                            : "a proof behind another one",
                    Set.of(ACCEPTED_CONTEXTS_DO_NOT_COME_AGAIN),
                    List.of(),
                    judged(suite, asker, good.with("accepted", accepted)));
        tests.add(
                "a proof with a certificate that is not believed",
                Set.of(CERTIFICATE_IS_JUDGED_LAST),
                List.of(),
                judged(suite, asker, good.with("believed", NOBODY)));
        byte[] flipped = proof.toArray();
        flipped[flipped.length - 1] ^= 1;
        Fields wrong = test(suite, asker, request.encode(), Octets.of(flipped));
        tests.add(
                "no proof, with a certificate that is not believed",
                Set.of(CERTIFICATE_IS_JUDGED_LAST, FINISHED_COVERS_THE_CONNECTION),
                List.of(),
                judged(suite, asker, wrong.with("believed", NOBODY)));
    }

    /** Proofs that hold, and are no answer to the request; and requests that are none. */
    private static void addCrafted(TestList tests, CipherSuite suite, Role asker) {
        var epoch = epoch(suite, 5);
        var alice = settings(KeyKind.EC_P256);
        var request = AuthenticatorRequest.of(asker, CONTEXT, SCHEMES);
        var narrow = AuthenticatorRequest.of(asker, CONTEXT, List.of(SignatureScheme.ED25519));
        var mirrored = AuthenticatorRequest.of(asker.peer(), CONTEXT, SCHEMES);
        var bare = new AuthenticatorRequest(asker, CONTEXT, Extensions.NONE);
        tests.add(
                "an extension in the certificate that nobody asked for",
                Set.of(CERTIFICATE_EXTENSIONS_WERE_ASKED_FOR),
                List.of(),
                test(
                        suite,
                        asker,
                        request.encode(),
                        CraftedProof.withExtension(epoch, request, alice, P256, STATUS_REQUEST)));
        tests.add(
                "a scheme that the request does not offer",
                Set.of(SCHEME_WAS_OFFERED),
                List.of(),
                test(
                        suite,
                        asker,
                        narrow.encode(),
                        CraftedProof.inScheme(epoch, narrow, alice, P256)));
        tests.add(
                "a request with the type of the other end's",
                Set.of(REQUEST_SAYS_WHO_ASKS),
                List.of(),
                test(
                        suite,
                        asker,
                        mirrored.encode(),
                        epoch.answer(asker.peer(), mirrored, alice, Entropy.of(9))));
        tests.add(
                "a request without signature_algorithms",
                Set.of(REQUEST_NAMES_SIGNATURE_ALGORITHMS),
                List.of(),
                test(suite, asker, bare.encode(), CraftedProof.inScheme(epoch, bare, alice, P256)));
    }

    private static ExportedAuthenticator epoch(CipherSuite suite, int step) {
        byte[] secret = new byte[suite.hash().length()];
        for (int i = 0; i < secret.length; i++) secret[i] = (byte) (step * (i + 1));
        return new ExportedAuthenticator(suite, Secret.of(secret));
    }

    private static Settings settings(KeyKind kind) {
        return Settings.of(
                Identity.demonstration("alice", Entropy.of(kind.ordinal()), kind),
                new Trust.Anyone(),
                Instant.parse("2026-01-01T00:00:00Z"),
                SrtpTerms.NONE);
    }

    private static Fields test(
            CipherSuite suite, Role asker, Octets request, Octets authenticator) {
        return judged(
                suite,
                asker,
                Fields.none()
                        .with("exporterSecret", epoch(suite, 5).exporterSecret().octets())
                        .with("request", request)
                        .with("authenticator", authenticator));
    }

    /** The test with what is given in it, and what comes of that. */
    private static Fields judged(CipherSuite suite, Role asker, Fields given) {
        var epoch = new ExportedAuthenticator(suite, Secret.of(given.octets("exporterSecret")));
        Role sender = asker.peer();
        Fields judged =
                Fields.none()
                        .with("exporterSecret", given.octets("exporterSecret"))
                        .with("handshakeContext", epoch.handshakeContext(sender))
                        .with("finishedKey", epoch.finishedKey(sender).octets());
        for (String name : List.of("accepted", "believed", "request", "authenticator"))
            if (given.has(name)) judged = judged.with(name, given.text(name));
        return judged.with("result", result(asker, epoch, given));
    }

    private static String result(Role asker, ExportedAuthenticator epoch, Fields given) {
        if (!(AuthenticatorRequest.decode(asker, given.octets("request"))
                instanceof Decoded.Value<AuthenticatorRequest>(var asked))) return "invalid";
        Set<Octets> accepted = given.has("accepted") ? Set.of(given.octets("accepted")) : Set.of();
        var settings = settings(KeyKind.EC_P256);
        if (given.has("believed")) settings = settings.withTrust(new Trust.Fingerprints(Set.of()));
        return switch (epoch.validate(asked, given.octets("authenticator"), settings, accepted)) {
            case Outcome.Authentic _ -> "authentic";
            case Outcome.Declined() -> "declined";
            case Outcome.Invalid(var clause) ->
                    clause == CERTIFICATE_IS_JUDGED_LAST ? "distrusted" : "invalid";
        };
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        var suite = CipherSuite.valueOf(group.fields().text("suite"));
        Role asker = group.fields().text("asker").equals("client") ? Role.CLIENT : Role.SERVER;
        Fields ours = judged(suite, asker, test.fields());
        return ours.equals(test.fields()) ? List.of() : List.of("we find " + ours);
    }
}
