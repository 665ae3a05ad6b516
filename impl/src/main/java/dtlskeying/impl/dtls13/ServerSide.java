package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.Written;
import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Finished;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.message.Certificate;
import dtlskeying.impl.dtls13.message.CertificateRequest;
import dtlskeying.impl.dtls13.message.EncryptedExtensions;
import dtlskeying.impl.dtls13.message.HandshakeMessage;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.impl.dtls13.message.KeyUpdate;
import dtlskeying.impl.dtls13.message.NewSessionTicket;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server: its table, and what it knows.
 *
 * @param door where strangers are met
 * @param admitted whether somebody has come in, so that there is something to keep
 */
record ServerSide(ServerHandshake handshake, ServerExchange exchange, Door door, boolean admitted)
        implements Side {
    static ServerSide start(ServerExchange exchange, Door door) {
        var listening = new ServerHandshake.Listening(exchange.settings().clientAuthentication());
        return new ServerSide(listening, exchange, door, false);
    }

    /** The same server once somebody has come in. */
    ServerSide admitting() {
        return new ServerSide(handshake, exchange, door, true);
    }

    @Override
    public Role role() {
        return Role.SERVER;
    }

    @Override
    public Phase phase() {
        return switch (handshake) {
            case ServerHandshake.Listening _ -> admitted ? Phase.UNDER_WAY : Phase.IDLE;
            case ServerHandshake.Proving _ -> Phase.UNDER_WAY;
            case ServerHandshake.Established _ -> Phase.ESTABLISHED;
            case ServerHandshake.Closed _ -> Phase.OVER;
            case ServerHandshake.Failed _ -> Phase.OVER;
        };
    }

    @Override
    public Optional<HandshakeSecrets> secrets() {
        return exchange.secrets();
    }

    @Override
    public Optional<Session> session() {
        return exchange.session();
    }

    /** A server waits for its client. */
    @Override
    public Transcript transcript() {
        return exchange.transcript();
    }

    @Override
    public Entropy entropy() {
        return exchange.entropy();
    }

    @Override
    public Side forgetting() {
        return new ServerSide(handshake, exchange.forgetting(), door.forgetting(), admitted);
    }

    /** What it bakes cookies with is not this association's alone. */
    @Override
    public Stream<Secret> held() {
        return Stream.concat(exchange.held(), Stream.of(door.reception().entropy().seed()));
    }

    @Override
    public Step<Side, Effect> begin() {
        return Step.stay(this);
    }

    @Override
    public Step<Side, Effect> hear(dtlskeying.spec.dtls.HandshakeMessage message) {
        var type = HandshakeType.find(message.type());
        if (type.isEmpty()) return on(new Input.Foreign());
        return switch (HandshakeMessage.decode(type.get(), message.body())) {
            case Decoded.Malformed<HandshakeMessage> _ -> on(unreadable(type.get()));
            case Decoded.Value<HandshakeMessage>(ClientHello hello) -> hello(hello, message.body());
            case Decoded.Value<HandshakeMessage>(var decoded) -> {
                var judged = exchange.judge(message.body(), decoded);
                var judging = with(judged.after());
                yield judging.on(input(decoded, judged.verdict()));
            }
        };
    }

    private Step<Side, Effect> hello(ClientHello hello, Octets body) {
        if (!(handshake instanceof ServerHandshake.Listening))
            return on(new Input.ClientHello(Verdict.SOUND));
        return switch (door.reception().receive(hello, body)) {
            case Reception.Outcome.Retry(var request) ->
                    with(exchange.asking(request)).retry(Verdict.SOUND);
            case Reception.Outcome.Declined(var why) -> retry(why);
            case Reception.Outcome.Refused(var why) -> on(new Input.ClientHello(why));
            case Reception.Outcome.Accepted(var acceptance) ->
                    with(exchange.accepted(acceptance, body))
                            .on(new Input.ClientHello(Verdict.SOUND));
        };
    }

    /** A hello that is to be sent again, or cannot help. */
    Step<Side, Effect> retry(Verdict verdict) {
        return on(new Input.ClientHelloToRetry(verdict));
    }

    private static Input input(HandshakeMessage message, Verdict verdict) {
        return switch (message) {
            case Certificate(_, var entries) when entries.isEmpty() -> new Input.NoCertificate();
            case Certificate _ -> new Input.Certificate(verdict);
            case CertificateVerify _ -> new Input.CertificateVerify(verdict);
            case Finished _ -> new Input.Finished(verdict);
            case ClientHello _ -> new Input.ClientHello(verdict);
            case HelloRetryRequest _ -> new Input.Foreign();
            case ServerHello _ -> new Input.Foreign();
            case EncryptedExtensions _ -> new Input.Foreign();
            case CertificateRequest _ -> new Input.Foreign();
            case NewSessionTicket _ -> new Input.Foreign();
            case KeyUpdate _ -> new Input.Foreign();
        };
    }

    private static Input unreadable(HandshakeType type) {
        var verdict = new Verdict.Unsound(DECODE_ERROR, MESSAGES_ARE_WELL_FORMED);
        return switch (type) {
            case CLIENT_HELLO -> new Input.ClientHello(verdict);
            case CERTIFICATE -> new Input.Certificate(verdict);
            case CERTIFICATE_VERIFY -> new Input.CertificateVerify(verdict);
            case FINISHED -> new Input.Finished(verdict);
            case SERVER_HELLO,
                    ENCRYPTED_EXTENSIONS,
                    CERTIFICATE_REQUEST,
                    NEW_SESSION_TICKET,
                    KEY_UPDATE ->
                    new Input.Foreign();
        };
    }

    /** A server's flight is answered by the client's, whatever ACKs say of it. */
    @Override
    public Step<Side, Effect> acknowledged() {
        return Step.stay(this);
    }

    @Override
    public Step<Side, Effect> errorAlert(int description) {
        return on(new Input.ErrorAlert(description));
    }

    @Override
    public Step<Side, Effect> userCanceled() {
        return on(new Input.UserCanceled());
    }

    @Override
    public Step<Side, Effect> closeNotify() {
        return on(new Input.CloseNotify());
    }

    @Override
    public Step<Side, Effect> close() {
        return on(new Input.Close());
    }

    @Override
    public Step<Side, Effect> giveUp() {
        return on(new Input.GiveUp());
    }

    @Override
    public Side broken() {
        return new ServerSide(new ServerHandshake.Failed(), exchange, door, admitted);
    }

    @Override
    public Written<Side> write(Message message) {
        var written = exchange.write(message);
        return new Written<>(written.type(), written.body(), with(written.after()));
    }

    private ServerSide with(ServerExchange next) {
        return new ServerSide(handshake, next, door, admitted);
    }

    private Step<Side, Effect> on(Input input) {
        var step = handshake.on(input);
        return new Step<>(new ServerSide(step.state(), exchange, door, admitted), step.effects());
    }
}
