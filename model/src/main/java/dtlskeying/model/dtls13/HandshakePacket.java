package dtlskeying.model.dtls13;

import dtlskeying.model.explore.Bits;
import dtlskeying.spec.Role;

/**
 * A record on its way.
 *
 * @param sender whose record it is, or pretends to be
 * @param kind what it carries
 * @param epoch under the keys of which epoch, 0 for none
 * @param keys the hellos that these keys come from; those of no handshake in epoch 0
 * @param turn the place of its messages among all of the sender's; of an ACK, the first place that
 *     it does not cover
 * @param says the hellos as this hello has them, or those that a proof or Finished is made over
 * @param cookie whether a hello has the server's cookie
 */
public record HandshakePacket(
        Role sender, Kind kind, int epoch, Hellos keys, int turn, Hellos says, boolean cookie)
        implements Comparable<HandshakePacket> {
    /** What a record carries; several messages of a flight that belong together are in one. */
    public enum Kind {
        CLIENT_HELLO,
        RETRY,
        SERVER_HELLO,
        /** EncryptedExtensions, and CertificateRequest if there is one. */
        EXTENSIONS,
        /** Certificate and CertificateVerify. */
        PROOF,
        FINISHED,
        ACK,
        DATA
    }

    /** An unprotected record. */
    static HandshakePacket plain(Role sender, Kind kind, int turn, Hellos says, boolean cookie) {
        return new HandshakePacket(sender, kind, 0, Hellos.NONE, turn, says, cookie);
    }

    /** A record under the keys of the handshake, or, later, under those of traffic. */
    static HandshakePacket sealed(Role sender, Kind kind, int epoch, Hellos keys, int turn) {
        return new HandshakePacket(sender, kind, epoch, keys, turn, keys, false);
    }

    HandshakePacket saying(Hellos other) {
        return new HandshakePacket(sender, kind, epoch, keys, turn, other, cookie);
    }

    /** The record as a number: two that differ have different ones. */
    long number() {
        long word = Bits.push(0, sender.ordinal(), 1);
        word = Bits.push(word, kind.ordinal(), 3);
        word = Bits.push(word, epoch, 2);
        word = Bits.push(word, turn, 4);
        word = Bits.push(word, keys.number(), 6);
        return Bits.push(Bits.push(word, says.number(), 6), cookie);
    }

    @Override
    public int compareTo(HandshakePacket other) {
        return Long.compare(number(), other.number());
    }

    @Override
    public String toString() {
        return sender.text()
                + "'s "
                + kind
                + (epoch > 0 ? " in epoch " + epoch : "")
                + " turn "
                + turn
                + (cookie ? " with cookie " : " ")
                + word(says)
                + (epoch > 0 && !keys.equals(says) ? " under " + word(keys) : "");
    }

    private static String word(Hellos hellos) {
        return hellos.first()
                + (hellos.retried() ? " again " + hellos.second() : "")
                + " "
                + hellos.suite()
                + (hellos.fromClient() ? "" : " share by the attacker for the client")
                + (hellos.fromServer() ? "" : " share by the attacker for the server");
    }
}
