package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.TBD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** §5: fresh keys for a long-lived association. */
public interface KeyUpdateSpec {
    /** What the document says. */
    enum Claim implements Clause {
        NO_PLAIN_KEY_UPDATE("dtls-chunk/5/a", MUST_NOT, "the KeyUpdate of RFC 9147 is not used"),
        EXTENDED_KEY_UPDATE("dtls-chunk/5/b", MUST, "extended key update is used"),
        NEW_KEYS_COME_AS_THE_FIRST(
                "dtls-chunk/5/d",
                IS,
                "new chunk keys come from the updated exporter as the first ones did"),
        UPDATE_SEQUENCE_IS_OURS(
                "dtls-chunk/5/e",
                TBD,
                "the document leaves formulas and messages of the update open; a"
                        + " decision fills them");

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
