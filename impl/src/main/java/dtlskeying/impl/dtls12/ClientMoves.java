package dtlskeying.impl.dtls12;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.Alert.UNEXPECTED_MESSAGE;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.HELLO_REQUEST_IS_IGNORED_MEANWHILE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.ClientHandshake.Closed;
import dtlskeying.impl.dtls12.ClientHandshake.Failed;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect.Aborted;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect.Closing;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect.Discarded;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect.Ended;

/** What a client's tables have in common: the ways in which a handshake ends or stays. */
final class ClientMoves {
    private ClientMoves() {}

    static Step<ClientHandshake, Effect> abort(Alert alert, Clause clause) {
        return become(new Failed(), new Aborted(alert, clause));
    }

    static Step<ClientHandshake, Effect> outOfOrder() {
        return abort(UNEXPECTED_MESSAGE, MESSAGES_COME_IN_ORDER);
    }

    static Step<ClientHandshake, Effect> end(Clause clause) {
        return become(new Failed(), new Ended(clause));
    }

    static Step<ClientHandshake, Effect> close(Clause clause) {
        return become(new Closed(), new Closing(clause));
    }

    static Step<ClientHandshake, Effect> discard(ClientHandshake same, Clause clause) {
        return stay(same, new Discarded(clause));
    }

    static Step<ClientHandshake, Effect> ignoreRequest(ClientHandshake same) {
        return discard(same, HELLO_REQUEST_IS_IGNORED_MEANWHILE);
    }
}
