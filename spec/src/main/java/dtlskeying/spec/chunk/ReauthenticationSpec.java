package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.TBD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** §6: asking again who the peer is. */
public interface ReauthenticationSpec {
    /** What the document says. */
    enum Claim implements Clause {
        EXPORTED_AUTHENTICATORS(
                "dtls-chunk/6/a",
                MUST,
                "periodic re-authentication uses the exported authenticators of RFC" + " 9261"),
        EITHER_SIDE_MAY_ASK("dtls-chunk/6/b", MAY, "client or server asks"),
        THE_APPLICATION_CARRIES_THEM(
                "dtls-chunk/6/c",
                MUST,
                "request and authenticator are carried by the application protocol over" + " DTLS"),
        FRAMES_ARE_OURS(
                "dtls-chunk/6/d",
                TBD,
                "the document leaves format and sequence of these messages open; a"
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
