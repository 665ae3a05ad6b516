package dtlskeying.impl.dtls13;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.Alert.CERTIFICATE_REQUIRED;
import static dtlskeying.spec.Alert.UNEXPECTED_MESSAGE;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.ERROR_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.USER_CANCELED_ENDS_NOTHING;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE_REQUEST;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE_VERIFY;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.ENCRYPTED_EXTENSIONS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.FINISHED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.HELLO_RETRY_REQUEST;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.SERVER_HELLO;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_CERTIFICATE_CAN_BE_REQUIRED;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.ClientAuthentication;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict.Sound;
import dtlskeying.spec.dtls.Verdict.Unsound;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Aborted;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Closing;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Completed;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Declined;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Discarded;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Ended;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Sent;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.SentOnce;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.Certificate;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.CertificateVerify;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.ClientHello;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.ClientHelloToRetry;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.Close;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.CloseNotify;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.ErrorAlert;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.Finished;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.GiveUp;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.Heard;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.NoCertificate;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.UserCanceled;

/**
 * The server's side of RFC 9147 figure 6, at the grain of whole messages. {@link ClientHandshake}
 * shows the figure.
 *
 * <p>There is a table for each moment: {@link Listening} (the hellos), {@link Proving} (the
 * client's flight) and {@link Settled}. A server that listens keeps nothing of what it hears, not
 * even that it has asked for another hello: the cookie says so.
 */
public sealed interface ServerHandshake {
    /** No hello was answered yet. */
    record Listening(ClientAuthentication clientAuthentication) implements ServerHandshake {}

    /** The server's flight is out; the client's is coming in. */
    sealed interface Proving extends ServerHandshake {}

    /** The client was asked for a certificate. */
    record CertificateRequested() implements Proving {}

    /** The client's certificates are trusted. */
    record ClientCertified() implements Proving {}

    /** All asked-for proofs are given, save Finished. */
    record FinishedAwaited() implements Proving {}

    /** The handshake is over, one way or the other. */
    sealed interface Settled extends ServerHandshake {}

    /** The client's Finished is verified. */
    record Established() implements Settled {}

    /** One side has said close_notify. */
    record Closed() implements Settled {}

    /** A failure is final: nothing leads out of it. */
    record Failed() implements Settled {}

    /** Takes one input; any input is answered in any state. */
    default Step<ServerHandshake, Effect> on(Input input) {
        return switch (this) {
            case Listening moment -> whileListening(moment, input);
            case Proving moment -> whileProving(moment, input);
            case Settled moment -> onceSettled(moment, input);
        };
    }

    private static Step<ServerHandshake, Effect> whileListening(Listening state, Input input) {
        return switch (new ListeningRow(state, input)) {
            case ListeningRow(Listening same, ClientHelloToRetry(Sound())) ->
                    stay(same, new SentOnce(HELLO_RETRY_REQUEST));
            case ListeningRow(Listening same, ClientHelloToRetry(Unsound(var alert, var why))) ->
                    stay(same, new Declined(alert, why));
            case ListeningRow(Listening(var authentication), ClientHello(Sound())) ->
                    switch (authentication) {
                        case NONE -> become(new FinishedAwaited(), flight());
                        case REQUIRED -> become(new CertificateRequested(), flightWithRequest());
                    };
            case ListeningRow(Listening _, ClientHello(Unsound(var alert, var why))) ->
                    abort(alert, why);

            case ListeningRow(Listening same, Heard _) -> discard(same, MESSAGES_COME_IN_ORDER);
            case ListeningRow(Listening same, ErrorAlert _) ->
                    discard(same, MESSAGES_COME_IN_ORDER);
            case ListeningRow(Listening same, UserCanceled()) ->
                    discard(same, MESSAGES_COME_IN_ORDER);
            case ListeningRow(Listening same, CloseNotify()) ->
                    discard(same, MESSAGES_COME_IN_ORDER);
            case ListeningRow(Listening _, Close()) -> become(new Closed());
            case ListeningRow(Listening same, GiveUp()) -> stay(same);
        };
    }

    private static Step<ServerHandshake, Effect> whileProving(Proving state, Input input) {
        return switch (new ProvingRow(state, input)) {
            case ProvingRow(CertificateRequested _, Certificate(Sound())) ->
                    become(new ClientCertified());
            case ProvingRow(ClientCertified _, CertificateVerify(Sound())) ->
                    become(new FinishedAwaited());
            case ProvingRow(FinishedAwaited _, Finished(Sound())) ->
                    become(new Established(), new Completed());

            case ProvingRow(CertificateRequested _, NoCertificate()) ->
                    abort(CERTIFICATE_REQUIRED, CLIENT_CERTIFICATE_CAN_BE_REQUIRED);
            case ProvingRow(CertificateRequested _, Certificate(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case ProvingRow(ClientCertified _, CertificateVerify(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case ProvingRow(FinishedAwaited _, Finished(Unsound(var alert, var why))) ->
                    abort(alert, why);

            case ProvingRow(Proving _, Heard _) -> outOfOrder();
            case ProvingRow(Proving _, ErrorAlert _) -> end(ERROR_ALERT_ENDS_THE_CONNECTION);
            case ProvingRow(Proving same, UserCanceled()) -> canceled(same);
            case ProvingRow(Proving _, CloseNotify()) -> close(PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS);
            case ProvingRow(Proving _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case ProvingRow(Proving _, GiveUp()) -> end(RETRANSMISSIONS_ARE_LIMITED);
        };
    }

    private static Step<ServerHandshake, Effect> onceSettled(Settled state, Input input) {
        return switch (new SettledRow(state, input)) {
            case SettledRow(Established same, ClientHelloToRetry _) ->
                    discard(same, NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION);
            case SettledRow(Established same, ClientHello _) ->
                    discard(same, NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION);
            case SettledRow(Established _, Heard _) -> outOfOrder();
            case SettledRow(Established _, ErrorAlert _) -> end(ERROR_ALERT_ENDS_THE_CONNECTION);
            case SettledRow(Established same, UserCanceled()) -> canceled(same);
            case SettledRow(Established _, CloseNotify()) ->
                    close(PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS);
            case SettledRow(Established _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case SettledRow(Established same, GiveUp()) -> stay(same);

            case SettledRow(Closed same, Close()) -> stay(same);
            case SettledRow(Closed same, GiveUp()) -> stay(same);
            case SettledRow(Closed same, Heard _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Closed same, ErrorAlert _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Closed same, UserCanceled()) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Closed same, CloseNotify()) -> discard(same, NOTHING_AFTER_CLOSE);

            case SettledRow(Failed same, Close()) -> stay(same);
            case SettledRow(Failed same, GiveUp()) -> stay(same);
            case SettledRow(Failed same, Heard _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Failed same, ErrorAlert _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Failed same, UserCanceled()) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Failed same, CloseNotify()) -> discard(same, NOTHING_AFTER_CLOSE);
        };
    }

    private static Effect flight() {
        return Sent.of(
                SERVER_HELLO, ENCRYPTED_EXTENSIONS, CERTIFICATE, CERTIFICATE_VERIFY, FINISHED);
    }

    private static Effect flightWithRequest() {
        return Sent.of(
                SERVER_HELLO,
                ENCRYPTED_EXTENSIONS,
                CERTIFICATE_REQUEST,
                CERTIFICATE,
                CERTIFICATE_VERIFY,
                FINISHED);
    }

    private static Step<ServerHandshake, Effect> abort(Alert alert, Clause clause) {
        return become(new Failed(), new Aborted(alert, clause));
    }

    private static Step<ServerHandshake, Effect> outOfOrder() {
        return abort(UNEXPECTED_MESSAGE, MESSAGES_COME_IN_ORDER);
    }

    private static Step<ServerHandshake, Effect> end(Clause clause) {
        return become(new Failed(), new Ended(clause));
    }

    private static Step<ServerHandshake, Effect> close(Clause clause) {
        return become(new Closed(), new Closing(clause));
    }

    private static Step<ServerHandshake, Effect> discard(ServerHandshake same, Clause clause) {
        return stay(same, new Discarded(clause));
    }

    private static Step<ServerHandshake, Effect> canceled(ServerHandshake same) {
        return discard(same, USER_CANCELED_ENDS_NOTHING);
    }

    /** One row of the table of the hellos. */
    record ListeningRow(Listening state, Input input) {}

    /** One row of the table of the client's flight. */
    record ProvingRow(Proving state, Input input) {}

    /** One row of the table of what comes after. */
    record SettledRow(Settled state, Input input) {}
}
