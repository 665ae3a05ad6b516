package dtlskeying.impl.dtls12;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.Written;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;

import java.util.Optional;

/** One side of the handshake: the table that says whose turn it is, and what the side knows. */
sealed interface Side permits ClientSide, ServerSide {
    /** Which side it is. */
    Role role();

    /** How far it has come. */
    Phase phase();

    /** What has been agreed on, keys included, as soon as there are keys. */
    Optional<Session> session();

    /** The user wants a handshake. */
    Step<Side, Effect> begin();

    /** A whole message came, in the order of message_seq; its body may be anything. */
    Step<Side, Effect> hear(HandshakeMessage message);

    /** The peer has changed its keys. */
    Step<Side, Effect> changeCipherSpec();

    /** An alert came, other than close_notify; its description is 0 to 255. */
    Step<Side, Effect> alert(boolean fatal, int description);

    /** The peer closes. */
    Step<Side, Effect> closeNotify();

    /** The user wants to close. */
    Step<Side, Effect> close();

    /** The peer does not answer any more. */
    Step<Side, Effect> giveUp();

    /** The same, ended by something that is no message of the handshake. */
    Side broken();

    /** Words a message of this side, any but ChangeCipherSpec and HelloVerifyRequest. */
    Written<Side> write(Message message, int messageSeq);

    /** How far a side has come, as far as records and flights care. */
    enum Phase {
        /** A server that keeps nothing, or a client that has not begun. */
        IDLE,
        /** Messages travel under the keys from before. */
        UNDER_WAY,
        /** Next comes ChangeCipherSpec. */
        AWAITING_CHANGE,
        /** The handshake is complete. */
        ESTABLISHED,
        /** Closed or failed. */
        OVER
    }
}
