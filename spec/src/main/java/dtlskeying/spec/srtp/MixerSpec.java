package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** §6: a mixer among DTLS-SRTP sessions. */
public interface MixerSpec {
    /** What the document says. */
    enum Claim implements Clause {
        UNICAST_ONLY(
                "dtls-srtp/6/a",
                IS,
                "DTLS-SRTP is unicast; a mixer decrypts and re-encrypts for each" + " participant");

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
