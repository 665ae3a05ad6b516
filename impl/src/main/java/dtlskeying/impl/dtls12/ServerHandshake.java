package dtlskeying.impl.dtls12;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.impl.dtls12.ServerMoves.abort;
import static dtlskeying.impl.dtls12.ServerMoves.close;
import static dtlskeying.impl.dtls12.ServerMoves.discard;
import static dtlskeying.impl.dtls12.ServerMoves.end;
import static dtlskeying.impl.dtls12.ServerMoves.outOfOrder;
import static dtlskeying.spec.Alert.HANDSHAKE_FAILURE;
import static dtlskeying.spec.Alert.UNEXPECTED_MESSAGE;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSE_NOTIFY_IS_ANSWERED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FATAL_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.WARNING_NEED_NOT_STOP;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE_REQUEST;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.FINISHED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.HELLO_VERIFY_REQUEST;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.SERVER_HELLO;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.SERVER_HELLO_DONE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.SERVER_KEY_EXCHANGE;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_CERTIFICATE_IS_REQUIRED;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.ClientAuthentication;
import dtlskeying.spec.dtls.Verdict.Sound;
import dtlskeying.spec.dtls.Verdict.Unsound;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect.Completed;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect.Sent;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect.SentOnce;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.Certificate;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.CertificateVerify;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.ChangeCipherSpec;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.ClientHello;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.ClientHelloWithoutCookie;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.ClientKeyExchange;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.Close;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.CloseNotify;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.FatalAlert;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.Finished;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.GiveUp;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.Heard;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.NoCertificate;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.SessionOffered;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.Warning;

/**
 * The server's side of RFC 6347 figure 1, at the grain of whole messages. {@link ClientHandshake}
 * shows the figure.
 *
 * <p>There is a table for each moment: {@link Listening} (flights 1 to 3), {@link Keying} (flight 5
 * up to the client's key and its proof), {@link Finishing} (the end of flight 5, and 6), {@link
 * Resuming} (in the place of both) and {@link Settled}. A server that listens keeps nothing of what
 * it hears until the cookie has come back.
 */
public sealed interface ServerHandshake {
    /** Nobody has proved yet that it can be reached. */
    record Listening(ClientAuthentication clientAuthentication) implements ServerHandshake {}

    /** The server's hello is out; the client's key and proof are coming in. */
    sealed interface Keying extends ServerHandshake {}

    /** Flight 4 is out, without a request for a certificate. */
    record HelloAnswered() implements Keying {}

    /** Flight 4 is out, with a request for a certificate. */
    record CertificateRequested() implements Keying {}

    /** The client's certificates are trusted. */
    record ClientCertified() implements Keying {}

    /** The keys are agreed; the proof of the certificate is to come. */
    record CertifiedKeysAgreed() implements Keying {}

    /** All keys are agreed and all proofs given, save Finished. */
    sealed interface Finishing extends ServerHandshake {}

    /** The keys are agreed, and all asked-for proofs are given. */
    record KeysAgreed() implements Finishing {}

    /** The client has changed its keys. */
    record CipherChanged() implements Finishing {}

    /** A session is taken up again: nothing is left but the client's Finished. */
    sealed interface Resuming extends ServerHandshake {}

    /** Our hello, our change of keys and our Finished are out. */
    record FinishedFirst() implements Resuming {}

    /** The client has changed its keys. */
    record ClientChanged() implements Resuming {}

    /** The handshake is over, one way or the other. */
    sealed interface Settled extends ServerHandshake {}

    /** The client's Finished is verified, ours is out. */
    record Established() implements Settled {}

    /** One side has said close_notify. */
    record Closed() implements Settled {}

    /** A failure is final: nothing leads out of it. */
    record Failed() implements Settled {}

    /** Takes one input; any input is answered in any state. */
    default Step<ServerHandshake, Effect> on(Input input) {
        return switch (this) {
            case Listening moment -> whileListening(moment, input);
            case Keying moment -> whileKeying(moment, input);
            case Finishing moment -> whileFinishing(moment, input);
            case Resuming moment -> ServerResumption.on(moment, input);
            case Settled moment -> ServerAfterwards.on(moment, input);
        };
    }

    private static Step<ServerHandshake, Effect> whileListening(Listening state, Input input) {
        return switch (new ListeningRow(state, input)) {
            case ListeningRow(Listening same, ClientHelloWithoutCookie()) ->
                    stay(same, new SentOnce(HELLO_VERIFY_REQUEST));
            case ListeningRow(Listening(var authentication), ClientHello(Sound())) ->
                    switch (authentication) {
                        case NONE -> become(new HelloAnswered(), flight());
                        case REQUIRED -> become(new CertificateRequested(), flightWithRequest());
                    };
            case ListeningRow(Listening _, SessionOffered()) ->
                    become(
                            new FinishedFirst(),
                            Sent.of(SERVER_HELLO, CHANGE_CIPHER_SPEC, FINISHED));
            case ListeningRow(Listening _, ClientHello(Unsound(var alert, var why))) ->
                    abort(alert, why);

            case ListeningRow(Listening same, Heard _) -> discard(same, MESSAGES_COME_IN_ORDER);
            case ListeningRow(Listening same, Warning _) -> discard(same, MESSAGES_COME_IN_ORDER);
            case ListeningRow(Listening same, FatalAlert _) ->
                    discard(same, MESSAGES_COME_IN_ORDER);
            case ListeningRow(Listening same, CloseNotify()) ->
                    discard(same, MESSAGES_COME_IN_ORDER);
            case ListeningRow(Listening _, Close()) -> become(new Closed());
            case ListeningRow(Listening same, GiveUp()) -> stay(same);
        };
    }

    private static Step<ServerHandshake, Effect> whileKeying(Keying state, Input input) {
        return switch (new KeyingRow(state, input)) {
            case KeyingRow(HelloAnswered _, ClientKeyExchange(Sound())) -> become(new KeysAgreed());

            case KeyingRow(CertificateRequested _, Certificate(Sound())) ->
                    become(new ClientCertified());
            case KeyingRow(ClientCertified _, ClientKeyExchange(Sound())) ->
                    become(new CertifiedKeysAgreed());
            case KeyingRow(CertifiedKeysAgreed _, CertificateVerify(Sound())) ->
                    become(new KeysAgreed());

            case KeyingRow(CertificateRequested _, NoCertificate()) ->
                    abort(HANDSHAKE_FAILURE, CLIENT_CERTIFICATE_IS_REQUIRED);
            case KeyingRow(HelloAnswered _, ClientKeyExchange(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case KeyingRow(CertificateRequested _, Certificate(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case KeyingRow(ClientCertified _, ClientKeyExchange(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case KeyingRow(CertifiedKeysAgreed _, CertificateVerify(Unsound(var alert, var why))) ->
                    abort(alert, why);

            case KeyingRow(Keying _, Heard _) -> outOfOrder();
            case KeyingRow(Keying same, Warning _) -> discard(same, WARNING_NEED_NOT_STOP);
            case KeyingRow(Keying _, FatalAlert _) -> end(FATAL_ALERT_ENDS_THE_CONNECTION);
            case KeyingRow(Keying _, CloseNotify()) -> close(CLOSE_NOTIFY_IS_ANSWERED);
            case KeyingRow(Keying _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case KeyingRow(Keying _, GiveUp()) -> end(RETRANSMISSIONS_ARE_LIMITED);
        };
    }

    private static Step<ServerHandshake, Effect> whileFinishing(Finishing state, Input input) {
        return switch (new FinishingRow(state, input)) {
            case FinishingRow(KeysAgreed _, ChangeCipherSpec()) -> become(new CipherChanged());
            case FinishingRow(CipherChanged _, Finished(Sound())) ->
                    become(
                            new Established(),
                            Sent.of(CHANGE_CIPHER_SPEC, FINISHED),
                            new Completed());

            case FinishingRow(CipherChanged _, Finished(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case FinishingRow(KeysAgreed _, Finished _) ->
                    abort(UNEXPECTED_MESSAGE, FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC);

            case FinishingRow(Finishing _, Heard _) -> outOfOrder();
            case FinishingRow(Finishing same, Warning _) -> discard(same, WARNING_NEED_NOT_STOP);
            case FinishingRow(Finishing _, FatalAlert _) -> end(FATAL_ALERT_ENDS_THE_CONNECTION);
            case FinishingRow(Finishing _, CloseNotify()) -> close(CLOSE_NOTIFY_IS_ANSWERED);
            case FinishingRow(Finishing _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case FinishingRow(Finishing _, GiveUp()) -> end(RETRANSMISSIONS_ARE_LIMITED);
        };
    }

    private static Effect flight() {
        return Sent.of(SERVER_HELLO, CERTIFICATE, SERVER_KEY_EXCHANGE, SERVER_HELLO_DONE);
    }

    private static Effect flightWithRequest() {
        return Sent.of(
                SERVER_HELLO,
                CERTIFICATE,
                SERVER_KEY_EXCHANGE,
                CERTIFICATE_REQUEST,
                SERVER_HELLO_DONE);
    }

    /** One row of the table of flights 1 to 3. */
    record ListeningRow(Listening state, Input input) {}

    /** One row of the table of flight 5, up to the proof of the client's certificate. */
    record KeyingRow(Keying state, Input input) {}

    /** One row of the table of the end of flight 5, and of flight 6. */
    record FinishingRow(Finishing state, Input input) {}
}
