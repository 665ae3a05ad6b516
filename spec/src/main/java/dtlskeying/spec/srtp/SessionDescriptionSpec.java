package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.SHALL;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** §8: how SDP says that RTP travels over DTLS. */
public interface SessionDescriptionSpec {
    /** What the document says. */
    enum Claim implements Clause {
        PROTO_TOKENS_NAME_THE_TRANSPORT(
                "dtls-srtp/8/a",
                SHALL,
                "the proto is UDP/TLS/RTP/SAVP, DCCP/TLS/RTP/SAVP or TCP/TLS/RTP/SAVP,"
                        + " or the same with SAVPF"),
        FMT_IS_AS_FOR_RTP_SAVP("dtls-srtp/8/b", SHALL, "the fmt of the m= line is as for RTP/SAVP");

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
