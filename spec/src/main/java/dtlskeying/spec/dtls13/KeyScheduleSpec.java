package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** RFC 8446 §7 and RFC 9147 §5.9: how one secret leads to another. */
public interface KeyScheduleSpec {
    /** What the sections say. */
    enum Claim implements Clause {
        LABELS_SAY_DTLS13(
                "rfc9147/5.9/a", MUST, "every label starts with dtls13, and no space follows"),
        TRANSCRIPT_IS_THAT_OF_TLS(
                "rfc9147/5.2/b", IS, "the transcript has no message_seq and no fragment fields"),
        RETRY_HASHES_THE_FIRST_HELLO(
                "rfc8446/4.4.1/a", IS, "after a retry a hash stands for the first ClientHello"),
        FINISHED_KEY_IS_THE_SENDERS(
                "rfc8446/7.1/b", IS, "a Finished is keyed by its sender's traffic secret"),
        SECRETS_ARE_CHAINED(
                "rfc8446/7.1/a", IS, "early, handshake and main secret follow from each other"),
        UPDATES_FOLLOW_FROM_TRAFFIC(
                "rfc8446/7.2/a", IS, "a KeyUpdate makes a traffic secret from the one before"),
        EACH_EPOCH_HAS_ITS_KEYS(
                "rfc8446/7.3/a", IS, "key, nonce and number key come from the traffic secret"),
        EXPORTER_HASHES_ITS_CONTEXT(
                "rfc8446/7.5/a", IS, "an exported value depends on the label and the context");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }
}
