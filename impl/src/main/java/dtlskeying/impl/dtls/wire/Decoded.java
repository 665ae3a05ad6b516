package dtlskeying.impl.dtls.wire;

import java.util.function.Function;

/**
 * What came of reading bytes: a value, or the reason why they are not one.
 *
 * <p>Bytes from the network may be anything, so a bad one is an outcome and no exception. The alert
 * for it is {@code decode_error} (RFC 5246 §7.2.2).
 *
 * @param <T> what the bytes should have been
 */
public sealed interface Decoded<T> {
    /** The bytes were well formed. */
    record Value<T>(T value) implements Decoded<T> {}

    /** The bytes were not: too short, too long, or with a field out of its range. */
    record Malformed<T>(String reason) implements Decoded<T> {}

    /** The same outcome with the value changed. */
    default <U> Decoded<U> map(Function<? super T, ? extends U> change) {
        return switch (this) {
            case Value<T>(var value) -> new Value<>(change.apply(value));
            case Malformed<T>(var reason) -> new Malformed<>(reason);
        };
    }

    /** Reads on from the value, if there is one. */
    default <U> Decoded<U> then(Function<? super T, Decoded<U>> next) {
        return switch (this) {
            case Value<T>(var value) -> next.apply(value);
            case Malformed<T>(var reason) -> new Malformed<>(reason);
        };
    }
}
