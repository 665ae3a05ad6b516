package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE_VERIFY;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CLIENT_HELLO;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.FINISHED;

import dtlskeying.impl.dtls.ClientAuthentication;
import dtlskeying.impl.dtls13.ServerHandshake;
import dtlskeying.model.dtls13.Progress;
import dtlskeying.model.dtls13.Progress.Stage;
import dtlskeying.model.dtls13.Progress.Turn;
import dtlskeying.model.dtls13.ServerHandshakeModel;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input;

import java.util.ArrayList;
import java.util.List;

/** The server's side of RFC 9147 figure 6 as the judge sees it: every moment of it is a start. */
public final class ServerHandshakeChapter {
    /** All that an honest client says to a server that wants a certificate. */
    public static final List<Message> WHOLE_FLIGHT =
            List.of(CLIENT_HELLO, CERTIFICATE, CERTIFICATE_VERIFY, FINISHED);

    /** The machine and the model of a server's handshake. */
    public static final Chapter<ServerHandshake, Input, Effect, Progress> CHAPTER =
            new Chapter<>(
                    "dtls13/ServerHandshake",
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
            case CERTIFICATE_VERIFY -> new Input.CertificateVerify(verdict);
            case FINISHED -> new Input.Finished(verdict);
            case HELLO_RETRY_REQUEST,
                    SERVER_HELLO,
                    ENCRYPTED_EXTENSIONS,
                    CERTIFICATE_REQUEST,
                    NEW_SESSION_TICKET,
                    KEY_UPDATE ->
                    new Input.Foreign();
        };
    }

    private static List<Start<ServerHandshake, Progress>> starts() {
        var starts = new ArrayList<Start<ServerHandshake, Progress>>();
        add(starts, "that asks", ClientAuthentication.REQUIRED, WHOLE_FLIGHT);
        add(
                starts,
                "that does not ask",
                ClientAuthentication.NONE,
                List.of(CLIENT_HELLO, FINISHED));
        return List.copyOf(starts);
    }

    private static void add(
            List<Start<ServerHandshake, Progress>> starts,
            String kind,
            ClientAuthentication authentication,
            List<Message> flight) {
        boolean asks = authentication == ClientAuthentication.REQUIRED;
        ServerHandshake state = new ServerHandshake.Listening(authentication);
        starts.add(new Start<>("a server " + kind, state, Progress.nothing(asks)));
        var turns = new ArrayList<Turn>();
        for (Message message : flight) {
            state = state.on(heard(message, Verdict.SOUND)).state();
            turns.add(Turn.valueOf(message.name()));
            var stage = message == FINISHED ? Stage.COMPLETE : Stage.RUNNING;
            starts.add(
                    new Start<>(
                            "a server " + kind + ", after " + message.text(),
                            state,
                            new Progress(asks, List.copyOf(turns), stage, false)));
        }
    }

    /** Every message sound, every message with every fault, and what is not a message. */
    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        inputs.add(new Input.ClientHelloToRetry(Verdict.SOUND));
        for (Message message : WHOLE_FLIGHT) inputs.add(heard(message, Verdict.SOUND));
        for (Message message : WHOLE_FLIGHT)
            for (Clause fault : ServerHandshakeModel.FAULTS.getOrDefault(message, List.of())) {
                var unsound = new Verdict.Unsound(Alert.HANDSHAKE_FAILURE, fault);
                inputs.add(heard(message, unsound));
                if (message == CLIENT_HELLO) inputs.add(new Input.ClientHelloToRetry(unsound));
            }
        inputs.add(new Input.NoCertificate());
        inputs.add(new Input.Foreign());
        inputs.add(new Input.ErrorAlert(Alert.HANDSHAKE_FAILURE.code()));
        inputs.add(new Input.ErrorAlert(255));
        inputs.add(new Input.UserCanceled());
        inputs.add(new Input.CloseNotify());
        inputs.add(new Input.Close());
        inputs.add(new Input.GiveUp());
        return inputs;
    }
}
