package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;
import static dtlskeying.spec.Level.SHOULD_NOT;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** §7.3.1: DTLS alerts beside a flow of SRTP packets. */
public interface AlertReplaySpec {
    /** What the document says. */
    enum Claim implements Clause {
        ALERTS_ACT_ON_RECEPTION(
                "dtls-srtp/7.3.1/a", SHOULD, "alerts act as soon as they are received"),
        REPLAYED_ALERTS_ARE_DROPPED(
                "dtls-srtp/7.3.1/b", MUST, "retransmitted alerts are recognised and dropped"),
        DATA_CAUSES_NO_ALERTS(
                "dtls-srtp/7.3.1/c",
                SHOULD_NOT,
                "alerts are not generated in response to data packets");

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
