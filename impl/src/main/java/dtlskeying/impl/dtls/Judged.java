package dtlskeying.impl.dtls;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;

/**
 * What the checks of a message came to.
 *
 * @param <X> what one side knows of the handshake
 * @param verdict whether the message is sound
 * @param after what the side knows then; as before if the message is not sound
 */
public record Judged<X>(Verdict verdict, X after) {
    /** The message breaks no rule. */
    public static <X> Judged<X> sound(X after) {
        return new Judged<>(Verdict.SOUND, after);
    }

    /** The message breaks this rule, and its sender is told so. */
    public static <X> Judged<X> unsound(X same, Alert alert, Clause clause) {
        return new Judged<>(new Verdict.Unsound(alert, clause), same);
    }
}
