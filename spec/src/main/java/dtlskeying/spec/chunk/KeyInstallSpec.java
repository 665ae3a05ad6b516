package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.TBD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** §4: in which order the first keys are set, and by whom. */
public interface KeyInstallSpec {
    /** What the document says. */
    enum Claim implements Clause {
        HANDSHAKE_FOLLOWS_THE_ASSOCIATION(
                "dtls-chunk/4/a",
                IS,
                "the handshake follows the SCTP association and authenticates both ends"),
        FLIGHTS_OF_THE_FIGURE(
                "dtls-chunk/4/d",
                IS,
                "messages and epochs of the handshake are those of the figure, with an"
                        + " ACK at the end"),
        CLIENT_SETS_RECV_FIRST(
                "dtls-chunk/4/e",
                IS,
                "the client sets RECV with its last flight; the server sets RECV, then"
                        + " SEND, on Finished, and acknowledges"),
        ENFORCEMENT_FOLLOWS_THE_ACK(
                "dtls-chunk/4/f",
                IS,
                "on the ACK the client enforces and sets SEND; the server enforces on"
                        + " sender-dry or on the first protected packet"),
        EVENTS_AND_TIMERS_ARE_OURS(
                "dtls-chunk/4/j",
                TBD,
                "the document leaves the flow with SCTP's events and timers open; a"
                        + " decision fills it");

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
