package dtlskeying.properties.dtls12;

import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE_VERIFY;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CLIENT_HELLO;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CLIENT_KEY_EXCHANGE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.FINISHED;

import dtlskeying.impl.dtls.ClientAuthentication;
import dtlskeying.impl.dtls12.ServerHandshake;
import dtlskeying.model.dtls12.MessagesHeard;
import dtlskeying.model.dtls12.ServerHandshakeModel;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input;

import java.util.ArrayList;
import java.util.List;

/** The server's side of RFC 6347 figure 1 as the judge sees it: every moment of it is a start. */
public final class ServerHandshakeChapter {
    /** All that an honest client says once its cookie is back and if it is asked who it is. */
    public static final List<Message> WHOLE_FLIGHT =
            List.of(
                    CLIENT_HELLO,
                    CERTIFICATE,
                    CLIENT_KEY_EXCHANGE,
                    CERTIFICATE_VERIFY,
                    CHANGE_CIPHER_SPEC,
                    FINISHED);

    /** The same if it is not asked. */
    public static final List<Message> SHORT_FLIGHT =
            List.of(CLIENT_HELLO, CLIENT_KEY_EXCHANGE, CHANGE_CIPHER_SPEC, FINISHED);

    /** The machine and the model of a server's handshake. */
    public static final Chapter<ServerHandshake, Input, Effect, MessagesHeard> CHAPTER =
            new Chapter<>(
                    "dtls12/ServerHandshake",
                    starts(),
                    inputs(),
                    ServerHandshake::on,
                    new ServerHandshakeModel(),
                    state -> state instanceof ServerHandshake.Settled);

    private ServerHandshakeChapter() {}

    /** The message with that verdict, as the server hears it. */
    public static Input heard(Message message, Verdict verdict) {
        return switch (message) {
            case CLIENT_HELLO -> new Input.ClientHello(verdict);
            case CERTIFICATE -> new Input.Certificate(verdict);
            case CLIENT_KEY_EXCHANGE -> new Input.ClientKeyExchange(verdict);
            case CERTIFICATE_VERIFY -> new Input.CertificateVerify(verdict);
            case CHANGE_CIPHER_SPEC -> new Input.ChangeCipherSpec();
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

    private static List<Start<ServerHandshake, MessagesHeard>> starts() {
        var starts = new ArrayList<Start<ServerHandshake, MessagesHeard>>();
        starts.addAll(along(ClientAuthentication.NONE, SHORT_FLIGHT));
        starts.addAll(along(ClientAuthentication.REQUIRED, WHOLE_FLIGHT));
        starts.addAll(resumption());
        return starts;
    }

    private static List<Start<ServerHandshake, MessagesHeard>> along(
            ClientAuthentication authentication, List<Message> flight) {
        var starts = new ArrayList<Start<ServerHandshake, MessagesHeard>>();
        boolean asks = authentication == ClientAuthentication.REQUIRED;
        String name = asks ? "a server that asks who it is" : "a server that does not ask";
        ServerHandshake state = new ServerHandshake.Listening(authentication);
        starts.add(new Start<>(name, state, MessagesHeard.nothing(asks)));
        var messages = new ArrayList<Message>();
        for (Message message : flight) {
            messages.add(message);
            state = state.on(heard(message, Verdict.SOUND)).state();
            var facts = MessagesHeard.of(asks, messages);
            starts.add(new Start<>(name + ", after " + message.text(), state, facts));
        }
        return starts;
    }

    /** The moments of a server that takes up a session, whether or not it would else ask. */
    private static List<Start<ServerHandshake, MessagesHeard>> resumption() {
        var taken =
                new ServerHandshake.Listening(ClientAuthentication.REQUIRED)
                        .on(new Input.SessionOffered())
                        .state();
        var changed = taken.on(new Input.ChangeCipherSpec()).state();
        return List.of(
                new Start<>(
                        "a server that takes up a session",
                        taken,
                        MessagesHeard.of(true, List.of(CLIENT_HELLO)).resuming()),
                new Start<>(
                        "a server that takes up a session, after ChangeCipherSpec",
                        changed,
                        MessagesHeard.of(true, List.of(CLIENT_HELLO, CHANGE_CIPHER_SPEC))
                                .resuming()));
    }

    /** Every message sound, every message with every fault, and what is not a message. */
    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        inputs.add(new Input.ClientHelloWithoutCookie());
        for (Message message : WHOLE_FLIGHT) inputs.add(heard(message, Verdict.SOUND));
        for (Message message : WHOLE_FLIGHT)
            for (Clause fault : ServerHandshakeModel.FAULTS.getOrDefault(message, List.of()))
                inputs.add(heard(message, new Verdict.Unsound(Alert.HANDSHAKE_FAILURE, fault)));
        inputs.add(new Input.SessionOffered());
        inputs.add(new Input.NoCertificate());
        inputs.add(new Input.Foreign());
        inputs.add(new Input.FatalAlert(Alert.HANDSHAKE_FAILURE.code()));
        inputs.add(new Input.Warning(Alert.NO_RENEGOTIATION.code()));
        inputs.add(new Input.CloseNotify());
        inputs.add(new Input.Close());
        inputs.add(new Input.GiveUp());
        return inputs;
    }
}
