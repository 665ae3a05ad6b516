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
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.WARNING_NEED_NOT_STOP;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.FINISHED;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.ClientHandshake.Established;
import dtlskeying.impl.dtls12.ClientHandshake.Resuming;
import dtlskeying.impl.dtls12.ClientHandshake.ServerChanged;
import dtlskeying.impl.dtls12.ClientHandshake.SessionTaken;
import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls.Verdict.Sound;
import dtlskeying.spec.dtls.Verdict.Unsound;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Begin;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.ChangeCipherSpec;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Close;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.CloseNotify;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.FatalAlert;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Finished;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.GiveUp;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Heard;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.HelloRequest;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Warning;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect.Completed;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect.Sent;

/**
 * The table of a client whose session is taken up again (RFC 5246 figure 2).
 *
 * <pre>
 * 4                                       <-  ServerHello, ChangeCipherSpec, Finished
 * 5  ChangeCipherSpec, Finished           ->
 * </pre>
 *
 * <p>Flights 1 to 3 are as ever; here it is the client that has the last word.
 */
@Cites("rfc5246/7.3/a")
final class ClientResumption {
    private ClientResumption() {}

    static Step<ClientHandshake, Effect> on(Resuming state, Input input) {
        return switch (new ResumingRow(state, input)) {
            case ResumingRow(SessionTaken _, ChangeCipherSpec()) -> become(new ServerChanged());
            case ResumingRow(ServerChanged _, Finished(Sound())) ->
                    become(
                            new Established(),
                            Sent.of(CHANGE_CIPHER_SPEC, FINISHED),
                            new Completed());

            case ResumingRow(ServerChanged _, Finished(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case ResumingRow(SessionTaken _, Finished _) ->
                    abort(UNEXPECTED_MESSAGE, FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC);

            case ResumingRow(Resuming same, HelloRequest()) -> ignoreRequest(same);
            case ResumingRow(Resuming _, Heard _) -> outOfOrder();

            case ResumingRow(Resuming same, Begin()) -> stay(same);
            case ResumingRow(Resuming same, Warning _) -> discard(same, WARNING_NEED_NOT_STOP);
            case ResumingRow(Resuming _, FatalAlert _) -> end(FATAL_ALERT_ENDS_THE_CONNECTION);
            case ResumingRow(Resuming _, CloseNotify()) -> close(CLOSE_NOTIFY_IS_ANSWERED);
            case ResumingRow(Resuming _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case ResumingRow(Resuming _, GiveUp()) -> end(RETRANSMISSIONS_ARE_LIMITED);
        };
    }

    /** One row of the table. */
    record ResumingRow(Resuming state, Input input) {}
}
