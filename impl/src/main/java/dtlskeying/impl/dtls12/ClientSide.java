package dtlskeying.impl.dtls12;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.Written;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.ClientHandshake.CipherChanged;
import dtlskeying.impl.dtls12.ClientHandshake.Closed;
import dtlskeying.impl.dtls12.ClientHandshake.Established;
import dtlskeying.impl.dtls12.ClientHandshake.Failed;
import dtlskeying.impl.dtls12.ClientHandshake.FinishedSent;
import dtlskeying.impl.dtls12.ClientHandshake.Idle;
import dtlskeying.impl.dtls12.ClientHandshake.ServerChanged;
import dtlskeying.impl.dtls12.ClientHandshake.SessionTaken;
import dtlskeying.impl.dtls12.message.HandshakeMessage;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;

import java.util.Optional;

/** The client: its table, and what it knows. */
record ClientSide(ClientHandshake handshake, ClientExchange exchange) implements Side {
    static ClientSide start(ClientExchange exchange) {
        return new ClientSide(new Idle(), exchange);
    }

    @Override
    public Role role() {
        return Role.CLIENT;
    }

    @Override
    public Phase phase() {
        return switch (handshake) {
            case Idle _ -> Phase.IDLE;
            case ClientHandshake.Opening _ -> Phase.UNDER_WAY;
            case ClientHandshake.Answered _ -> Phase.UNDER_WAY;
            case FinishedSent _ -> Phase.AWAITING_CHANGE;
            case CipherChanged _ -> Phase.UNDER_WAY;
            case SessionTaken _ -> Phase.AWAITING_CHANGE;
            case ServerChanged _ -> Phase.UNDER_WAY;
            case Established _ -> Phase.ESTABLISHED;
            case Closed _ -> Phase.OVER;
            case Failed _ -> Phase.OVER;
        };
    }

    @Override
    public Optional<Session> session() {
        return exchange.session();
    }

    @Override
    public Step<Side, Effect> begin() {
        return on(new Input.Begin());
    }

    @Override
    public Step<Side, Effect> hear(dtlskeying.spec.dtls.HandshakeMessage message) {
        if (HandshakeType.find(message.type()).isEmpty()) return on(new Input.Foreign());
        return switch (HandshakeMessage.decode(message.type(), message.body())) {
            case Decoded.Malformed<HandshakeMessage> _ -> {
                var type = HandshakeType.find(message.type()).orElseThrow();
                yield on(input(type, Unreadable.MESSAGE));
            }
            case Decoded.Value<HandshakeMessage>(var decoded) -> {
                var judged = exchange.judge(message.messageSeq(), message.body(), decoded);
                var judging = new ClientSide(handshake, judged.after());
                boolean isResumption =
                        decoded instanceof ServerHello && judged.after().isResuming();
                yield judging.on(
                        isResumption
                                ? new Input.SessionResumed()
                                : input(decoded.type(), judged.verdict()));
            }
        };
    }

    private static Input input(HandshakeType type, Verdict verdict) {
        return switch (type) {
            case HELLO_REQUEST -> new Input.HelloRequest();
            case HELLO_VERIFY_REQUEST -> new Input.HelloVerifyRequest(verdict);
            case SERVER_HELLO -> new Input.ServerHello(verdict);
            case CERTIFICATE -> new Input.Certificate(verdict);
            case SERVER_KEY_EXCHANGE -> new Input.ServerKeyExchange(verdict);
            case CERTIFICATE_REQUEST -> new Input.CertificateRequest(verdict);
            case SERVER_HELLO_DONE -> new Input.ServerHelloDone(verdict);
            case FINISHED -> new Input.Finished(verdict);
            case CLIENT_HELLO, CERTIFICATE_VERIFY, CLIENT_KEY_EXCHANGE -> new Input.Foreign();
        };
    }

    @Override
    public Step<Side, Effect> changeCipherSpec() {
        return on(new Input.ChangeCipherSpec());
    }

    @Override
    public Step<Side, Effect> alert(boolean fatal, int description) {
        return on(fatal ? new Input.FatalAlert(description) : new Input.Warning(description));
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
        return new ClientSide(new Failed(), exchange);
    }

    @Override
    public Written<Side> write(Message message, int messageSeq) {
        var written = exchange.write(message, messageSeq);
        var after = new ClientSide(handshake, written.after());
        return new Written<>(written.type(), written.body(), after);
    }

    private Step<Side, Effect> on(Input input) {
        var step = handshake.on(input);
        return new Step<>(new ClientSide(step.state(), exchange), step.effects());
    }
}
