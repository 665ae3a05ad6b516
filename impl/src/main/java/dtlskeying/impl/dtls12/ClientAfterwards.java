package dtlskeying.impl.dtls12;

import static dtlskeying.impl.Step.stay;
import static dtlskeying.impl.dtls12.ClientMoves.close;
import static dtlskeying.impl.dtls12.ClientMoves.discard;
import static dtlskeying.impl.dtls12.ClientMoves.end;
import static dtlskeying.impl.dtls12.ClientMoves.outOfOrder;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.HELLO_REQUEST_CAN_BE_IGNORED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSE_NOTIFY_IS_ANSWERED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FATAL_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.WARNING_NEED_NOT_STOP;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.ClientHandshake.Closed;
import dtlskeying.impl.dtls12.ClientHandshake.Established;
import dtlskeying.impl.dtls12.ClientHandshake.Failed;
import dtlskeying.impl.dtls12.ClientHandshake.Settled;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Begin;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Close;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.CloseNotify;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.FatalAlert;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.GiveUp;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Heard;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.HelloRequest;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input.Warning;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;

/** The table of what can happen to a client once its handshake is over, one way or the other. */
final class ClientAfterwards {
    private ClientAfterwards() {}

    static Step<ClientHandshake, Effect> on(Settled state, Input input) {
        return switch (new SettledRow(state, input)) {
            case SettledRow(Established same, HelloRequest()) ->
                    discard(same, HELLO_REQUEST_CAN_BE_IGNORED);
            case SettledRow(Established _, Heard _) -> outOfOrder();
            case SettledRow(Established same, Begin()) -> stay(same);
            case SettledRow(Established same, Warning _) -> discard(same, WARNING_NEED_NOT_STOP);
            case SettledRow(Established _, FatalAlert _) -> end(FATAL_ALERT_ENDS_THE_CONNECTION);
            case SettledRow(Established _, CloseNotify()) -> close(CLOSE_NOTIFY_IS_ANSWERED);
            case SettledRow(Established _, Close()) -> close(CLOSURE_IS_ANNOUNCED);
            case SettledRow(Established same, GiveUp()) -> stay(same);

            case SettledRow(Closed same, Begin()) -> stay(same);
            case SettledRow(Closed same, Close()) -> stay(same);
            case SettledRow(Closed same, GiveUp()) -> stay(same);
            case SettledRow(Closed same, Heard _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Closed same, Warning _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Closed same, FatalAlert _) -> discard(same, NOTHING_AFTER_CLOSE);
            case SettledRow(Closed same, CloseNotify()) -> discard(same, NOTHING_AFTER_CLOSE);

            case SettledRow(Failed same, Begin()) -> stay(same);
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
