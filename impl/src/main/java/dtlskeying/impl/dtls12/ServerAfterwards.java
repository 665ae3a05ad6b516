package dtlskeying.impl.dtls12;

import static dtlskeying.impl.Step.stay;
import static dtlskeying.impl.dtls12.ServerMoves.close;
import static dtlskeying.impl.dtls12.ServerMoves.discard;
import static dtlskeying.impl.dtls12.ServerMoves.end;
import static dtlskeying.impl.dtls12.ServerMoves.outOfOrder;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSE_NOTIFY_IS_ANSWERED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FATAL_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.RENEGOTIATION_CAN_BE_DECLINED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.WARNING_NEED_NOT_STOP;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.ServerHandshake.Closed;
import dtlskeying.impl.dtls12.ServerHandshake.Established;
import dtlskeying.impl.dtls12.ServerHandshake.Failed;
import dtlskeying.impl.dtls12.ServerHandshake.Settled;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.ClientHello;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.ClientHelloWithoutCookie;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.Close;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.CloseNotify;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.FatalAlert;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.GiveUp;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.Heard;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.SessionOffered;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input.Warning;

/** The table of what can happen to a server once its handshake is over, one way or the other. */
final class ServerAfterwards {
    private ServerAfterwards() {}

    static Step<ServerHandshake, Effect> on(Settled state, Input input) {
        return switch (new SettledRow(state, input)) {
            case SettledRow(Established same, ClientHelloWithoutCookie()) ->
                    discard(same, RENEGOTIATION_CAN_BE_DECLINED);
            case SettledRow(Established same, ClientHello _) ->
                    discard(same, RENEGOTIATION_CAN_BE_DECLINED);
            case SettledRow(Established same, SessionOffered()) ->
                    discard(same, RENEGOTIATION_CAN_BE_DECLINED);
            case SettledRow(Established _, Heard _) -> outOfOrder();
            case SettledRow(Established same, Warning _) -> discard(same, WARNING_NEED_NOT_STOP);
            case SettledRow(Established _, FatalAlert _) -> end(FATAL_ALERT_ENDS_THE_CONNECTION);
            case SettledRow(Established _, CloseNotify()) -> close(CLOSE_NOTIFY_IS_ANSWERED);
            case SettledRow(Established _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case SettledRow(Established same, GiveUp()) -> stay(same);

            case SettledRow(Closed same, Close()) -> stay(same);
            case SettledRow(Closed same, GiveUp()) -> stay(same);
            case SettledRow(Closed same, Heard _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Closed same, Warning _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Closed same, FatalAlert _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Closed same, CloseNotify()) -> discard(same, NOTHING_AFTER_CLOSE);

            case SettledRow(Failed same, Close()) -> stay(same);
            case SettledRow(Failed same, GiveUp()) -> stay(same);
            case SettledRow(Failed same, Heard _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Failed same, Warning _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Failed same, FatalAlert _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Failed same, CloseNotify()) -> discard(same, NOTHING_AFTER_CLOSE);
        };
    }

    /** One row of the table. */
    record SettledRow(Settled state, Input input) {}
}
