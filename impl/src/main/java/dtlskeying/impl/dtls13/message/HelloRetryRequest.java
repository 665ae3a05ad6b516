package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.spec.Octets;

/**
 * A server's wish for another ClientHello: a ServerHello with a random of its own (RFC 8446 §4.1.3,
 * §4.1.4).
 *
 * @param hello its form on the wire
 */
public record HelloRetryRequest(ServerHello hello) implements HandshakeMessage {
    /** What stands in the place of the random: the SHA-256 of "HelloRetryRequest". */
    public static final Octets RANDOM =
            Octets.hex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    public HelloRetryRequest {
        if (!isOne(hello)) throw new IllegalArgumentException("the random is another one");
    }

    /** Whether a ServerHello is one of these. */
    public static boolean isOne(ServerHello hello) {
        return hello.random().equals(RANDOM);
    }

    @Override
    public Octets encode() {
        return hello.encode();
    }
}
