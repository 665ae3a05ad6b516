package dtlskeying.impl.dtls12;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.Written;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.ServerHandshake.CipherChanged;
import dtlskeying.impl.dtls12.ServerHandshake.ClientChanged;
import dtlskeying.impl.dtls12.ServerHandshake.Closed;
import dtlskeying.impl.dtls12.ServerHandshake.Established;
import dtlskeying.impl.dtls12.ServerHandshake.Failed;
import dtlskeying.impl.dtls12.ServerHandshake.FinishedFirst;
import dtlskeying.impl.dtls12.ServerHandshake.KeysAgreed;
import dtlskeying.impl.dtls12.ServerHandshake.Listening;
import dtlskeying.impl.dtls12.message.Certificate;
import dtlskeying.impl.dtls12.message.HandshakeMessage;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input;

import java.util.Optional;

/** The server: its table, what it knows, and where it meets strangers. */
record ServerSide(ServerHandshake handshake, ServerExchange exchange, Door door) implements Side {
    static ServerSide start(ServerExchange exchange, Door door) {
        return new ServerSide(
                new Listening(exchange.settings().clientAuthentication()), exchange, door);
    }

    /** The same with these sessions to take up. */
    ServerSide knowing(SessionCache sessions) {
        return new ServerSide(handshake, exchange.with(sessions), door);
    }

    /** The same so late: sessions that are too old are not taken up. */
    ServerSide at(long now) {
        return knowing(exchange.sessions().at(now));
    }

    @Override
    public Role role() {
        return Role.SERVER;
    }

    @Override
    public Phase phase() {
        return switch (handshake) {
            case Listening _ -> Phase.IDLE;
            case ServerHandshake.Keying _ -> Phase.UNDER_WAY;
            case KeysAgreed _ -> Phase.AWAITING_CHANGE;
            case CipherChanged _ -> Phase.UNDER_WAY;
            case FinishedFirst _ -> Phase.AWAITING_CHANGE;
            case ClientChanged _ -> Phase.UNDER_WAY;
            case Established _ -> Phase.ESTABLISHED;
            case Closed _ -> Phase.OVER;
            case Failed _ -> Phase.OVER;
        };
    }

    @Override
    public Optional<Session> session() {
        return exchange.session();
    }

    /** A server waits for its client. */
    @Override
    public Step<Side, Effect> begin() {
        return Step.stay(this);
    }

    /** A hello whose cookie is missing or wrong. */
    Step<Side, Effect> hearWithoutCookie() {
        return on(new Input.ClientHelloWithoutCookie());
    }

    @Override
    public Step<Side, Effect> hear(dtlskeying.spec.dtls.HandshakeMessage message) {
        if (HandshakeType.find(message.type()).isEmpty()) return on(new Input.Foreign());
        return switch (HandshakeMessage.decode(message.type(), message.body())) {
            case Decoded.Malformed<HandshakeMessage> _ -> {
                var type = HandshakeType.find(message.type()).orElseThrow();
                yield on(input(type, Unreadable.MESSAGE));
            }
            case Decoded.Value<HandshakeMessage>(Certificate(var chain)) when chain.isEmpty() ->
                    on(new Input.NoCertificate());
            case Decoded.Value<HandshakeMessage>(var decoded) -> {
                var judged = exchange.judge(message.messageSeq(), message.body(), decoded);
                var judging = new ServerSide(handshake, judged.after(), door);
                boolean isResumption =
                        decoded instanceof ClientHello && judged.after().isResuming();
                yield judging.on(
                        isResumption
                                ? new Input.SessionOffered()
                                : input(decoded.type(), judged.verdict()));
            }
        };
    }

    private static Input input(HandshakeType type, Verdict verdict) {
        return switch (type) {
            case CLIENT_HELLO -> new Input.ClientHello(verdict);
            case CERTIFICATE -> new Input.Certificate(verdict);
            case CLIENT_KEY_EXCHANGE -> new Input.ClientKeyExchange(verdict);
            case CERTIFICATE_VERIFY -> new Input.CertificateVerify(verdict);
            case FINISHED -> new Input.Finished(verdict);
            case HELLO_REQUEST,
                    HELLO_VERIFY_REQUEST,
                    SERVER_HELLO,
                    SERVER_KEY_EXCHANGE,
                    CERTIFICATE_REQUEST,
                    SERVER_HELLO_DONE ->
                    new Input.Foreign();
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
        return new ServerSide(new Failed(), exchange, door);
    }

    @Override
    public Written<Side> write(Message message, int messageSeq) {
        var written = exchange.write(message, messageSeq);
        var after = new ServerSide(handshake, written.after(), door);
        return new Written<>(written.type(), written.body(), after);
    }

    private Step<Side, Effect> on(Input input) {
        var step = handshake.on(input);
        return new Step<>(new ServerSide(step.state(), exchange, door), step.effects());
    }
}
