package dtlskeying.impl.dtls12;

import static dtlskeying.impl.dtls.Judged.sound;
import static dtlskeying.impl.dtls.Judged.unsound;
import static dtlskeying.spec.Alert.DECRYPT_ERROR;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CERTIFICATE_IS_TRUSTED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FINISHED_VERIFIES;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.SHARE_IS_A_POINT_OF_ITS_GROUP;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.SIGNATURE_ALGORITHM_WAS_OFFERED;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.NamedGroup;
import dtlskeying.impl.crypto.NamedGroup.Agreement;
import dtlskeying.impl.crypto.NamedGroup.KeyPair;
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
import dtlskeying.impl.dtls12.message.ServerHelloDone;
import dtlskeying.impl.dtls12.message.ServerKeyExchange;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;

import java.util.List;
import java.util.Optional;

/**
 * What a server knows of the handshake in progress: it judges what the client says, and words what
 * the server says. Whose turn it is, is the business of {@link ServerHandshake}.
 *
 * @param settings what this server brings
 * @param entropy for this handshake alone
 * @param earlier the handshakes before this one
 * @param sessions those that it takes up again if they are offered
 * @param transcript all messages so far
 * @param known what the messages so far have settled
 */
record ServerExchange(
        Settings settings,
        Entropy entropy,
        EarlierHandshakes earlier,
        SessionCache sessions,
        Transcript transcript,
        Known known) {

    /** One record a moment, so that nothing is there before its time or after it. */
    sealed interface Known {}

    record Nothing() implements Known {}

    record Chosen(Terms terms, ServerHello answer, NamedGroup group, SignatureScheme scheme)
            implements Known {}

    /** A session is taken up again, and the client is not told yet. */
    record Resuming(Session session, ServerHello answer) implements Known {}

    record Shared(Terms terms, KeyPair own) implements Known {}

    record Certified(Shared shared, CertificateChain client, SubjectPublicKey key)
            implements Known {}

    /** The keys are agreed, the client's proof is still to come. */
    record Proving(Session session, SubjectPublicKey key) implements Known {}

    record Keyed(Session session) implements Known {}

    static ServerExchange start(
            Settings settings, Entropy entropy, EarlierHandshakes earlier, SessionCache sessions) {
        return new ServerExchange(
                settings, entropy, earlier, sessions, Transcript.EMPTY, new Nothing());
    }

    /** The same with other sessions to take up. */
    ServerExchange with(SessionCache others) {
        return new ServerExchange(settings, entropy, earlier, others, transcript, known);
    }

    /** Whether that hello would be answered by taking up a session. */
    boolean takesUp(ClientHello hello) {
        return choice(hello).outcome() instanceof HelloOutcome.Resumed;
    }

    private ClientHelloChoice choice(ClientHello hello) {
        return new ClientHelloChoice(settings, entropy, earlier, sessions, hello);
    }

    /** Judges a message in its turn; one that is out of turn changes nothing. */
    Judged<ServerExchange> judge(int messageSeq, Octets body, HandshakeMessage message) {
        var heard = with(transcript.with(message.type().code(), messageSeq, body));
        return switch (new Hearing(known, message)) {
            case Hearing(Nothing _, ClientHello hello) -> heard.clientHello(hello);
            case Hearing(Shared shared, Certificate(var chain)) -> heard.certificate(shared, chain);
            case Hearing(Shared shared, ClientKeyExchange(var share)) ->
                    heard.agree(shared, share, CertificateChain.NONE, Keyed::new);
            case Hearing(Certified(var shared, var chain, var key), ClientKeyExchange(var share)) ->
                    heard.agree(shared, share, chain, session -> new Proving(session, key));
            case Hearing(Proving proving, CertificateVerify proof) ->
                    certificateVerify(proving, proof, heard);
            case Hearing(Keyed(var session), Finished(var verifyData)) ->
                    finished(session, verifyData, heard);
            case Hearing(Known _, HandshakeMessage _) -> sound(this);
        };
    }

    private Judged<ServerExchange> clientHello(ClientHello hello) {
        return switch (choice(hello).outcome()) {
            case HelloOutcome.Chosen(var terms, var answer, var group, var scheme) ->
                    sound(with(new Chosen(terms, answer, group, scheme)));
            case HelloOutcome.Resumed(var session, var answer) ->
                    sound(with(new Resuming(session, answer)));
            case HelloOutcome.Rejected(var why) -> new Judged<>(why, this);
            case HelloOutcome.Accepted _ -> throw new AssertionError("a server chooses");
        };
    }

    private Judged<ServerExchange> certificate(Shared shared, CertificateChain chain) {
        return switch (settings.trust().judge(chain, settings.today())) {
            case Trust.Verdict.Distrusted(var alert, _) ->
                    unsound(this, alert, CERTIFICATE_IS_TRUSTED);
            case Trust.Verdict.Trusted(var key) -> sound(with(new Certified(shared, chain, key)));
        };
    }

    private Judged<ServerExchange> agree(
            Shared shared,
            Octets share,
            CertificateChain client,
            java.util.function.Function<Session, Known> next) {
        return switch (shared.own().agree(share)) {
            case Agreement.InvalidShare _ ->
                    unsound(this, ILLEGAL_PARAMETER, SHARE_IS_A_POINT_OF_ITS_GROUP);
            case Agreement.Agreed(var premaster) ->
                    sound(
                            with(
                                    next.apply(
                                            Session.of(
                                                    shared.terms(),
                                                    premaster,
                                                    transcript,
                                                    client))));
        };
    }

    private Judged<ServerExchange> certificateVerify(
            Proving proving, CertificateVerify proof, ServerExchange heard) {
        var scheme =
                SignatureScheme.find(proof.signatureScheme()).filter(settings.schemes()::contains);
        if (scheme.isEmpty())
            return unsound(this, ILLEGAL_PARAMETER, SIGNATURE_ALGORITHM_WAS_OFFERED);
        if (!proving.key().verify(scheme.get(), transcript.messages(), proof.signature()))
            return unsound(this, DECRYPT_ERROR, CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT);
        return sound(heard.with(new Keyed(proving.session())));
    }

    private Judged<ServerExchange> finished(
            Session session, Octets verifyData, ServerExchange heard) {
        if (!session.isVerifiedBy(Role.CLIENT, transcript, verifyData))
            return unsound(this, DECRYPT_ERROR, FINISHED_VERIFIES);
        return sound(heard.with(new Keyed(session.withVerifyData(Role.CLIENT, verifyData))));
    }

    /** Words a message of the server. */
    Written<ServerExchange> write(Message message, int messageSeq) {
        return switch (message) {
            case SERVER_HELLO -> writeHello(messageSeq);
            case CERTIFICATE ->
                    write(messageSeq, new Certificate(settings.identity().chain()), known);
            case SERVER_KEY_EXCHANGE -> writeKeyExchange(messageSeq);
            case CERTIFICATE_REQUEST -> write(messageSeq, request(), known);
            case SERVER_HELLO_DONE -> write(messageSeq, new ServerHelloDone(), known);
            case FINISHED -> writeFinished(messageSeq);
            case HELLO_REQUEST,
                    CLIENT_HELLO,
                    HELLO_VERIFY_REQUEST,
                    CLIENT_KEY_EXCHANGE,
                    CERTIFICATE_VERIFY,
                    CHANGE_CIPHER_SPEC ->
                    throw new AssertionError("a server does not word a " + message.text());
        };
    }

    private Written<ServerExchange> writeHello(int messageSeq) {
        return known instanceof Resuming(var session, var answer)
                ? write(messageSeq, answer, new Keyed(session))
                : write(messageSeq, known(Chosen.class).answer(), known);
    }

    private Written<ServerExchange> writeKeyExchange(int messageSeq) {
        Chosen chosen = known(Chosen.class);
        Terms terms = chosen.terms();
        KeyPair own = chosen.group().generate(entropy);
        int curve = chosen.group().code();
        Octets signed =
                ServerKeyExchange.signedContent(
                        terms.clientRandom(), terms.serverRandom(), curve, own.share());
        Octets signature =
                settings.identity().sign(chosen.scheme(), signed, entropy.child("proof"));
        var message = new ServerKeyExchange(curve, own.share(), chosen.scheme().code(), signature);
        return write(messageSeq, message, new Shared(terms, own));
    }

    private CertificateRequest request() {
        return new CertificateRequest(
                List.of(CertificateRequest.ECDSA_SIGN, CertificateRequest.RSA_SIGN),
                settings.schemes().stream().map(SignatureScheme::code).toList(),
                List.of());
    }

    private Written<ServerExchange> writeFinished(int messageSeq) {
        Session session = known(Keyed.class).session();
        Octets verifyData = session.verifyData(Role.SERVER, transcript);
        var next = new Keyed(session.withVerifyData(Role.SERVER, verifyData));
        return write(messageSeq, new Finished(verifyData), next);
    }

    private Written<ServerExchange> write(int messageSeq, HandshakeMessage message, Known next) {
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

    /** Whether a session is taken up again. */
    boolean isResuming() {
        return known instanceof Resuming || session().stream().anyMatch(Session::resumed);
    }

    private <K extends Known> K known(Class<K> moment) {
        if (moment.isInstance(known)) return moment.cast(known);
        throw new AssertionError("out of turn: " + known.getClass().getSimpleName());
    }

    private ServerExchange with(Known next) {
        return new ServerExchange(settings, entropy, earlier, sessions, transcript, next);
    }

    private ServerExchange with(Transcript next) {
        return new ServerExchange(settings, entropy, earlier, sessions, next, known);
    }

    private record Hearing(Known known, HandshakeMessage message) {}
}
