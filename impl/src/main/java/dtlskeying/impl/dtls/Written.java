package dtlskeying.impl.dtls;

import dtlskeying.spec.Octets;

/**
 * A message that one side says.
 *
 * @param <X> what one side knows of the handshake
 * @param type its handshake type, 0 to 255
 * @param body its body
 * @param after what the side knows once it has said so
 */
public record Written<X>(int type, Octets body, X after) {
    /** The same message, after which something else is known. */
    public Written<X> with(X known) {
        return new Written<>(type, body, known);
    }
}
