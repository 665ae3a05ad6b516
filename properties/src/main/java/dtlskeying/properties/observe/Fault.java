package dtlskeying.properties.observe;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;

/**
 * What is wrong with a message, whoever reads it.
 *
 * @param type the handshake type of the message
 * @param deed what its sender has done, in words
 * @param alert what the receiver is to say
 * @param clause what it breaks
 */
record Fault(int type, String deed, Alert alert, Clause clause) {
    /** What the receiver's checks find. */
    Verdict verdict() {
        return new Verdict.Unsound(alert, clause);
    }
}
