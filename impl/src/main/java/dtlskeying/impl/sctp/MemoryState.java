package dtlskeying.impl.sctp;

/** How far an in-memory association has come (RFC 9260 §4). */
enum MemoryState {
    CLOSED,
    COOKIE_WAIT,
    COOKIE_ECHOED,
    ESTABLISHED,
    SHUTDOWN_PENDING,
    SHUTDOWN_SENT,
    SHUTDOWN_RECEIVED,
    SHUTDOWN_ACK_SENT,
    /** It was there, and is no more. */
    OVER;

    /** Whether this end has sent INIT, and is not up yet. */
    boolean isOpening() {
        return this == COOKIE_WAIT || this == COOKIE_ECHOED;
    }

    /** Whether DATA is taken: until the peer has said that it will send no more (§9.2). */
    boolean hearsData() {
        return this == ESTABLISHED || this == SHUTDOWN_PENDING || this == SHUTDOWN_SENT;
    }

    /** Whether DATA is sent: until the peer has all of it (§9.2). */
    boolean saysData() {
        return this == ESTABLISHED || this == SHUTDOWN_PENDING || this == SHUTDOWN_RECEIVED;
    }
}
