package dtlskeying.impl.dtls12;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.dtls12.ServerMoves.abort;
import static dtlskeying.impl.dtls12.ServerMoves.close;
import static dtlskeying.impl.dtls12.ServerMoves.discard;
import static dtlskeying.impl.dtls12.ServerMoves.end;
import static dtlskeying.impl.dtls12.ServerMoves.outOfOrder;
import static dtlskeying.spec.Alert.UNEXPECTED_MESSAGE;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSE_NOTIFY_IS_ANSWERED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FATAL_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.WARNING_NEED_NOT_STOP;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.ServerHandshake.ClientChanged;
import dtlskeying.impl.dtls12.ServerHandshake.Established;
import dtlskeying.impl.dtls12.ServerHandshake.FinishedFirst;
import dtlskeying.impl.dtls12.ServerHandshake.Resuming;
import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls.Verdict.Sound;
import dtlskeying.spec.dtls.Verdict.Unsound;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect.Completed;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.ChangeCipherSpec;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.Close;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.CloseNotify;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.FatalAlert;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.Finished;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.GiveUp;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.Heard;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.Warning;

/**
 * The table of a server that takes up a session again; {@link ClientResumption} shows the figure.
 */
@Cites("rfc5246/7.3/a")
final class ServerResumption {
    private ServerResumption() {}

    static Step<ServerHandshake, Effect> on(Resuming state, Input input) {
        return switch (new ResumingRow(state, input)) {
            case ResumingRow(FinishedFirst _, ChangeCipherSpec()) -> become(new ClientChanged());
            case ResumingRow(ClientChanged _, Finished(Sound())) ->
                    become(new Established(), new Completed());

            case ResumingRow(ClientChanged _, Finished(Unsound(var alert, var why))) ->
                    abort(alert, why);
            case ResumingRow(FinishedFirst _, Finished _) ->
                    abort(UNEXPECTED_MESSAGE, FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC);

            case ResumingRow(Resuming _, Heard _) -> outOfOrder();
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
