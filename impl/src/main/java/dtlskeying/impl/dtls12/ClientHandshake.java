package dtlskeying.impl.dtls12;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.impl.dtls12.ClientMoves.abort;
import static dtlskeying.impl.dtls12.ClientMoves.close;
import static dtlskeying.impl.dtls12.ClientMoves.discard;
import static dtlskeying.impl.dtls12.ClientMoves.end;
import static dtlskeying.impl.dtls12.ClientMoves.ignoreRequest;
import static dtlskeying.impl.dtls12.ClientMoves.outOfOrder;
import static dtlskeying.spec.Alert.UNEXPECTED_MESSAGE;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSE_NOTIFY_IS_ANSWERED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FATAL_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.WARNING_NEED_NOT_STOP;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE_VERIFY;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CLIENT_HELLO;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CLIENT_KEY_EXCHANGE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.FINISHED;

import dtlskeying.impl.Step;
import dtlskeying.spec.dtls.Verdict.Sound;
import dtlskeying.spec.dtls.Verdict.Unsound;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Begin;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Certificate;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.CertificateRequest;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.ChangeCipherSpec;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Close;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.CloseNotify;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.FatalAlert;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Finished;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.GiveUp;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Heard;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.HelloRequest;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.HelloVerifyRequest;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.ServerHello;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.ServerHelloDone;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.ServerKeyExchange;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.SessionResumed;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Warning;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect.Completed;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect.Sent;

/**
 * The client's side of RFC 6347 figure 1, at the grain of whole messages.
 *
 * <pre>
 * 1  ClientHello                          ->
 * 2                                       <-  HelloVerifyRequest
 * 3  ClientHello (cookie)                 ->
 * 4                                       <-  ServerHello, Certificate, ServerKeyExchange,
 *                                             CertificateRequest*, ServerHelloDone
 * 5  Certificate*, ClientKeyExchange,
 *    CertificateVerify*, ChangeCipherSpec,
 *    Finished                             ->
 * 6                                       <-  ChangeCipherSpec, Finished
 * </pre>
 *
 * <p>There is a table for each moment: {@link Opening} (flights 1 to 3), {@link Answered} (flight
 * 4), {@link Finishing} (5 and 6), {@link Resuming} (in the place of 4 to 6) and {@link Settled}.
 * Messages arrive here whole and in order; what is in them was checked before, and the verdict
 * comes with them.
 */
public sealed interface ClientHandshake {
    /** The server has not chosen yet. */
    sealed interface Opening extends ClientHandshake {}

    /** Nothing was sent. */
    record Idle() implements Opening {}

    /** The first hello is out, without a cookie. */
    record HelloSent() implements Opening {}

    /** The hello is out again, with the cookie. */
    record CookieReturned() implements Opening {}

    /** The server's flight is coming in. */
    sealed interface Answered extends ClientHandshake {}

    /** The server has chosen. */
    record ServerHelloReceived() implements Answered {}

    /** The server's certificates are trusted. */
    record ServerCertified() implements Answered {}

    /** The server's share is signed by its certificate. */
    record KeyShareVerified() implements Answered {}

    /** The server wants a certificate. */
    record CertificateRequested() implements Answered {}

    /** The client's last flight is out. */
    sealed interface Finishing extends ClientHandshake {}

    /** Flight 5 is out. */
    record FinishedSent() implements Finishing {}

    /** The server has changed its keys. */
    record CipherChanged() implements Finishing {}

    /** The server takes up the session on offer: nothing is left but to finish. */
    sealed interface Resuming extends ClientHandshake {}

    /** The server's hello has come, with the name of the session. */
    record SessionTaken() implements Resuming {}

    /** The server has changed its keys. */
    record ServerChanged() implements Resuming {}

    /** The handshake is over, one way or the other. */
    sealed interface Settled extends ClientHandshake {}

    /** Both Finished messages are verified. */
    record Established() implements Settled {}

    /** One side has said close_notify. */
    record Closed() implements Settled {}

    /** A failure is final: nothing leads out of it. */
    record Failed() implements Settled {}

    /** Takes one input; any input is answered in any state. */
    default Step<ClientHandshake, Effect> on(Input input) {
        return switch (this) {
            case Opening moment -> whileOpening(moment, input);
            case Answered moment -> whileAnswered(moment, input);
            case Finishing moment -> whileFinishing(moment, input);
            case Resuming moment -> ClientResumption.on(moment, input);
            case Settled moment -> ClientAfterwards.on(moment, input);
        };
    }

    private static Step<ClientHandshake, Effect> whileOpening(Opening state, Input input) {
        return switch (new OpeningRow(state, input)) {
            case OpeningRow(Idle _, Begin()) -> become(new HelloSent(), Sent.of(CLIENT_HELLO));

            case OpeningRow(HelloSent _, HelloVerifyRequest(Sound())) ->
                    become(new CookieReturned(), Sent.of(CLIENT_HELLO));
            case OpeningRow(HelloSent _, ServerHello(Sound())) -> become(new ServerHelloReceived());
            case OpeningRow(CookieReturned _, ServerHello(Sound())) ->
                    become(new ServerHelloReceived());
            case OpeningRow(HelloSent _, SessionResumed()) -> become(new SessionTaken());
            case OpeningRow(CookieReturned _, SessionResumed()) -> become(new SessionTaken());

            case OpeningRow(HelloSent _, HelloVerifyRequest(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case OpeningRow(HelloSent _, ServerHello(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case OpeningRow(CookieReturned _, ServerHello(Unsound(var alert, var why))) ->
                    abort(alert, why);

            case OpeningRow(HelloSent same, HelloRequest()) -> ignoreRequest(same);
            case OpeningRow(CookieReturned same, HelloRequest()) -> ignoreRequest(same);
            case OpeningRow(Idle same, Heard _) -> discard(same, MESSAGES_COME_IN_ORDER);
            case OpeningRow(HelloSent _, Heard _) -> outOfOrder();
            case OpeningRow(CookieReturned _, Heard _) -> outOfOrder();

            case OpeningRow(HelloSent same, Begin()) -> stay(same);
            case OpeningRow(CookieReturned same, Begin()) -> stay(same);
            case OpeningRow(Idle same, Warning _) -> discard(same, WARNING_NEED_NOT_STOP);
            case OpeningRow(HelloSent same, Warning _) -> discard(same, WARNING_NEED_NOT_STOP);
            case OpeningRow(CookieReturned same, Warning _) -> discard(same, WARNING_NEED_NOT_STOP);
            case OpeningRow(Idle same, FatalAlert _) -> discard(same, MESSAGES_COME_IN_ORDER);
            case OpeningRow(HelloSent _, FatalAlert _) -> end(FATAL_ALERT_ENDS_THE_CONNECTION);
            case OpeningRow(CookieReturned _, FatalAlert _) -> end(FATAL_ALERT_ENDS_THE_CONNECTION);
            case OpeningRow(Idle same, CloseNotify()) -> discard(same, MESSAGES_COME_IN_ORDER);
            case OpeningRow(HelloSent _, CloseNotify()) -> close(CLOSE_NOTIFY_IS_ANSWERED);
            case OpeningRow(CookieReturned _, CloseNotify()) -> close(CLOSE_NOTIFY_IS_ANSWERED);
            case OpeningRow(Idle _, Close()) -> become(new Closed());
            case OpeningRow(HelloSent _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case OpeningRow(CookieReturned _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case OpeningRow(Idle same, GiveUp()) -> stay(same);
            case OpeningRow(HelloSent _, GiveUp()) -> end(RETRANSMISSIONS_ARE_LIMITED);
            case OpeningRow(CookieReturned _, GiveUp()) -> end(RETRANSMISSIONS_ARE_LIMITED);
        };
    }

    private static Step<ClientHandshake, Effect> whileAnswered(Answered state, Input input) {
        return switch (new AnsweredRow(state, input)) {
            case AnsweredRow(ServerHelloReceived _, Certificate(Sound())) ->
                    become(new ServerCertified());
            case AnsweredRow(ServerCertified _, ServerKeyExchange(Sound())) ->
                    become(new KeyShareVerified());
            case AnsweredRow(KeyShareVerified _, CertificateRequest(Sound())) ->
                    become(new CertificateRequested());
            case AnsweredRow(KeyShareVerified _, ServerHelloDone(Sound())) ->
                    become(
                            new FinishedSent(),
                            Sent.of(CLIENT_KEY_EXCHANGE, CHANGE_CIPHER_SPEC, FINISHED));
            case AnsweredRow(CertificateRequested _, ServerHelloDone(Sound())) ->
                    become(
                            new FinishedSent(),
                            Sent.of(
                                    CERTIFICATE,
                                    CLIENT_KEY_EXCHANGE,
                                    CERTIFICATE_VERIFY,
                                    CHANGE_CIPHER_SPEC,
                                    FINISHED));

            case AnsweredRow(ServerHelloReceived _, Certificate(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case AnsweredRow(ServerCertified _, ServerKeyExchange(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case AnsweredRow(KeyShareVerified _, CertificateRequest(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case AnsweredRow(KeyShareVerified _, ServerHelloDone(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case AnsweredRow(
                            CertificateRequested _,
                            ServerHelloDone(Unsound(var alert, var why))) ->
                    abort(alert, why);

            case AnsweredRow(Answered same, HelloRequest()) -> ignoreRequest(same);
            case AnsweredRow(Answered _, Heard _) -> outOfOrder();

            case AnsweredRow(Answered same, Begin()) -> stay(same);
            case AnsweredRow(Answered same, Warning _) -> discard(same, WARNING_NEED_NOT_STOP);
            case AnsweredRow(Answered _, FatalAlert _) -> end(FATAL_ALERT_ENDS_THE_CONNECTION);
            case AnsweredRow(Answered _, CloseNotify()) -> close(CLOSE_NOTIFY_IS_ANSWERED);
            case AnsweredRow(Answered _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case AnsweredRow(Answered _, GiveUp()) -> end(RETRANSMISSIONS_ARE_LIMITED);
        };
    }

    private static Step<ClientHandshake, Effect> whileFinishing(Finishing state, Input input) {
        return switch (new FinishingRow(state, input)) {
            case FinishingRow(FinishedSent _, ChangeCipherSpec()) -> become(new CipherChanged());
            case FinishingRow(CipherChanged _, Finished(Sound())) ->
                    become(new Established(), new Completed());

            case FinishingRow(CipherChanged _, Finished(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case FinishingRow(FinishedSent _, Finished _) ->
                    abort(UNEXPECTED_MESSAGE, FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC);

            case FinishingRow(Finishing same, HelloRequest()) -> ignoreRequest(same);
            case FinishingRow(Finishing _, Heard _) -> outOfOrder();

            case FinishingRow(Finishing same, Begin()) -> stay(same);
            case FinishingRow(Finishing same, Warning _) -> discard(same, WARNING_NEED_NOT_STOP);
            case FinishingRow(Finishing _, FatalAlert _) -> end(FATAL_ALERT_ENDS_THE_CONNECTION);
            case FinishingRow(Finishing _, CloseNotify()) -> close(CLOSE_NOTIFY_IS_ANSWERED);
            case FinishingRow(Finishing _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case FinishingRow(Finishing _, GiveUp()) -> end(RETRANSMISSIONS_ARE_LIMITED);
        };
    }

    /** One row of the table of flights 1 to 3. */
    record OpeningRow(Opening state, Input input) {}

    /** One row of the table of flight 4. */
    record AnsweredRow(Answered state, Input input) {}

    /** One row of the table of flights 5 and 6. */
    record FinishingRow(Finishing state, Input input) {}
}
