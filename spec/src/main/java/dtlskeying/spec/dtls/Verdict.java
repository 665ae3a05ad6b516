package dtlskeying.spec.dtls;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;

/**
 * What the checks of a handshake message's contents found. A message that comes out of turn is not
 * looked into and counts as sound: its turn is what it is refused for.
 */
public sealed interface Verdict {
    /** The message says nothing that it must not say. */
    record Sound() implements Verdict {}

    /**
     * The message breaks a rule.
     *
     * @param alert what its sender is told
     * @param clause the rule
     */
    record Unsound(Alert alert, Clause clause) implements Verdict {}

    /** The verdict on a message that breaks no rule. */
    Verdict SOUND = new Sound();
}
