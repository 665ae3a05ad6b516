package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE_REQUEST;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE_VERIFY;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.ENCRYPTED_EXTENSIONS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.FINISHED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.HELLO_RETRY_REQUEST;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.NEW_SESSION_TICKET;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.SERVER_HELLO;

import dtlskeying.impl.dtls13.ClientHandshake;
import dtlskeying.model.dtls13.ClientHandshakeModel;
import dtlskeying.model.dtls13.Progress;
import dtlskeying.model.dtls13.Progress.Stage;
import dtlskeying.model.dtls13.Progress.Turn;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;

import java.util.ArrayList;
import java.util.List;

/** The client's side of RFC 9147 figure 6 as the judge sees it: every moment of it is a start. */
public final class ClientHandshakeChapter {
    /** All that an honest server says, with everything that it may leave out. */
    public static final List<Message> WHOLE_FLIGHT =
            List.of(
                    HELLO_RETRY_REQUEST,
                    SERVER_HELLO,
                    ENCRYPTED_EXTENSIONS,
                    CERTIFICATE_REQUEST,
                    CERTIFICATE,
                    CERTIFICATE_VERIFY,
                    FINISHED);

    /** The machine and the model of a client's handshake. */
    public static final Chapter<ClientHandshake, Input, Effect, Progress> CHAPTER =
            new Chapter<>(
                    "dtls13/ClientHandshake",
                    starts(),
                    inputs(),
                    ClientHandshake::on,
                    new ClientHandshakeModel(),
                    state -> state instanceof ClientHandshake.Settled);

    private ClientHandshakeChapter() {}

    /** The message with that verdict, as the client hears it. */
    public static Input heard(Message message, Verdict verdict) {
        return switch (message) {
            case HELLO_RETRY_REQUEST -> new Input.HelloRetryRequest(verdict);
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

    private static List<Start<ClientHandshake, Progress>> starts() {
        var starts = new ArrayList<Start<ClientHandshake, Progress>>();
        ClientHandshake state = new ClientHandshake.Idle();
        starts.add(new Start<>("a client", state, Progress.nothing(false)));
        state = state.on(new Input.Begin()).state();
        starts.add(new Start<>("a hello", state, facts(List.of(), Stage.RUNNING, false)));
        var turns = new ArrayList<Turn>();
        for (Message message : WHOLE_FLIGHT) {
            state = state.on(heard(message, Verdict.SOUND)).state();
            turns.add(Turn.valueOf(message.name()));
            boolean isLast = message == FINISHED;
            var stage = isLast ? Stage.COMPLETE : Stage.RUNNING;
            var name = "a client after " + message.text();
            starts.add(new Start<>(name, state, facts(turns, stage, isLast)));
        }
        state = state.on(new Input.Acknowledged()).state();
        starts.add(new Start<>("a confirmed client", state, facts(turns, Stage.COMPLETE, false)));
        starts.add(askedInVain());
        return List.copyOf(starts);
    }

    private static Start<ClientHandshake, Progress> askedInVain() {
        var turns =
                List.of(
                        Turn.SERVER_HELLO,
                        Turn.ENCRYPTED_EXTENSIONS,
                        Turn.VAIN_CERTIFICATE_REQUEST,
                        Turn.CERTIFICATE,
                        Turn.CERTIFICATE_VERIFY);
        return new Start<>(
                "a client that was asked in vain",
                new ClientHandshake.ServerProved(ClientHandshake.Proof.NONE_TO_SHOW),
                facts(turns, Stage.RUNNING, false));
    }

    private static Progress facts(List<Turn> turns, Stage stage, boolean unconfirmed) {
        return new Progress(false, List.copyOf(turns), stage, unconfirmed);
    }

    /** Every message sound, every message with every fault, and what is not a message. */
    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        inputs.add(new Input.Begin());
        for (Message message : WHOLE_FLIGHT) inputs.add(heard(message, Verdict.SOUND));
        inputs.add(heard(NEW_SESSION_TICKET, Verdict.SOUND));
        for (Message message : Message.values())
            for (Clause fault : ClientHandshakeModel.FAULTS.getOrDefault(message, List.of()))
                inputs.add(heard(message, new Verdict.Unsound(Alert.HANDSHAKE_FAILURE, fault)));
        inputs.add(new Input.UnmatchedCertificateRequest());
        inputs.add(new Input.Foreign());
        inputs.add(new Input.Acknowledged());
        inputs.add(new Input.ErrorAlert(Alert.HANDSHAKE_FAILURE.code()));
        inputs.add(new Input.ErrorAlert(255));
        inputs.add(new Input.UserCanceled());
        inputs.add(new Input.CloseNotify());
        inputs.add(new Input.Close());
        inputs.add(new Input.GiveUp());
        return inputs;
    }
}
