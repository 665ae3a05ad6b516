package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** §5.1.2 and §7.4: which association an SSRC belongs to, when several share a local port. */
public interface SsrcMappingSpec {
    /** What the document says. */
    enum Claim implements Clause {
        SSRC_TABLE_MAPS_TO_ASSOCIATIONS(
                "dtls-srtp/5.1.2/c",
                SHOULD,
                "a known SSRC has its association, an unknown one is tried with each;"
                        + " success adds the entry, failure discards silently"),
        CLOSING_REMOVES_ENTRIES(
                "dtls-srtp/5.1.2/d", MUST, "closing an association removes its entries"),
        FIRST_SOURCE_WINS_A_COLLISION(
                "dtls-srtp/5.1.2/e",
                IS,
                "on an SSRC collision the first source wins, the other's packets fail"
                        + " and are dropped"),
        RTP_COLLISION_HANDLING_STILL_APPLIES(
                "dtls-srtp/5.1.2/f", MUST, "the collision handling of RFC 3550 still applies"),
        FAILING_SSRC_MAY_BE_GIVEN_UP(
                "dtls-srtp/5.1.2/g", MAY, "an SSRC that keeps failing is given up after a limit"),
        LIMIT_LEAVES_ROOM_FOR_ERRORS(
                "dtls-srtp/5.1.2/h", MUST, "that limit leaves room for transmission errors"),
        FAILURE_RECORDS_TIME_OUT(
                "dtls-srtp/5.1.2/i",
                MUST,
                "failure records are removed with the endpoint, and should time out"
                        + " before that, in 10 to 30 s"),
        SSRCS_OF_ONE_ADDRESS_ARE_MAPPED_SINGLY(
                "dtls-srtp/5.1.2/k",
                IS,
                "several SSRCs from one address and port are normal and are mapped one"
                        + " by one"),
        KNOWN_PEERS_GO_FIRST_UNDER_A_FLOOD(
                "dtls-srtp/7.4/a",
                SHOULD,
                "under a flood of unknown, failing SSRCs, packets with known SSRCs or"
                        + " from peers' addresses go first");

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
