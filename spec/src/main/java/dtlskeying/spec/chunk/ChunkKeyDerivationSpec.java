package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.TBD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** §4: the keys of the DTLS chunk. */
public interface ChunkKeyDerivationSpec {
    /** What the document says. */
    enum Claim implements Clause {
        EXPORTER_GIVES_THE_CHUNK_KEYS(
                "dtls-chunk/4/b",
                IS,
                "the TLS exporter derives the chunk keys, with the algorithms of the"
                        + " negotiated suite"),
        FORMULAS_ARE_OURS(
                "dtls-chunk/4/i",
                TBD,
                "the document leaves formulas and diagram open; a decision fills them");

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
