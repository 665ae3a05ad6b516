package dtlskeying.impl.chunk;

/**
 * Which proofs of the peer this end has found good.
 *
 * @param answer the last exchange in which an answer was; 0 if none was
 * @param unasked the last exchange in which something was that nobody had asked for; 0 if none was
 * @param age how many seconds ago the last was, that of the handshake counting as one
 */
public record FoundProofs(long answer, long unasked, long age) {
    static final FoundProofs NONE = new FoundProofs(0, 0, 0);

    FoundProofs withAnswer(long exchange) {
        return new FoundProofs(exchange, unasked, 0);
    }

    FoundProofs withUnasked(long exchange) {
        return new FoundProofs(answer, exchange, 0);
    }

    boolean has(long exchange) {
        return exchange != 0 && (exchange == answer || exchange == unasked);
    }

    FoundProofs after(long seconds) {
        return new FoundProofs(answer, unasked, Moments.later(age, seconds));
    }
}
