package dtlskeying.impl.dtls13;

import static dtlskeying.impl.dtls.Judged.sound;
import static dtlskeying.spec.Alert.DECRYPT_ERROR;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.FINISHED_VERIFIES;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.Judged;
import dtlskeying.impl.dtls.Written;
import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.Finished;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.message.SignatureAlgorithms;
import dtlskeying.impl.dtls13.Reception.Acceptance;
import dtlskeying.impl.dtls13.ServerKnowledge.Asking;
import dtlskeying.impl.dtls13.ServerKnowledge.Certified;
import dtlskeying.impl.dtls13.ServerKnowledge.Chosen;
import dtlskeying.impl.dtls13.ServerKnowledge.Done;
import dtlskeying.impl.dtls13.ServerKnowledge.Keyed;
import dtlskeying.impl.dtls13.ServerKnowledge.Nothing;
import dtlskeying.impl.dtls13.message.Certificate;
import dtlskeying.impl.dtls13.message.CertificateRequest;
import dtlskeying.impl.dtls13.message.EncryptedExtensions;
import dtlskeying.impl.dtls13.message.HandshakeMessage;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.impl.dtls13.message.KeyShareEntry;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a server knows of a handshake, and the bytes of its messages. {@link ServerHandshake} says
 * which message is due; this says whether it is sound, and words the server's own. How a hello is
 * received is {@link Reception}'s business.
 *
 * @param entropy for this handshake alone
 * @param transcript all messages so far
 * @param known what the messages so far have settled
 */
record ServerExchange(
        Settings settings, Entropy entropy, Transcript transcript, ServerKnowledge known) {
    private static final int RANDOM_LENGTH = 32;

    static ServerExchange start(Settings settings, Entropy entropy) {
        return new ServerExchange(settings, entropy, Transcript.EMPTY, new Nothing());
    }

    /** What is known while a hello is to come again: only what to ask for. */
    ServerExchange asking(HelloRetryRequest request) {
        return with(new Asking(request));
    }

    /** What is known once a hello is accepted. */
    ServerExchange accepted(Acceptance acceptance, Octets body) {
        return with(acceptance.before().with(HandshakeType.CLIENT_HELLO.code(), body))
                .with(new Chosen(acceptance));
    }

    /** Judges a message in its turn; one that is out of turn changes nothing. */
    Judged<ServerExchange> judge(Octets body, HandshakeMessage message) {
        var heard = with(transcript.with(HandshakeType.of(message).code(), body));
        return switch (new Hearing(known, message)) {
            case Hearing(Done(var session), Certificate certificate)
                    when !certificate.entries().isEmpty() ->
                    judged(
                            new CertificateCheck(settings, certificate)
                                    .outcome(request().extensions()),
                            key -> heard.with(new Certified(session, certificate.chain(), key)));
            case Hearing(Certified certified, CertificateVerify proof) ->
                    judged(
                            CertificateCheck.proof(
                                    settings, certified.key(), proof, Role.CLIENT, hash(certified)),
                            _ -> heard.with(certified.proved()));
            case Hearing(Done(var session), Finished(var verifyData)) ->
                    judged(finished(session, verifyData), _ -> heard);
            case Hearing(ServerKnowledge _, HandshakeMessage _) -> sound(this);
        };
    }

    private <T> Judged<ServerExchange> judged(
            Checked<T> outcome, Function<T, ServerExchange> next) {
        return switch (outcome) {
            case Checked.Passed<T>(var value) -> sound(next.apply(value));
            case Checked.Refused<T>(var why) -> new Judged<>(why, this);
        };
    }

    private Octets hash(Certified certified) {
        return transcript.hash(certified.session().terms().suite().hash());
    }

    private Checked<Void> finished(Session session, Octets verifyData) {
        return Checked.require(
                session.handshake().isVerifiedBy(Role.CLIENT, transcript, verifyData),
                DECRYPT_ERROR,
                FINISHED_VERIFIES);
    }

    /** Words a message of the server. */
    Written<ServerExchange> write(Message message) {
        return switch (message) {
            case HELLO_RETRY_REQUEST -> {
                var request = known(Asking.class).request();
                yield new Written<>(
                        HandshakeType.of(request).code(), request.encode(), with(new Nothing()));
            }
            case SERVER_HELLO -> writeHello();
            case ENCRYPTED_EXTENSIONS -> write(new EncryptedExtensions(answers()));
            case CERTIFICATE_REQUEST -> write(request());
            case CERTIFICATE -> write(Certificate.of(Octets.EMPTY, settings.identity().chain()));
            case CERTIFICATE_VERIFY -> writeCertificateVerify();
            case FINISHED -> writeFinished();
            case CLIENT_HELLO, NEW_SESSION_TICKET, KEY_UPDATE ->
                    throw new AssertionError("a server does not word a " + message.text());
        };
    }

    private Written<ServerExchange> writeHello() {
        var acceptance = known(Chosen.class).acceptance();
        var suite = acceptance.choice().suite();
        Octets random = entropy.bytes("server random", RANDOM_LENGTH);
        var said =
                write(
                        new ServerHello(
                                ProtocolVersion.DTLS_1_2,
                                random,
                                Octets.EMPTY,
                                suite.code(),
                                0,
                                Extensions.of(
                                        SupportedVersions.selected(ProtocolVersion.DTLS_1_3),
                                        new KeyShareEntry(
                                                        acceptance.group().code(),
                                                        acceptance.share())
                                                .toExtension())));
        var terms = new Terms(acceptance.hello().random(), random, suite, acceptance.group());
        var secrets = HandshakeSecrets.of(suite, acceptance.secret(), said.after().transcript());
        return said.with(said.after().with(new Keyed(acceptance, terms, secrets)));
    }

    /** What the client did not ask for is not answered. */
    private Extensions answers() {
        var acceptance = known(Keyed.class).acceptance();
        var settled = acceptance.choice().extensions();
        List<Extension> list = new ArrayList<>();
        list.addAll(
                SizeExtensions.of(settings)
                        .answer(settled.extras().sizes(), acceptance.hello().extensions()));
        if (!settled.srtpAnswer().isEmpty())
            list.add(new Extension(ExtensionType.USE_SRTP, settled.srtpAnswer()));
        settled.extras().flags().toExtensions().forEach(list::add);
        return new Extensions(list);
    }

    private CertificateRequest request() {
        return new CertificateRequest(
                Octets.EMPTY,
                Extensions.of(SignatureAlgorithms.of(settings.schemes()).toExtension()));
    }

    private Written<ServerExchange> writeCertificateVerify() {
        Keyed keyed = known(Keyed.class);
        var scheme = keyed.acceptance().choice().scheme();
        Octets hash = transcript.hash(keyed.terms().suite().hash());
        Octets content = Signatures.content(Role.SERVER, hash);
        Octets signature = settings.identity().sign(scheme, content, entropy.child("proof"));
        return write(new CertificateVerify(scheme.code(), signature));
    }

    private Written<ServerExchange> writeFinished() {
        Keyed keyed = known(Keyed.class);
        var said = write(new Finished(keyed.secrets().verifyData(Role.SERVER, transcript)));
        return said.with(said.after().with(keyed.done(said.after().transcript())));
    }

    private Written<ServerExchange> write(HandshakeMessage message) {
        int type = HandshakeType.of(message).code();
        Octets body = message.encode();
        return new Written<>(type, body, with(transcript.with(type, body)));
    }

    /** The secrets of epoch 2, as soon as there are any. */
    Optional<HandshakeSecrets> secrets() {
        return known.handshakeSecrets();
    }

    /** All that was agreed on, once our Finished is worded. */
    Optional<Session> session() {
        return known.completed();
    }

    /**
     * The same without the secrets that an extended key update has replaced, and without what they
     * could be made of again.
     */
    ServerExchange forgetting() {
        return known instanceof Done done
                ? new ServerExchange(settings, Entropy.FORGOTTEN, transcript, done.forgotten())
                : this;
    }

    /** The secrets that it holds. */
    Stream<Secret> held() {
        return Stream.concat(Stream.of(entropy.seed()), known.held());
    }

    private <K extends ServerKnowledge> K known(Class<K> moment) {
        if (moment.isInstance(known)) return moment.cast(known);
        throw new AssertionError("out of turn: " + known.getClass().getSimpleName());
    }

    private ServerExchange with(ServerKnowledge next) {
        return new ServerExchange(settings, entropy, transcript, next);
    }

    private ServerExchange with(Transcript next) {
        return new ServerExchange(settings, entropy, next, known);
    }

    private record Hearing(ServerKnowledge known, HandshakeMessage message) {}
}
