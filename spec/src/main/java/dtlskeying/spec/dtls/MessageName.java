package dtlskeying.spec.dtls;

/** What a handshake message is called, in either version of DTLS. */
public interface MessageName {
    /** The name as the RFCs write it. */
    String text();
}
