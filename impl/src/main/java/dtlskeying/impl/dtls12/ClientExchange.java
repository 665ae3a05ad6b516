package dtlskeying.impl.dtls12;

import static dtlskeying.impl.dtls.Judged.sound;
import static dtlskeying.impl.dtls.Judged.unsound;
import static dtlskeying.spec.Alert.DECRYPT_ERROR;
import static dtlskeying.spec.Alert.HANDSHAKE_FAILURE;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.Alert.UNSUPPORTED_CERTIFICATE;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.GROUP_WAS_OFFERED;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_KEY_IS_SIGNED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CERTIFICATE_IS_TRUSTED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CERTIFICATE_SUITS_THE_CIPHER_SUITE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FINISHED_VERIFIES;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.SHARE_IS_A_POINT_OF_ITS_GROUP;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.SIGNATURE_ALGORITHM_WAS_OFFERED;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.NamedGroup;
import dtlskeying.impl.crypto.NamedGroup.Agreement;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.crypto.SubjectPublicKey;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.Judged;
import dtlskeying.impl.dtls.Written;
import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Finished;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls12.message.Certificate;
import dtlskeying.impl.dtls12.message.CertificateRequest;
import dtlskeying.impl.dtls12.message.ClientKeyExchange;
import dtlskeying.impl.dtls12.message.HandshakeMessage;
import dtlskeying.impl.dtls12.message.HelloVerifyRequest;
import dtlskeying.impl.dtls12.message.ServerHelloDone;
import dtlskeying.impl.dtls12.message.ServerKeyExchange;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;

import java.util.Optional;

/**
 * What a client knows of the handshake in progress: it judges what the server says, and words what
 * the client says. Whose turn it is, is the business of {@link ClientHandshake}.
 *
 * @param settings what this client brings
 * @param entropy for this handshake alone
 * @param earlier the handshakes before this one
 * @param offer the session that it asks to take up again
 * @param transcript all messages so far
 * @param known what the messages so far have settled
 */
record ClientExchange(
        Settings settings,
        Entropy entropy,
        EarlierHandshakes earlier,
        SessionOffer offer,
        Transcript transcript,
        Known known) {

    /** One record a moment, so that nothing is there before its time or after it. */
    sealed interface Known {}

    record Nothing() implements Known {}

    record Offered(ClientHello hello) implements Known {}

    record Answered(Terms terms) implements Known {}

    record Certified(Terms terms, CertificateChain server, SubjectPublicKey key) implements Known {}

    record Shared(Terms terms, CertificateChain server, Octets ownShare, Secret premaster)
            implements Known {}

    record Requested(Shared shared, SignatureScheme scheme) implements Known {}

    /** The client's key exchange is said, its proof is not. */
    record Proving(Session session, SignatureScheme scheme) implements Known {}

    record Keyed(Session session) implements Known {}

    static ClientExchange start(
            Settings settings, Entropy entropy, EarlierHandshakes earlier, SessionOffer offer) {
        return new ClientExchange(
                settings, entropy, earlier, offer, Transcript.EMPTY, new Nothing());
    }

    /** The same, whose first hello is this one. */
    ClientExchange saying(ClientHello hello) {
        return with(new Offered(hello));
    }

    /** Judges a message in its turn; one that is out of turn changes nothing. */
    Judged<ClientExchange> judge(int messageSeq, Octets body, HandshakeMessage message) {
        var heard = with(transcript.with(message.type().code(), messageSeq, body));
        return switch (new Hearing(known, message)) {
            case Hearing(Offered(var hello), HelloVerifyRequest(_, var cookie)) ->
                    sound(with(new Offered(hello.withCookie(cookie))));
            case Hearing(Offered(var hello), ServerHello answer) ->
                    heard.serverHello(hello, answer);
            case Hearing(Answered(var terms), Certificate(var chain)) ->
                    heard.certificate(terms, chain);
            case Hearing(Certified certified, ServerKeyExchange exchange) ->
                    heard.serverKeyExchange(certified, exchange);
            case Hearing(Shared shared, CertificateRequest request) ->
                    heard.certificateRequest(shared, request);
            case Hearing(Shared _, ServerHelloDone _) -> sound(heard);
            case Hearing(Requested _, ServerHelloDone _) -> sound(heard);
            case Hearing(Keyed(var session), Finished(var verifyData)) ->
                    finished(session, verifyData, heard);
            case Hearing(Known _, HandshakeMessage _) -> sound(this);
        };
    }

    private Judged<ClientExchange> serverHello(ClientHello hello, ServerHello answer) {
        return switch (new ServerHelloCheck(settings, earlier, offer, hello, answer).outcome()) {
            case HelloOutcome.Accepted(var terms) -> sound(with(new Answered(terms)));
            case HelloOutcome.Resumed(var session, _) -> sound(with(new Keyed(session)));
            case HelloOutcome.Rejected(var why) -> new Judged<>(why, this);
            case HelloOutcome.Chosen _ -> throw new AssertionError("a client does not choose");
        };
    }

    private Judged<ClientExchange> certificate(Terms terms, CertificateChain chain) {
        return switch (settings.trust().judge(chain, settings.today())) {
            case Trust.Verdict.Distrusted(var alert, _) ->
                    unsound(this, alert, CERTIFICATE_IS_TRUSTED);
            case Trust.Verdict.Trusted(var key) when !terms.suite().suits(key.kind()) ->
                    unsound(this, UNSUPPORTED_CERTIFICATE, CERTIFICATE_SUITS_THE_CIPHER_SUITE);
            case Trust.Verdict.Trusted(var key) -> sound(with(new Certified(terms, chain, key)));
        };
    }

    private Judged<ClientExchange> serverKeyExchange(Certified certified, ServerKeyExchange said) {
        var group = NamedGroup.find(said.namedCurve()).filter(settings.groups()::contains);
        var scheme =
                SignatureScheme.find(said.signatureScheme()).filter(settings.schemes()::contains);
        if (group.isEmpty()) return unsound(this, ILLEGAL_PARAMETER, GROUP_WAS_OFFERED);
        if (scheme.isEmpty())
            return unsound(this, ILLEGAL_PARAMETER, SIGNATURE_ALGORITHM_WAS_OFFERED);
        Terms terms = certified.terms();
        Octets signed =
                ServerKeyExchange.signedContent(
                        terms.clientRandom(),
                        terms.serverRandom(),
                        said.namedCurve(),
                        said.share());
        if (!certified.key().verify(scheme.get(), signed, said.signature()))
            return unsound(this, DECRYPT_ERROR, SERVER_KEY_IS_SIGNED);
        return agree(certified, group.get(), said.share());
    }

    private Judged<ClientExchange> agree(Certified certified, NamedGroup group, Octets share) {
        var own = group.generate(entropy);
        return switch (own.agree(share)) {
            case Agreement.InvalidShare _ ->
                    unsound(this, ILLEGAL_PARAMETER, SHARE_IS_A_POINT_OF_ITS_GROUP);
            case Agreement.Agreed(var premaster) ->
                    sound(
                            with(
                                    new Shared(
                                            certified.terms(),
                                            certified.server(),
                                            own.share(),
                                            premaster)));
        };
    }

    private Judged<ClientExchange> certificateRequest(Shared shared, CertificateRequest request) {
        return settings.schemes().stream()
                .filter(each -> each.suits(settings.identity().kind()))
                .filter(each -> request.signatureSchemes().contains(each.code()))
                .findFirst()
                .map(scheme -> sound(with(new Requested(shared, scheme))))
                .orElseGet(() -> unsound(this, HANDSHAKE_FAILURE, SIGNATURE_ALGORITHM_WAS_OFFERED));
    }

    private Judged<ClientExchange> finished(
            Session session, Octets verifyData, ClientExchange heard) {
        if (!session.isVerifiedBy(Role.SERVER, transcript, verifyData))
            return unsound(this, DECRYPT_ERROR, FINISHED_VERIFIES);
        return sound(heard.with(new Keyed(session.withVerifyData(Role.SERVER, verifyData))));
    }

    /** Words a message of the client. */
    Written<ClientExchange> write(Message message, int messageSeq) {
        return switch (message) {
            case CLIENT_HELLO -> writeHello(messageSeq);
            case CERTIFICATE ->
                    write(messageSeq, new Certificate(settings.identity().chain()), known);
            case CLIENT_KEY_EXCHANGE -> writeKeyExchange(messageSeq);
            case CERTIFICATE_VERIFY -> writeCertificateVerify(messageSeq);
            case FINISHED -> writeFinished(messageSeq);
            case HELLO_REQUEST,
                    HELLO_VERIFY_REQUEST,
                    SERVER_HELLO,
                    SERVER_KEY_EXCHANGE,
                    CERTIFICATE_REQUEST,
                    SERVER_HELLO_DONE,
                    CHANGE_CIPHER_SPEC ->
                    throw new AssertionError("a client does not word a " + message.text());
        };
    }

    /** A hello starts the transcript anew: the one without a cookie does not count. */
    @Cites({"rfc6347/4.2.1/a", "rfc6347/4.2.1/b"})
    private Written<ClientExchange> writeHello(int messageSeq) {
        ClientHello hello =
                known instanceof Offered(var repeated)
                        ? repeated
                        : new ClientOffer(settings, entropy, earlier, offer).hello();
        return with(Transcript.EMPTY).write(messageSeq, hello, new Offered(hello));
    }

    private Written<ClientExchange> writeKeyExchange(int messageSeq) {
        Shared shared = known instanceof Requested(var inner, _) ? inner : known(Shared.class);
        Written<ClientExchange> said =
                write(messageSeq, new ClientKeyExchange(shared.ownShare()), known);
        Session session =
                Session.of(
                        shared.terms(),
                        shared.premaster(),
                        said.after().transcript,
                        shared.server());
        Known next =
                known instanceof Requested(_, var scheme)
                        ? new Proving(session, scheme)
                        : new Keyed(session);
        return new Written<>(said.type(), said.body(), said.after().with(next));
    }

    private Written<ClientExchange> writeCertificateVerify(int messageSeq) {
        Proving proving = known(Proving.class);
        Octets signature =
                settings.identity()
                        .sign(proving.scheme(), transcript.messages(), entropy.child("proof"));
        var message = new CertificateVerify(proving.scheme().code(), signature);
        return write(messageSeq, message, new Keyed(proving.session()));
    }

    private Written<ClientExchange> writeFinished(int messageSeq) {
        Session session = known(Keyed.class).session();
        Octets verifyData = session.verifyData(Role.CLIENT, transcript);
        var next = new Keyed(session.withVerifyData(Role.CLIENT, verifyData));
        return write(messageSeq, new Finished(verifyData), next);
    }

    private Written<ClientExchange> write(int messageSeq, HandshakeMessage message, Known next) {
        int type = message.type().code();
        Octets body = message.encode();
        var said = with(transcript.with(type, messageSeq, body)).with(next);
        return new Written<>(type, body, said);
    }

    /** What has been agreed on, keys included, as soon as there are keys. */
    Optional<Session> session() {
        return switch (known) {
            case Keyed(var session) -> Optional.of(session);
            case Proving(var session, _) -> Optional.of(session);
            case Known _ -> Optional.empty();
        };
    }

    /** Whether the server has taken up the session on offer. */
    boolean isResuming() {
        return session().stream().anyMatch(Session::resumed);
    }

    private <K extends Known> K known(Class<K> moment) {
        if (moment.isInstance(known)) return moment.cast(known);
        throw new AssertionError("out of turn: " + known.getClass().getSimpleName());
    }

    private ClientExchange with(Known next) {
        return new ClientExchange(settings, entropy, earlier, offer, transcript, next);
    }

    private ClientExchange with(Transcript next) {
        return new ClientExchange(settings, entropy, earlier, offer, next, known);
    }

    private record Hearing(Known known, HandshakeMessage message) {}
}
