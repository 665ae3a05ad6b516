package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

/**
 * All messages of a handshake so far, as TLS would have sent them: type (1), length (3) and body,
 * without what DTLS adds (RFC 9147 §5.2).
 *
 * @param messages one after the other
 */
public record Transcript(Octets messages) {
    /** Nothing has been said yet. */
    public static final Transcript EMPTY = new Transcript(Octets.EMPTY);

    private static final int MESSAGE_HASH = 254;

    /** The transcript with one more message, whole. */
    @Cites("rfc9147/5.2/b")
    public Transcript with(int type, Octets body) {
        Octets message = new WireWriter().uint8(type).vector24(body).toOctets();
        return new Transcript(Octets.concat(messages, message));
    }

    /**
     * What stands for the first ClientHello once a HelloRetryRequest answers it (RFC 8446 §4.4.1).
     *
     * @param firstHello the hash of the transcript with the first ClientHello alone
     */
    @Cites("rfc8446/4.4.1/a")
    public static Transcript afterRetry(Octets firstHello) {
        return EMPTY.with(MESSAGE_HASH, firstHello);
    }

    /** The hash of it all. */
    public Octets hash(Hash hash) {
        return hash.digest(messages);
    }
}
