package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** §4: after ENFORCE nothing unprotected is accepted. */
public interface EnforcementSpec {
    /** What the document says. */
    enum Claim implements Clause {
        UNPROTECTED_PACKETS_ARE_DISCARDED(
                "dtls-chunk/4/g",
                IS,
                "after ENFORCE, received unprotected SCTP packets are discarded");

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
