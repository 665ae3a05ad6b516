package dtlskeying.impl.dtls13;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.Alert.UNEXPECTED_MESSAGE;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.RETRY_COMES_ONCE;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.TICKETS_CAN_BE_LEFT_UNUSED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.ERROR_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.USER_CANCELED_ENDS_NOTHING;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE_VERIFY;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CLIENT_HELLO;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.FINISHED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict.Sound;
import dtlskeying.spec.dtls.Verdict.Unsound;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.Acknowledged;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.Begin;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.Certificate;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.CertificateRequest;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.CertificateVerify;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.Close;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.CloseNotify;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.EncryptedExtensions;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.ErrorAlert;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.Finished;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.GiveUp;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.Heard;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.HelloRetryRequest;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.NewSessionTicket;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.ServerHello;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.UnmatchedCertificateRequest;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.UserCanceled;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Aborted;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Closing;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Completed;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Confirmed;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Discarded;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Ended;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect.Sent;

/**
 * The client's side of RFC 9147 figure 6, at the grain of whole messages.
 *
 * <pre>
 * epoch 0  ClientHello             ->
 *                                  <-  HelloRetryRequest*                        epoch 0
 *          ClientHello*            ->
 *                                  <-  ServerHello                               epoch 0
 *                                      EncryptedExtensions, CertificateRequest*,
 *                                      Certificate, CertificateVerify, Finished  epoch 2
 * epoch 2  Certificate*,
 *          CertificateVerify*,
 *          Finished                ->
 *                                  <-  ACK                                       epoch 3
 * </pre>
 *
 * <p>There is a table for each moment: {@link Opening} (the hellos), {@link Answered} (the server's
 * flight), {@link Finishing} (the client's own) and {@link Settled}. Messages arrive here whole and
 * in order; what is in them was checked before, and the verdict comes with them. The keys can be
 * used as soon as the last flight is out; only its ACK says that the server has them, too.
 */
public sealed interface ClientHandshake {
    /** What the client says to a request for a certificate. */
    enum Proof {
        /** Nothing: there was no request. */
        NOT_ASKED,
        /** That it has none. */
        NONE_TO_SHOW,
        /** A certificate, and the proof that it is its own. */
        CERTIFICATE
    }

    /** The server has not chosen yet. */
    sealed interface Opening extends ClientHandshake {}

    /** Nothing was sent. */
    record Idle() implements Opening {}

    /** The first hello is out. */
    record HelloSent() implements Opening {}

    /** The hello is out again, as a HelloRetryRequest wanted it. */
    record HelloRepeated() implements Opening {}

    /** The server's flight is coming in. */
    sealed interface Answered extends ClientHandshake {}

    /** The server has chosen, and there are keys for the handshake. */
    record ServerHelloReceived() implements Answered {}

    /** All extensions are answered. */
    record ExtensionsAnswered() implements Answered {}

    /** The server wants a certificate. */
    record CertificateRequested(Proof proof) implements Answered {}

    /** The server's certificates are trusted. */
    record ServerCertified(Proof proof) implements Answered {}

    /** The server holds the key of its certificate. */
    record ServerProved(Proof proof) implements Answered {}

    /** The client's last flight is out, and not known to have arrived. */
    record Finishing() implements ClientHandshake {}

    /** The handshake is over, one way or the other. */
    sealed interface Settled extends ClientHandshake {}

    /** The server has all of our last flight. */
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
            case Settled moment -> onceSettled(moment, input);
        };
    }

    private static Step<ClientHandshake, Effect> whileOpening(Opening state, Input input) {
        return switch (new OpeningRow(state, input)) {
            case OpeningRow(Idle _, Begin()) -> become(new HelloSent(), Sent.of(CLIENT_HELLO));

            case OpeningRow(HelloSent _, HelloRetryRequest(Sound())) ->
                    become(new HelloRepeated(), Sent.of(CLIENT_HELLO));
            case OpeningRow(HelloSent _, ServerHello(Sound())) -> become(new ServerHelloReceived());
            case OpeningRow(HelloRepeated _, ServerHello(Sound())) ->
                    become(new ServerHelloReceived());

            case OpeningRow(HelloSent _, HelloRetryRequest(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case OpeningRow(HelloSent _, ServerHello(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case OpeningRow(HelloRepeated _, ServerHello(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case OpeningRow(HelloRepeated _, HelloRetryRequest _) ->
                    abort(UNEXPECTED_MESSAGE, RETRY_COMES_ONCE);

            case OpeningRow(Idle same, Heard _) -> discard(same, MESSAGES_COME_IN_ORDER);
            case OpeningRow(HelloSent _, Heard _) -> outOfOrder();
            case OpeningRow(HelloRepeated _, Heard _) -> outOfOrder();

            case OpeningRow(HelloSent same, Begin()) -> stay(same);
            case OpeningRow(HelloRepeated same, Begin()) -> stay(same);
            case OpeningRow(Opening same, Acknowledged()) -> stay(same);
            case OpeningRow(Idle same, ErrorAlert _) -> discard(same, MESSAGES_COME_IN_ORDER);
            case OpeningRow(HelloSent _, ErrorAlert _) -> end(ERROR_ALERT_ENDS_THE_CONNECTION);
            case OpeningRow(HelloRepeated _, ErrorAlert _) -> end(ERROR_ALERT_ENDS_THE_CONNECTION);
            case OpeningRow(Idle same, UserCanceled()) -> discard(same, MESSAGES_COME_IN_ORDER);
            case OpeningRow(HelloSent same, UserCanceled()) -> canceled(same);
            case OpeningRow(HelloRepeated same, UserCanceled()) -> canceled(same);
            case OpeningRow(Idle same, CloseNotify()) -> discard(same, MESSAGES_COME_IN_ORDER);
            case OpeningRow(HelloSent _, CloseNotify()) -> close(PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS);
            case OpeningRow(HelloRepeated _, CloseNotify()) ->
                    close(PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS);
            case OpeningRow(Idle _, Close()) -> become(new Closed());
            case OpeningRow(HelloSent _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case OpeningRow(HelloRepeated _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case OpeningRow(Idle same, GiveUp()) -> stay(same);
            case OpeningRow(HelloSent _, GiveUp()) -> end(RETRANSMISSIONS_ARE_LIMITED);
            case OpeningRow(HelloRepeated _, GiveUp()) -> end(RETRANSMISSIONS_ARE_LIMITED);
        };
    }

    private static Step<ClientHandshake, Effect> whileAnswered(Answered state, Input input) {
        return switch (new AnsweredRow(state, input)) {
            case AnsweredRow(ServerHelloReceived _, EncryptedExtensions(Sound())) ->
                    become(new ExtensionsAnswered());
            case AnsweredRow(ExtensionsAnswered _, CertificateRequest(Sound())) ->
                    become(new CertificateRequested(Proof.CERTIFICATE));
            case AnsweredRow(ExtensionsAnswered _, UnmatchedCertificateRequest()) ->
                    become(new CertificateRequested(Proof.NONE_TO_SHOW));
            case AnsweredRow(ExtensionsAnswered _, Certificate(Sound())) ->
                    become(new ServerCertified(Proof.NOT_ASKED));
            case AnsweredRow(CertificateRequested(var proof), Certificate(Sound())) ->
                    become(new ServerCertified(proof));
            case AnsweredRow(ServerCertified(var proof), CertificateVerify(Sound())) ->
                    become(new ServerProved(proof));
            case AnsweredRow(ServerProved(var proof), Finished(Sound())) ->
                    become(new Finishing(), lastFlight(proof), new Completed());

            case AnsweredRow(
                            ServerHelloReceived _,
                            EncryptedExtensions(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case AnsweredRow(
                            ExtensionsAnswered _,
                            CertificateRequest(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case AnsweredRow(ExtensionsAnswered _, Certificate(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case AnsweredRow(CertificateRequested _, Certificate(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case AnsweredRow(ServerCertified _, CertificateVerify(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case AnsweredRow(ServerProved _, Finished(Unsound(var alert, var why))) ->
                    abort(alert, why);

            case AnsweredRow(Answered _, Heard _) -> outOfOrder();

            case AnsweredRow(Answered same, Begin()) -> stay(same);
            case AnsweredRow(Answered same, Acknowledged()) -> stay(same);
            case AnsweredRow(Answered _, ErrorAlert _) -> end(ERROR_ALERT_ENDS_THE_CONNECTION);
            case AnsweredRow(Answered same, UserCanceled()) -> canceled(same);
            case AnsweredRow(Answered _, CloseNotify()) -> close(PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS);
            case AnsweredRow(Answered _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case AnsweredRow(Answered _, GiveUp()) -> end(RETRANSMISSIONS_ARE_LIMITED);
        };
    }

    @Cites({"rfc9147/5.8.1/a", "rfc8446/4.6.1/b"})
    private static Step<ClientHandshake, Effect> whileFinishing(Finishing state, Input input) {
        return switch (new FinishingRow(state, input)) {
            case FinishingRow(Finishing _, Acknowledged()) ->
                    become(new Established(), new Confirmed());

            case FinishingRow(Finishing same, NewSessionTicket(Sound())) -> leave(same);
            case FinishingRow(Finishing _, NewSessionTicket(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case FinishingRow(Finishing _, Heard _) -> outOfOrder();

            case FinishingRow(Finishing same, Begin()) -> stay(same);
            case FinishingRow(Finishing _, ErrorAlert _) -> end(ERROR_ALERT_ENDS_THE_CONNECTION);
            case FinishingRow(Finishing same, UserCanceled()) -> canceled(same);
            case FinishingRow(Finishing _, CloseNotify()) ->
                    close(PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS);
            case FinishingRow(Finishing _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case FinishingRow(Finishing _, GiveUp()) -> end(RETRANSMISSIONS_ARE_LIMITED);
        };
    }

    private static Step<ClientHandshake, Effect> onceSettled(Settled state, Input input) {
        return switch (new SettledRow(state, input)) {
            case SettledRow(Established same, NewSessionTicket(Sound())) -> leave(same);
            case SettledRow(Established _, NewSessionTicket(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case SettledRow(Established _, Heard _) -> outOfOrder();
            case SettledRow(Established same, Begin()) -> stay(same);
            case SettledRow(Established same, Acknowledged()) -> stay(same);
            case SettledRow(Established _, ErrorAlert _) -> end(ERROR_ALERT_ENDS_THE_CONNECTION);
            case SettledRow(Established same, UserCanceled()) -> canceled(same);
            case SettledRow(Established _, CloseNotify()) ->
                    close(PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS);
            case SettledRow(Established _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case SettledRow(Established same, GiveUp()) -> stay(same);

            case SettledRow(Closed same, Begin()) -> stay(same);
            case SettledRow(Closed same, Acknowledged()) -> stay(same);
            case SettledRow(Closed same, Close()) -> stay(same);
            case SettledRow(Closed same, GiveUp()) -> stay(same);
            case SettledRow(Closed same, Heard _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Closed same, ErrorAlert _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Closed same, UserCanceled()) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Closed same, CloseNotify()) -> discard(same, NOTHING_AFTER_CLOSE);

            case SettledRow(Failed same, Begin()) -> stay(same);
            case SettledRow(Failed same, Acknowledged()) -> stay(same);
            case SettledRow(Failed same, Close()) -> stay(same);
            case SettledRow(Failed same, GiveUp()) -> stay(same);
            case SettledRow(Failed same, Heard _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Failed same, ErrorAlert _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Failed same, UserCanceled()) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Failed same, CloseNotify()) -> discard(same, NOTHING_AFTER_CLOSE);
        };
    }

    private static Effect lastFlight(Proof proof) {
        return switch (proof) {
            case NOT_ASKED -> Sent.of(FINISHED);
            case NONE_TO_SHOW -> Sent.of(CERTIFICATE, FINISHED);
            case CERTIFICATE -> Sent.of(CERTIFICATE, CERTIFICATE_VERIFY, FINISHED);
        };
    }

    private static Step<ClientHandshake, Effect> abort(Alert alert, Clause clause) {
        return become(new Failed(), new Aborted(alert, clause));
    }

    private static Step<ClientHandshake, Effect> outOfOrder() {
        return abort(UNEXPECTED_MESSAGE, MESSAGES_COME_IN_ORDER);
    }

    private static Step<ClientHandshake, Effect> end(Clause clause) {
        return become(new Failed(), new Ended(clause));
    }

    private static Step<ClientHandshake, Effect> close(Clause clause) {
        return become(new Closed(), new Closing(clause));
    }

    private static Step<ClientHandshake, Effect> discard(ClientHandshake same, Clause clause) {
        return stay(same, new Discarded(clause));
    }

    private static Step<ClientHandshake, Effect> canceled(ClientHandshake same) {
        return discard(same, USER_CANCELED_ENDS_NOTHING);
    }

    @Cites("extended-key-update/7/f")
    private static Step<ClientHandshake, Effect> leave(ClientHandshake same) {
        return discard(same, TICKETS_CAN_BE_LEFT_UNUSED);
    }

    /** One row of the table of the hellos. */
    record OpeningRow(Opening state, Input input) {}

    /** One row of the table of the server's flight. */
    record AnsweredRow(Answered state, Input input) {}

    /** One row of the table of the client's last flight. */
    record FinishingRow(Finishing state, Input input) {}

    /** One row of the table of what comes after. */
    record SettledRow(Settled state, Input input) {}
}
