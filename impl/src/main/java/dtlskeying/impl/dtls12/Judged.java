package dtlskeying.impl.dtls12;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.dtls12.HandshakeSpec.Verdict;

/**
 * What the checks of a message came to.
 *
 * @param <X> what one side knows of the handshake
 * @param verdict whether the message is sound
 * @param after what the side knows then; as before if the message is not sound
 */
record Judged<X>(Verdict verdict, X after) {
    static <X> Judged<X> sound(X after) {
        return new Judged<>(HandshakeSpec.SOUND, after);
    }

    static <X> Judged<X> unsound(X same, Alert alert, Clause clause) {
        return new Judged<>(new Verdict.Unsound(alert, clause), same);
    }
}
