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
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;

import java.util.Optional;
import java.util.stream.Stream;

/** The client: its table, and what it knows. */
record ClientSide(ClientHandshake handshake, ClientExchange exchange) implements Side {
    static ClientSide start(ClientExchange exchange) {
        return new ClientSide(new ClientHandshake.Idle(), exchange);
    }

    @Override
    public Role role() {
        return Role.CLIENT;
    }

    @Override
    public Phase phase() {
        return switch (handshake) {
            case ClientHandshake.Idle _ -> Phase.IDLE;
            case ClientHandshake.Opening _ -> Phase.UNDER_WAY;
            case ClientHandshake.Answered _ -> Phase.UNDER_WAY;
            case ClientHandshake.Finishing _ -> Phase.COMPLETE;
            case ClientHandshake.Established _ -> Phase.ESTABLISHED;
            case ClientHandshake.Closed _ -> Phase.OVER;
            case ClientHandshake.Failed _ -> Phase.OVER;
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
        return new ClientSide(handshake, exchange.forgetting());
    }

    @Override
    public Stream<Secret> held() {
        return exchange.held();
    }

    @Override
    public Step<Side, Effect> begin() {
        return on(new Input.Begin());
    }

    @Override
    public Step<Side, Effect> hear(dtlskeying.spec.dtls.HandshakeMessage message) {
        var type = HandshakeType.find(message.type());
        if (type.isEmpty()) return on(new Input.Foreign());
        return switch (HandshakeMessage.decode(type.get(), message.body())) {
            case Decoded.Malformed<HandshakeMessage> _ -> on(unreadable(type.get()));
            case Decoded.Value<HandshakeMessage>(var decoded) -> {
                var judged = exchange.judge(message.body(), decoded);
                var judging = new ClientSide(handshake, judged.after());
                yield judging.on(judging.input(decoded, judged.verdict()));
            }
        };
    }

    private Input input(HandshakeMessage message, Verdict verdict) {
        return switch (message) {
            case HelloRetryRequest _ -> new Input.HelloRetryRequest(verdict);
            case ServerHello _ -> new Input.ServerHello(verdict);
            case EncryptedExtensions _ -> new Input.EncryptedExtensions(verdict);
            case CertificateRequest _ when verdict.equals(Verdict.SOUND) && !exchange.hasProof() ->
                    new Input.UnmatchedCertificateRequest();
            case CertificateRequest _ -> new Input.CertificateRequest(verdict);
            case Certificate _ -> new Input.Certificate(verdict);
            case CertificateVerify _ -> new Input.CertificateVerify(verdict);
            case Finished _ -> new Input.Finished(verdict);
            case NewSessionTicket _ -> new Input.NewSessionTicket(verdict);
            case ClientHello _ -> new Input.Foreign();
            case KeyUpdate _ -> new Input.Foreign();
        };
    }

    private static Input unreadable(HandshakeType type) {
        var verdict = new Verdict.Unsound(DECODE_ERROR, MESSAGES_ARE_WELL_FORMED);
        return switch (type) {
            case SERVER_HELLO -> new Input.ServerHello(verdict);
            case ENCRYPTED_EXTENSIONS -> new Input.EncryptedExtensions(verdict);
            case CERTIFICATE_REQUEST -> new Input.CertificateRequest(verdict);
            case CERTIFICATE -> new Input.Certificate(verdict);
            case CERTIFICATE_VERIFY -> new Input.CertificateVerify(verdict);
            case FINISHED -> new Input.Finished(verdict);
            case NEW_SESSION_TICKET -> new Input.NewSessionTicket(verdict);
            case CLIENT_HELLO, KEY_UPDATE -> new Input.Foreign();
        };
    }

    @Override
    public Step<Side, Effect> acknowledged() {
        return on(new Input.Acknowledged());
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
        return new ClientSide(new ClientHandshake.Failed(), exchange);
    }

    @Override
    public Written<Side> write(Message message) {
        var written = exchange.write(message);
        var after = new ClientSide(handshake, written.after());
        return new Written<>(written.type(), written.body(), after);
    }

    private Step<Side, Effect> on(Input input) {
        var step = handshake.on(input);
        return new Step<>(new ClientSide(step.state(), exchange), step.effects());
    }
}
