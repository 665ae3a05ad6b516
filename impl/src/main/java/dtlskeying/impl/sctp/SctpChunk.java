package dtlskeying.impl.sctp;

import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;

/**
 * One chunk of an SCTP packet (RFC 9260 §3.2).
 *
 * @param type 0 to 255
 * @param flags 0 to 255
 * @param body what follows the length, without padding
 */
record SctpChunk(int type, int flags, Octets body) {
    static final int DATA = 0;
    static final int INIT = 1;
    static final int INIT_ACK = 2;
    static final int SACK = 3;
    static final int HEARTBEAT = 4;
    static final int HEARTBEAT_ACK = 5;
    static final int ABORT = 6;
    static final int SHUTDOWN = 7;
    static final int SHUTDOWN_ACK = 8;
    static final int COOKIE_ECHO = 10;
    static final int COOKIE_ACK = 11;
    static final int SHUTDOWN_COMPLETE = 14;

    /** The flag of ABORT and SHUTDOWN COMPLETE whose sender has no association. */
    static final int REFLECTED = 1;

    /** Bytes of type, flags and length. */
    static final int HEADER = 4;

    /** A chunk without flags and body. */
    static SctpChunk of(int type) {
        return of(type, Octets.EMPTY);
    }

    /** A chunk without flags. */
    static SctpChunk of(int type, Octets body) {
        return new SctpChunk(type, 0, body);
    }

    /** The bytes that it takes in a packet, padding and all. */
    int size() {
        return padded(HEADER + body.length());
    }

    /** The body to be read, in network order. */
    ByteBuffer fields() {
        return ByteBuffer.wrap(body.toArray());
    }

    static int padded(int length) {
        return length + 3 & ~3;
    }
}
