package dtlskeying.impl.dtls13;

import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.ACCEPTED_CONTEXTS_DO_NOT_COME_AGAIN;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.AUTHENTICATOR_IS_THREE_MESSAGES;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CERTIFICATE_EXTENSIONS_WERE_ASKED_FOR;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CERTIFICATE_IS_JUDGED_LAST;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CLIENTS_SPEAK_WHEN_ASKED;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CONTEXT_IS_THAT_OF_THE_REQUEST;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.FINISHED_COVERS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.SCHEME_WAS_OFFERED;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.SIGNATURE_COVERS_THE_CONNECTION;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.message.Authenticator;
import dtlskeying.impl.dtls13.message.AuthenticatorRequest;
import dtlskeying.impl.dtls13.message.Certificate;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.List;
import java.util.Set;

/**
 * RFC 9261 within one epoch of one connection: proofs of who an end is, which mean nothing on
 * another connection, in another epoch, from the other end, or to another request.
 *
 * <p>A value of pure functions. The exporter secret is that of the epoch ({@link
 * Association#exporterSecret}): after an extended key update another one, so that ends whose keys
 * somebody has split do not accept each other's proofs.
 *
 * @param suite that of the connection, whose hash is used
 * @param exporterSecret as long as the hash
 */
public record ExportedAuthenticator(CipherSuite suite, Secret exporterSecret) {
    private static final String SIGNED_AS = "Exported Authenticator";

    public ExportedAuthenticator {
        if (exporterSecret.length() != suite.hash().length())
            throw new IllegalArgumentException(
                    "%s has an exporter secret of %d bytes, not %d"
                            .formatted(suite, suite.hash().length(), exporterSecret.length()));
    }

    /** What came of looking at an authenticator. */
    public sealed interface Outcome {
        /**
         * The sender has the private key of the first of these certificates.
         *
         * @param context which is not to be accepted again
         */
        record Authentic(CertificateChain chain, Octets context) implements Outcome {}

        /** It is the other end that says that it has no certificate to show. */
        record Declined() implements Outcome {}

        /** It proves nothing; that says nothing about the connection. */
        record Invalid(Clause clause) implements Outcome {}
    }

    /** What stands for connection and epoch in what this side proves, as long as the hash. */
    @Cites({"rfc9261/5.1/a", "extended-key-update/11.2/a"})
    public Octets handshakeContext(Role sender) {
        return exported(sender, "handshake context").octets();
    }

    /** What the Finished of this side is keyed with, as long as the hash. */
    public Secret finishedKey(Role sender) {
        return exported(sender, "finished key");
    }

    private Secret exported(Role sender, String what) {
        String label = "EXPORTER-" + sender.text() + " authenticator " + what;
        return KeySchedule.of(suite)
                .export(exporterSecret, label, Octets.EMPTY, suite.hash().length());
    }

    /**
     * Answers a request with a proof, or refuses if our key signs in no scheme that it takes.
     *
     * @param settings whose identity is shown
     * @param entropy for this answer alone
     */
    public Octets answer(
            Role sender, AuthenticatorRequest request, Settings settings, Entropy entropy) {
        var kind = settings.identity().kind();
        return Signatures.choose(settings.schemes(), kind, request::takes)
                .map(scheme ->
                        prove(
                                sender,
                                request.encode(),
                                request.context(),
                                settings,
                                scheme,
                                entropy))
                .orElseGet(() -> refuse(sender, request));
    }

    /**
     * A server's proof that nobody has asked for.
     *
     * @param context which no request and no other proof of this connection has
     * @param scheme one that the client's hello offers and the server's key signs in
     */
    public Octets announce(
            Octets context, Settings settings, SignatureScheme scheme, Entropy entropy) {
        return prove(Role.SERVER, Octets.EMPTY, context, settings, scheme, entropy);
    }

    /** The same in the best of our schemes; the client has offered it if it takes what we take. */
    public Octets announce(Octets context, Settings settings, Entropy entropy) {
        var kind = settings.identity().kind();
        var scheme = Signatures.choose(settings.schemes(), kind, _ -> true).orElseThrow();
        return announce(context, settings, scheme, entropy);
    }

    /** Says that there is no certificate to show, so that nobody else can say it. */
    @Cites("rfc9261/6/a")
    public Octets refuse(Role sender, AuthenticatorRequest request) {
        return new Authenticator.Refusal(refusal(sender, request)).encode();
    }

    private Octets prove(
            Role sender,
            Octets request,
            Octets context,
            Settings settings,
            SignatureScheme scheme,
            Entropy entropy) {
        var certificate = Certificate.of(context, settings.identity().chain());
        Octets content = signed(sender, request, certificate);
        Octets signature = settings.identity().sign(scheme, content, entropy);
        var verify = new CertificateVerify(scheme.code(), signature);
        Octets verifyData = finished(sender, request, certificate, verify);
        return new Authenticator.Proof(certificate, verify, verifyData).encode();
    }

    @Cites("rfc9261/5.2.2/a")
    private Octets signed(Role sender, Octets request, Certificate certificate) {
        Octets hash = hash(sender, request, certificateMessage(certificate));
        return Signatures.content(SIGNED_AS, hash);
    }

    @Cites("rfc9261/5.2.3/a")
    private Octets finished(
            Role sender, Octets request, Certificate certificate, CertificateVerify verify) {
        Octets signed = Authenticator.message(HandshakeType.CERTIFICATE_VERIFY, verify.encode());
        Octets hash = hash(sender, request, certificateMessage(certificate), signed);
        return suite.hash().hmac(finishedKey(sender), hash);
    }

    private Octets refusal(Role sender, AuthenticatorRequest request) {
        var empty = new Certificate(request.context(), List.of());
        Octets hash = hash(sender, request.encode(), certificateMessage(empty));
        return suite.hash().hmac(finishedKey(sender), hash);
    }

    private Octets hash(Role sender, Octets... messages) {
        return suite.hash().digest(handshakeContext(sender), Octets.concat(messages));
    }

    private static Octets certificateMessage(Certificate certificate) {
        return Authenticator.message(HandshakeType.CERTIFICATE, certificate.encode());
    }

    /**
     * Looks at the answer to a request of ours.
     *
     * @param authenticator any bytes
     * @param settings whom we trust, and which signatures we take
     * @param accepted the contexts of all that were accepted on this connection
     */
    public Outcome validate(
            AuthenticatorRequest request,
            Octets authenticator,
            Settings settings,
            Set<Octets> accepted) {
        Role sender = request.asker().peer();
        return switch (Authenticator.decode(authenticator)) {
            case Decoded.Malformed<Authenticator> _ ->
                    new Outcome.Invalid(AUTHENTICATOR_IS_THREE_MESSAGES);
            case Decoded.Value<Authenticator>(Authenticator.Refusal(var verifyData)) ->
                    isSame(verifyData, refusal(sender, request))
                            ? new Outcome.Declined()
                            : new Outcome.Invalid(FINISHED_COVERS_THE_CONNECTION);
            case Decoded.Value<Authenticator>(Authenticator.Proof proof)
                    when !proof.certificate().context().equals(request.context()) ->
                    new Outcome.Invalid(CONTEXT_IS_THAT_OF_THE_REQUEST);
            case Decoded.Value<Authenticator>(Authenticator.Proof proof) -> {
                var asked = new Asked(sender, request.encode(), request.extensions());
                yield judge(proof, asked, settings, accepted);
            }
        };
    }

    /**
     * Looks at a proof that a server shows unasked.
     *
     * @param sender who shows it: a client's is invalid
     * @param hello the extensions of the ClientHello
     */
    @Cites("rfc9261/3/a")
    public Outcome validateUnasked(
            Role sender,
            Extensions hello,
            Octets authenticator,
            Settings settings,
            Set<Octets> accepted) {
        if (sender == Role.CLIENT) return new Outcome.Invalid(CLIENTS_SPEAK_WHEN_ASKED);
        return switch (Authenticator.decode(authenticator)) {
            case Decoded.Malformed<Authenticator> _ ->
                    new Outcome.Invalid(AUTHENTICATOR_IS_THREE_MESSAGES);
            case Decoded.Value<Authenticator>(Authenticator.Refusal _) ->
                    new Outcome.Invalid(AUTHENTICATOR_IS_THREE_MESSAGES);
            case Decoded.Value<Authenticator>(Authenticator.Proof proof) ->
                    judge(proof, new Asked(sender, Octets.EMPTY, hello), settings, accepted);
        };
    }

    /**
     * What a proof answers.
     *
     * @param request the message, no bytes if there is none
     * @param extensions that those of the certificates may answer
     */
    private record Asked(Role sender, Octets request, Extensions extensions) {}

    private Outcome judge(
            Authenticator.Proof proof, Asked asked, Settings settings, Set<Octets> accepted) {
        var certificate = proof.certificate();
        if (accepted.contains(certificate.context()))
            return new Outcome.Invalid(ACCEPTED_CONTEXTS_DO_NOT_COME_AGAIN);
        boolean isAnswer =
                certificate.entries().stream()
                        .flatMap(entry -> entry.extensions().list().stream())
                        .allMatch(extension -> asked.extensions().has(extension.type()));
        if (!isAnswer) return new Outcome.Invalid(CERTIFICATE_EXTENSIONS_WERE_ASKED_FOR);
        var key = certificate.chain().publicKey();
        var scheme =
                key.flatMap(it -> Signatures.schemeOf(proof.verify(), settings.schemes(), it))
                        .filter(it -> AuthenticatorRequest.offers(asked.extensions(), it));
        if (scheme.isEmpty()) return new Outcome.Invalid(SCHEME_WAS_OFFERED);
        Octets content = signed(asked.sender(), asked.request(), certificate);
        if (!key.orElseThrow().verify(scheme.get(), content, proof.verify().signature()))
            return new Outcome.Invalid(SIGNATURE_COVERS_THE_CONNECTION);
        Octets wanted = finished(asked.sender(), asked.request(), certificate, proof.verify());
        if (!isSame(proof.verifyData(), wanted))
            return new Outcome.Invalid(FINISHED_COVERS_THE_CONNECTION);
        return switch (settings.trust().judge(certificate.chain(), settings.today())) {
            case Trust.Verdict.Distrusted _ -> new Outcome.Invalid(CERTIFICATE_IS_JUDGED_LAST);
            case Trust.Verdict.Trusted _ ->
                    new Outcome.Authentic(certificate.chain(), certificate.context());
        };
    }

    /** In constant time. */
    private static boolean isSame(Octets theirs, Octets ours) {
        return Secret.of(theirs).equals(Secret.of(ours));
    }
}
