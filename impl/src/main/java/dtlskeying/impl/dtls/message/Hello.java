package dtlskeying.impl.dtls.message;

/** The lengths that both hellos share (RFC 5246 §7.4.1.2). */
final class Hello {
    static final int RANDOM_LENGTH = 32;
    static final int MAX_SESSION_ID = 32;

    private Hello() {}
}
