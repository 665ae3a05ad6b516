package dtlskeying.spec.chunk;

/** Why an association is aborted (draft-ietf-tsvwg-sctp-dtls-chunk-04 §4.3). */
public enum ErrorCause {
    MISSING_DTLS_CHUNK_SUPPORT(100),
    NO_COMMON_METHOD(101),
    TIE_BREAKER_COLLISION(102),
    INCOMPATIBLE_ROLES(103);

    private final int code;

    ErrorCause(int code) {
        this.code = code;
    }

    /** The code point on the wire, 0 to 65,535. */
    public int code() {
        return code;
    }
}
