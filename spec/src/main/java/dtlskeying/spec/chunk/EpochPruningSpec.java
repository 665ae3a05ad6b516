package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** §5: which receive keys are alive. */
public interface EpochPruningSpec {
    /** What the document says. */
    enum Claim implements Clause {
        INSTALL_REMOVES_THE_ONE_BEFORE_LAST(
                "dtls-chunk/5/c",
                SHOULD,
                "when the receive key of epoch n+1 is installed, that of n-1 is removed");

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
