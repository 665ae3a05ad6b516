package dtlskeying.model.dtls12;

/**
 * A flight of the full handshake of DTLS 1.2, as far as it concerns SRTP.
 *
 * <p>Nobody but the two ends can make a Finished: it stands for a MAC under the master secret over
 * the transcript that it carries. The hellos are free for everybody to write.
 */
public sealed interface Message {
    /** The ClientHello, the one that the server takes up. */
    record ClientHello(Extension offer) implements Message {}

    /** ServerHello to ServerHelloDone, with the CertificateRequest. */
    record ServerHello(Extension answer) implements Message {}

    /** The client's Certificate to its Finished. */
    record ClientFinished(Transcript transcript) implements Message {}

    /** The server's ChangeCipherSpec and Finished. */
    record ServerFinished(Transcript transcript) implements Message {}
}
