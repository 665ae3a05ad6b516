package dtlskeying.properties.dtls12;

import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE_REQUEST;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.FINISHED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.HELLO_VERIFY_REQUEST;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.SERVER_HELLO;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.SERVER_HELLO_DONE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.SERVER_KEY_EXCHANGE;

import dtlskeying.impl.dtls12.ClientHandshake;
import dtlskeying.model.dtls12.ClientHandshakeModel;
import dtlskeying.model.dtls12.MessagesHeard;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The client's side of RFC 6347 figure 1 as the judge sees it: every moment of it is a start. */
public final class ClientHandshakeChapter {
    /** All that an honest server says, with everything that it may leave out. */
    public static final List<Message> WHOLE_FLIGHT =
            List.of(
                    HELLO_VERIFY_REQUEST,
                    SERVER_HELLO,
                    CERTIFICATE,
                    SERVER_KEY_EXCHANGE,
                    CERTIFICATE_REQUEST,
                    SERVER_HELLO_DONE,
                    CHANGE_CIPHER_SPEC,
                    FINISHED);

    /** The machine and the model of a client's handshake. */
    public static final Chapter<ClientHandshake, Input, Effect, MessagesHeard> CHAPTER =
            new Chapter<>(
                    "dtls12/ClientHandshake",
                    starts(),
                    inputs(),
                    ClientHandshake::on,
                    new ClientHandshakeModel(),
                    state -> state instanceof ClientHandshake.Settled);

    private ClientHandshakeChapter() {}

    /** The message with that verdict, as the client hears it. */
    public static Input heard(Message message, Verdict verdict) {
        return switch (message) {
            case HELLO_REQUEST -> new Input.HelloRequest();
            case HELLO_VERIFY_REQUEST -> new Input.HelloVerifyRequest(verdict);
            case SERVER_HELLO -> new Input.ServerHello(verdict);
            case CERTIFICATE -> new Input.Certificate(verdict);
            case SERVER_KEY_EXCHANGE -> new Input.ServerKeyExchange(verdict);
            case CERTIFICATE_REQUEST -> new Input.CertificateRequest(verdict);
            case SERVER_HELLO_DONE -> new Input.ServerHelloDone(verdict);
            case CHANGE_CIPHER_SPEC -> new Input.ChangeCipherSpec();
            case FINISHED -> new Input.Finished(verdict);
            case CLIENT_HELLO, CLIENT_KEY_EXCHANGE, CERTIFICATE_VERIFY -> new Input.Foreign();
        };
    }

    private static List<Start<ClientHandshake, MessagesHeard>> starts() {
        var starts = new LinkedHashMap<ClientHandshake, Start<ClientHandshake, MessagesHeard>>();
        ClientHandshake state = new ClientHandshake.Idle();
        starts.put(state, new Start<>("a client", state, MessagesHeard.nothing(false)));
        state = state.on(new Input.Begin()).state();
        var messages = new ArrayList<Message>();
        starts.put(state, new Start<>("a hello", state, MessagesHeard.of(false, messages)));
        for (Message message : WHOLE_FLIGHT) {
            messages.add(message);
            state = state.on(heard(message, Verdict.SOUND)).state();
            var facts = MessagesHeard.of(false, messages);
            starts.put(state, new Start<>("a client after " + message.text(), state, facts));
        }
        resumption().forEach(start -> starts.putIfAbsent(start.state(), start));
        return List.copyOf(starts.values());
    }

    /** The moments of a client whose session is taken up again. */
    private static List<Start<ClientHandshake, MessagesHeard>> resumption() {
        var taken =
                new ClientHandshake.Idle()
                        .on(new Input.Begin())
                        .state()
                        .on(new Input.SessionResumed())
                        .state();
        var changed = taken.on(new Input.ChangeCipherSpec()).state();
        return List.of(
                new Start<>(
                        "a client whose session is taken up",
                        taken,
                        MessagesHeard.of(false, List.of(SERVER_HELLO)).resuming()),
                new Start<>(
                        "a client whose session is taken up, after ChangeCipherSpec",
                        changed,
                        MessagesHeard.of(false, List.of(SERVER_HELLO, CHANGE_CIPHER_SPEC))
                                .resuming()));
    }

    /** Every message sound, every message with every fault, and what is not a message. */
    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        inputs.add(new Input.Begin());
        for (Message message : WHOLE_FLIGHT) inputs.add(heard(message, Verdict.SOUND));
        for (Message message : WHOLE_FLIGHT)
            for (Clause fault : ClientHandshakeModel.FAULTS.getOrDefault(message, List.of()))
                inputs.add(heard(message, new Verdict.Unsound(Alert.HANDSHAKE_FAILURE, fault)));
        inputs.add(new Input.SessionResumed());
        inputs.add(new Input.HelloRequest());
        inputs.add(new Input.Foreign());
        inputs.add(new Input.FatalAlert(Alert.HANDSHAKE_FAILURE.code()));
        inputs.add(new Input.Warning(Alert.NO_RENEGOTIATION.code()));
        inputs.add(new Input.CloseNotify());
        inputs.add(new Input.Close());
        inputs.add(new Input.GiveUp());
        return inputs;
    }
}
