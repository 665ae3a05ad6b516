package dtlskeying.spec.dtls;

import dtlskeying.spec.Epoch;

/**
 * One thing of a flight, with the epoch that it is sent in. A retransmission uses the same epoch
 * and a new sequence number (RFC 6347 §4.2.4, RFC 9147 §5.8).
 */
public sealed interface FlightItem {
    /** The epoch whose keys protect the record. */
    Epoch epoch();

    /** A handshake message, or what of it has not been acknowledged. */
    record Handshake(Epoch epoch, Fragment fragment) implements FlightItem {}

    /** The change_cipher_spec of DTLS 1.2; {@code epoch} is the one that it ends. */
    record ChangeCipherSpec(Epoch epoch) implements FlightItem {}

    /** The whole message, in that epoch. */
    static FlightItem of(Epoch epoch, HandshakeMessage message) {
        return new Handshake(epoch, message.whole());
    }
}
