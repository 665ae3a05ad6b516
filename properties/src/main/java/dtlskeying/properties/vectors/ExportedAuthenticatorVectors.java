package dtlskeying.properties.vectors;

import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.AUTHENTICATOR_IS_THREE_MESSAGES;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CERTIFICATE_EXTENSIONS_WERE_ASKED_FOR;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CONTEXT_IS_THAT_OF_THE_REQUEST;
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
                        "Whether a certificate is good enough is not asked: any is."),
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
                Set.of(SIGNATURE_COVERS_THE_CONNECTION),
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
        byte[] flipped = proof.toArray();
        flipped[flipped.length - 1] ^= 1;
        tests.add(
                "another Finished",
                Set.of(FINISHED_COVERS_THE_CONNECTION),
                List.of(),
                test(suite, asker, request.encode(), Octets.of(flipped)));
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
        return judged(suite, asker, epoch(suite, 5), request, authenticator);
    }

    private static Fields judged(
            CipherSuite suite,
            Role asker,
            ExportedAuthenticator epoch,
            Octets request,
            Octets authenticator) {
        Role sender = asker.peer();
        return Fields.none()
                .with("exporterSecret", epoch.exporterSecret().octets())
                .with("handshakeContext", epoch.handshakeContext(sender))
                .with("finishedKey", epoch.finishedKey(sender).octets())
                .with("request", request)
                .with("authenticator", authenticator)
                .with("result", result(asker, epoch, request, authenticator));
    }

    private static String result(
            Role asker, ExportedAuthenticator epoch, Octets request, Octets authenticator) {
        if (!(AuthenticatorRequest.decode(asker, request)
                instanceof Decoded.Value<AuthenticatorRequest>(var asked))) return "invalid";
        var settings = settings(KeyKind.EC_P256);
        return switch (epoch.validate(asked, authenticator, settings, Set.of())) {
            case Outcome.Authentic _ -> "authentic";
            case Outcome.Declined() -> "declined";
            case Outcome.Invalid _ -> "invalid";
        };
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        var suite = CipherSuite.valueOf(group.fields().text("suite"));
        Role asker = group.fields().text("asker").equals("client") ? Role.CLIENT : Role.SERVER;
        Fields given = test.fields();
        var epoch = new ExportedAuthenticator(suite, Secret.of(given.octets("exporterSecret")));
        Fields ours =
                judged(suite, asker, epoch, given.octets("request"), given.octets("authenticator"));
        return ours.equals(given) ? List.of() : List.of("we find " + ours);
    }
}
