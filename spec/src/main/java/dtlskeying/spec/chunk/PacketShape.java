package dtlskeying.spec.chunk;

/** What an SCTP packet is to the operator, by its chunks. */
public enum PacketShape {
    /** One INIT chunk, which is alone (RFC 9260 §3.3.2). */
    INIT,
    /** One INIT ACK chunk, alone. */
    INIT_ACK,
    /** One DTLS chunk and nothing else. */
    PROTECTED,
    /** A DTLS chunk together with anything else. */
    BUNDLED,
    /** Any other chunks. */
    UNPROTECTED
}
