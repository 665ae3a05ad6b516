package dtlskeying.properties.decode;

import dtlskeying.spec.Octets;

/** What could be read of something that may be protected. */
public sealed interface Opening {
    /** It travelled in the clear. */
    record Clear(Octets plain) implements Opening {}

    /**
     * It was protected, and a secret of the key log opens it.
     *
     * @param secret the secret, as the key log calls it
     * @param epoch of the key; of SRTP, which handshake of the association it comes from, from 1
     * @param sequence the full number of the record or of the DTLS chunk; of SRTP, the index
     * @param plain what was protected, without padding
     */
    record Opened(String secret, long epoch, long sequence, Octets plain) implements Opening {}

    /**
     * It could not be opened.
     *
     * @param reason why, in words
     */
    record Closed(String reason) implements Opening {}

    /** What it says, as far as that could be read; no bytes if it could not be. */
    default Octets plain() {
        return switch (this) {
            case Clear(var plain) -> plain;
            case Opened(_, _, _, var plain) -> plain;
            case Closed _ -> Octets.EMPTY;
        };
    }

    /** Whether it can be read. */
    default boolean isReadable() {
        return !(this instanceof Closed);
    }
}
