package dtlskeying.model.dtls12;

import dtlskeying.spec.Role;

/** What happens to a pair of ends: the labels of a counterexample. */
public sealed interface HandshakeEvent {
    /** An end does something unasked, such as sending its flight again. */
    record Unasked(Role end, Object effects) implements HandshakeEvent {
        @Override
        public String toString() {
            return end.text() + " of itself: " + effects;
        }
    }

    /** A flight is read; a copy stays on the wire. */
    record Read(Role end, Message message, Object effects) implements HandshakeEvent {
        @Override
        public String toString() {
            return end.text() + " reads " + message + ": " + effects;
        }
    }

    /** A packet is taken off the wire. */
    record Lost(WirePacket packet) implements HandshakeEvent {}

    /** The attacker puts a changed copy of a hello on the wire. */
    record Rewritten(Message original, Message changed) implements HandshakeEvent {}

    /** An end sends an SRTP packet. */
    record SrtpSent(Role end) implements HandshakeEvent {}

    /** An end processes an SRTP packet, and its keys open it or not. */
    record SrtpRead(Role end, boolean opened) implements HandshakeEvent {}
}
