package dtlskeying.impl.dtls13;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.Written;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;

import java.util.Optional;
import java.util.stream.Stream;

/** One side of a handshake: its table, and what it knows. */
sealed interface Side permits ClientSide, ServerSide {
    /** Which side it is. */
    Role role();

    /** How far it has come. */
    Phase phase();

    /** The secrets of epoch 2, as soon as there are any. */
    Optional<HandshakeSecrets> secrets();

    /** What has been agreed on, as soon as there are keys for traffic. */
    Optional<Session> session();

    /** All messages of the handshake so far. */
    Transcript transcript();

    /** Entropy for this association alone. */
    Entropy entropy();

    /** The same side without the secrets that an extended key update has replaced. */
    Side forgetting();

    /** The secrets that it holds, for the one who is to overwrite them. */
    Stream<Secret> held();

    /** The user wants a handshake. */
    Step<Side, Effect> begin();

    /** A whole message came, in the order of message_seq; its body may be anything. */
    Step<Side, Effect> hear(HandshakeMessage message);

    /** The peer has all that we have sent. */
    Step<Side, Effect> acknowledged();

    /** An alert came, other than close_notify and user_canceled; its description is 0 to 255. */
    Step<Side, Effect> errorAlert(int description);

    /** The peer's user has thought better of it. */
    Step<Side, Effect> userCanceled();

    /** The peer closes. */
    Step<Side, Effect> closeNotify();

    /** The user wants to close. */
    Step<Side, Effect> close();

    /** The peer does not answer any more. */
    Step<Side, Effect> giveUp();

    /** The same side after what is below the messages has ended the connection. */
    Side broken();

    /** Words a message of this side. */
    Written<Side> write(Message message);

    /** How far a side has come, as far as records and flights care. */
    enum Phase {
        /** A server that keeps nothing, or a client that has not begun. */
        IDLE,
        /** The handshake is under way. */
        UNDER_WAY,
        /** The keys can be used; a client waits for the ACK of its last flight. */
        COMPLETE,
        /** Nothing of the handshake is outstanding. */
        ESTABLISHED,
        /** Closed or failed. */
        OVER
    }
}
