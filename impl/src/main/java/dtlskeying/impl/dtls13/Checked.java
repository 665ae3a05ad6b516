package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Verdict.Unsound;

import java.util.Optional;
import java.util.function.Function;

/**
 * What came of looking into a part of a message.
 *
 * @param <T> what is known if it breaks no rule
 */
sealed interface Checked<T> {
    /** It breaks no rule so far. */
    record Passed<T>(T value) implements Checked<T> {}

    /** It breaks a rule, and the handshake cannot go on. */
    record Refused<T>(Unsound why) implements Checked<T> {}

    static <T> Checked<T> passed(T value) {
        return new Passed<>(value);
    }

    static <T> Checked<T> refused(Alert alert, Clause clause) {
        return new Refused<>(new Unsound(alert, clause));
    }

    /** Goes on only if this holds. */
    static Checked<Void> require(boolean holds, Alert alert, Clause clause) {
        return holds ? new Passed<>(null) : refused(alert, clause);
    }

    /** What an extension holds; that it cannot be parsed breaks a rule. */
    static <T> Checked<T> readable(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Malformed<T> _ -> refused(DECODE_ERROR, MESSAGES_ARE_WELL_FORMED);
            case Decoded.Value<T>(var value) -> passed(value);
        };
    }

    /** What an extension holds that has to be there. */
    static <T> Checked<T> required(
            Optional<Octets> data,
            Function<Octets, Decoded<T>> decode,
            Alert alert,
            Clause clause) {
        return data.map(bytes -> readable(decode.apply(bytes)))
                .orElseGet(() -> refused(alert, clause));
    }

    /** What an extension holds that may be missing. */
    static <T> Checked<Optional<T>> optional(
            Optional<Octets> data, Function<Octets, Decoded<T>> decode) {
        return data.map(bytes -> readable(decode.apply(bytes)).map(Optional::of))
                .orElseGet(() -> passed(Optional.empty()));
    }

    /** Looks on from here, if there is no objection so far. */
    default <U> Checked<U> then(Function<? super T, Checked<U>> next) {
        return switch (this) {
            case Passed<T>(var value) -> next.apply(value);
            case Refused<T>(var why) -> new Refused<>(why);
        };
    }

    /** The same with the value changed. */
    default <U> Checked<U> map(Function<? super T, ? extends U> change) {
        return then(value -> passed(change.apply(value)));
    }
}
