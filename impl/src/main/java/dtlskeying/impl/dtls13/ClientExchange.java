package dtlskeying.impl.dtls13;

import static dtlskeying.impl.dtls.Judged.sound;
import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.Alert.DECRYPT_ERROR;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.RETRY_SETTLES_THE_SUITE;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SERVER_CERTIFICATE_IS_NOT_EMPTY;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.FINISHED_VERIFIES;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.SIZES_ARE_ANSWERED_ALONE;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.SubjectPublicKey;
import dtlskeying.impl.dtls.Judged;
import dtlskeying.impl.dtls.Written;
import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.Finished;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls13.ClientKnowledge.Certified;
import dtlskeying.impl.dtls13.ClientKnowledge.Done;
import dtlskeying.impl.dtls13.ClientKnowledge.Extended;
import dtlskeying.impl.dtls13.ClientKnowledge.First;
import dtlskeying.impl.dtls13.ClientKnowledge.Keyed;
import dtlskeying.impl.dtls13.ClientKnowledge.Nothing;
import dtlskeying.impl.dtls13.ClientKnowledge.Proof;
import dtlskeying.impl.dtls13.ClientKnowledge.Proved;
import dtlskeying.impl.dtls13.ClientKnowledge.Second;
import dtlskeying.impl.dtls13.ClientKnowledge.Worded;
import dtlskeying.impl.dtls13.ClientOffer.Offered;
import dtlskeying.impl.dtls13.message.Certificate;
import dtlskeying.impl.dtls13.message.CertificateRequest;
import dtlskeying.impl.dtls13.message.EncryptedExtensions;
import dtlskeying.impl.dtls13.message.HandshakeMessage;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a client knows of a handshake, and the bytes of its messages. {@link ClientHandshake} says
 * which message is due; this says whether it is sound, and words the client's own.
 *
 * @param entropy for this handshake alone
 * @param transcript all messages so far
 * @param known what the messages so far have settled
 */
record ClientExchange(
        Settings settings, Entropy entropy, Transcript transcript, ClientKnowledge known) {
    static ClientExchange start(Settings settings, Entropy entropy) {
        return new ClientExchange(settings, entropy, Transcript.EMPTY, new Nothing());
    }

    /** The same, whose first hello is this one. */
    ClientExchange saying(Offered first) {
        return with(new Worded(first));
    }

    /** Judges a message in its turn; one that is out of turn changes nothing. */
    Judged<ClientExchange> judge(Octets body, HandshakeMessage message) {
        var heard = with(transcript.with(HandshakeType.of(message).code(), body));
        return switch (new Hearing(known, message)) {
            case Hearing(First(var offered), HelloRetryRequest request) ->
                    retry(offered, request, body);
            case Hearing(First(var offered), ServerHello hello) ->
                    judged(
                            new ServerHelloCheck(settings, offered, hello).outcome(),
                            settled -> heard.keyed(offered, settled));
            case Hearing(Second(var offered, var suite), ServerHello hello) ->
                    judged(
                            new ServerHelloCheck(settings, offered, hello)
                                    .outcome()
                                    .then(settled -> settledBefore(suite, settled)),
                            settled -> heard.keyed(offered, settled));
            case Hearing(Keyed keyed, EncryptedExtensions(var extensions)) ->
                    judged(
                            extensions(keyed.offered(), extensions),
                            extras -> heard.with(keyed.with(extras)));
            case Hearing(Extended(var agreed, _), CertificateRequest request) ->
                    judged(
                            new RequestCheck(settings, request).outcome(),
                            proof -> heard.with(new Extended(agreed, proof)));
            case Hearing(Extended extended, Certificate certificate) ->
                    judged(
                            certificate(extended, certificate),
                            key -> heard.with(extended.with(certificate.chain(), key)));
            case Hearing(Certified certified, CertificateVerify proof) ->
                    judged(
                            certificateVerify(certified, proof),
                            _ -> heard.with(certified.proved()));
            case Hearing(Proved proved, Finished(var verifyData)) ->
                    judged(
                            finished(proved, verifyData),
                            _ -> heard.with(proved.done(heard.transcript)));
            case Hearing(ClientKnowledge _, HandshakeMessage _) -> sound(this);
        };
    }

    private <T> Judged<ClientExchange> judged(
            Checked<T> outcome, Function<T, ClientExchange> next) {
        return switch (outcome) {
            case Checked.Passed<T>(var value) -> sound(next.apply(value));
            case Checked.Refused<T>(var why) -> new Judged<>(why, this);
        };
    }

    private Checked<Extras> extensions(Offered offered, Extensions said) {
        return Checked.require(
                        SizeExtensions.of(settings).isAlone(said),
                        ILLEGAL_PARAMETER,
                        SIZES_ARE_ANSWERED_ALONE)
                .then(_ ->
                        Place.ENCRYPTED_EXTENSIONS.answers(
                                settings, offered.hello().extensions(), said))
                .then(_ -> new ExtensionsCheck(settings, said).answered());
    }

    /** From here on the hash of the first hello stands for it in the transcript. */
    private Judged<ClientExchange> retry(Offered offered, HelloRetryRequest request, Octets body) {
        return judged(
                new RetryCheck(settings, offered, request).outcome(),
                wish -> {
                    var next = new ClientOffer(settings, entropy).again(offered, wish);
                    Octets first = transcript.hash(wish.suite().hash());
                    return with(Transcript.afterRetry(first)
                                    .with(HandshakeType.SERVER_HELLO.code(), body))
                            .with(new Second(next, wish.suite()));
                });
    }

    @Cites("rfc8446/4.1.4/c")
    private static Checked<ServerHelloCheck.Settled> settledBefore(
            CipherSuite suite, ServerHelloCheck.Settled settled) {
        return Checked.require(
                        settled.terms().suite() == suite,
                        ILLEGAL_PARAMETER,
                        RETRY_SETTLES_THE_SUITE)
                .map(_ -> settled);
    }

    private ClientExchange keyed(Offered offered, ServerHelloCheck.Settled settled) {
        Terms terms = settled.terms();
        var secrets = HandshakeSecrets.of(terms.suite(), settled.shared(), transcript);
        return with(new Keyed(terms, offered, secrets));
    }

    private Checked<SubjectPublicKey> certificate(Extended extended, Certificate certificate) {
        return Checked.require(
                        !certificate.entries().isEmpty(),
                        DECODE_ERROR,
                        SERVER_CERTIFICATE_IS_NOT_EMPTY)
                .then(_ ->
                        new CertificateCheck(settings, certificate)
                                .outcome(extended.agreed().offered().hello().extensions()));
    }

    private Checked<Void> certificateVerify(Certified certified, CertificateVerify proof) {
        Octets hash = transcript.hash(certified.agreed().terms().suite().hash());
        return CertificateCheck.proof(settings, certified.key(), proof, Role.SERVER, hash);
    }

    private Checked<Void> finished(Proved proved, Octets verifyData) {
        var secrets = proved.agreed().secrets();
        return Checked.require(
                secrets.isVerifiedBy(Role.SERVER, transcript, verifyData),
                DECRYPT_ERROR,
                FINISHED_VERIFIES);
    }

    /** Words a message of the client. */
    Written<ClientExchange> write(Message message) {
        return switch (message) {
            case CLIENT_HELLO -> writeHello();
            case CERTIFICATE -> write(Certificate.of(Octets.EMPTY, shown()), known);
            case CERTIFICATE_VERIFY -> writeCertificateVerify();
            case FINISHED -> writeFinished();
            case HELLO_RETRY_REQUEST,
                    SERVER_HELLO,
                    ENCRYPTED_EXTENSIONS,
                    CERTIFICATE_REQUEST,
                    NEW_SESSION_TICKET,
                    KEY_UPDATE ->
                    throw new AssertionError("a client does not word a " + message.text());
        };
    }

    private Written<ClientExchange> writeHello() {
        if (known instanceof Second(var offered, _)) return write(offered.hello(), known);
        var offered =
                known instanceof Worded(var worded)
                        ? worded
                        : new ClientOffer(settings, entropy).first();
        return write(offered.hello(), new First(offered));
    }

    @Cites("rfc8446/4.4.2/a")
    private CertificateChain shown() {
        return switch (known(Done.class).proof()) {
            case Proof.None() -> CertificateChain.NONE;
            case Proof.SignedIn _ -> settings.identity().chain();
        };
    }

    private Written<ClientExchange> writeCertificateVerify() {
        Done done = known(Done.class);
        if (!(done.proof() instanceof Proof.SignedIn(var scheme)))
            throw new AssertionError("there is nothing to prove");
        Octets hash = transcript.hash(done.session().terms().suite().hash());
        Octets signature =
                settings.identity()
                        .sign(
                                scheme,
                                Signatures.content(Role.CLIENT, hash),
                                entropy.child("proof"));
        return write(new CertificateVerify(scheme.code(), signature), known);
    }

    private Written<ClientExchange> writeFinished() {
        var secrets = known(Done.class).session().handshake();
        return write(new Finished(secrets.verifyData(Role.CLIENT, transcript)), known);
    }

    private Written<ClientExchange> write(HandshakeMessage message, ClientKnowledge next) {
        int type = HandshakeType.of(message).code();
        Octets body = message.encode();
        return new Written<>(type, body, with(transcript.with(type, body)).with(next));
    }

    /** Whether the server's request for a certificate can be met; so it is if there is none. */
    boolean hasProof() {
        return !(known instanceof Extended(_, Proof.None()));
    }

    /** The secrets of epoch 2, as soon as there are any. */
    Optional<HandshakeSecrets> secrets() {
        return known.handshakeSecrets();
    }

    /** All that was agreed on, once the server's Finished is verified. */
    Optional<Session> session() {
        return known.completed();
    }

    /**
     * The same without the secrets that an extended key update has replaced, and without what they
     * could be made of again.
     */
    ClientExchange forgetting() {
        return known instanceof Done done
                ? new ClientExchange(settings, Entropy.FORGOTTEN, transcript, done.forgotten())
                : this;
    }

    /** The secrets that it holds. */
    Stream<Secret> held() {
        return Stream.concat(Stream.of(entropy.seed()), known.held());
    }

    private <K extends ClientKnowledge> K known(Class<K> moment) {
        if (moment.isInstance(known)) return moment.cast(known);
        throw new AssertionError("out of turn: " + known.getClass().getSimpleName());
    }

    private ClientExchange with(ClientKnowledge next) {
        return new ClientExchange(settings, entropy, transcript, next);
    }

    private ClientExchange with(Transcript next) {
        return new ClientExchange(settings, entropy, next, known);
    }

    private record Hearing(ClientKnowledge known, HandshakeMessage message) {}
}
