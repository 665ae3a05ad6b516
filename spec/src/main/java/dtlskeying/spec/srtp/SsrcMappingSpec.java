package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

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

    /** The shortest time in seconds after which a record of failures is best removed. */
    int SHORTEST_TIMEOUT = 10;

    /** The longest time in seconds after which a record of failures is best removed. */
    int LONGEST_TIMEOUT = 30;

    /**
     * The bounds of one local endpoint.
     *
     * @param failures the number of failed packets at which a source is given up; at least 2
     * @param timeout the age in seconds, counted from the last failed trial, at which a record of
     *     failures is removed, and also the length of the periods in which failures are counted for
     *     a flood; {@link #SHORTEST_TIMEOUT} to {@link #LONGEST_TIMEOUT} but for trials on a small
     *     scale
     * @param records the most sources whose failures are recorded at one time; where they are all
     *     taken, a further failing source has none
     * @param flood the number of failed packets from unmapped sources, in one period, from which on
     *     the endpoint takes itself to be under a flood until the period ends
     */
    record Limits(int failures, int timeout, int records, int flood) {
        public Limits {
            if (failures < 2 || timeout < 1 || records < 0 || flood < 1)
                throw new IllegalArgumentException("these limits leave no room");
        }
    }

    /**
     * What happens at one local endpoint, which is one host and port. Associations have numbers,
     * from 1.
     */
    sealed interface Input {
        /**
         * An association of this endpoint has its keys. Its number is best one that no earlier
         * association had.
         */
        record Opened(int association) implements Input {}

        /** An association is closed. */
        record Closed(int association) implements Input {}

        /**
         * A packet arrives.
         *
         * @param ssrc its source
         * @param fromPeer whether its address is that of the peer of an open association
         * @param verifiesUnder the association under whose keys it verifies; 0 for none
         */
        record Arrived(Ssrc ssrc, boolean fromPeer, int verifiesUnder) implements Input {}

        /** A packet that was postponed has its turn: nothing that goes first is waiting. */
        record Turn(Ssrc ssrc, int verifiesUnder) implements Input {}

        /** A local source is to send as this source, to whoever is at the other end. */
        record Use(Ssrc ssrc) implements Input {}

        /** So many seconds pass. */
        record Passed(int seconds) implements Input {}

        /** The endpoint is deleted: the call ends. */
        record Deleted() implements Input {}
    }

    /** What the endpoint does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The packet is tried with the keys of that association. */
        record Tried(int association) implements Effect {}

        /** From here on that source belongs to that association. */
        record Learned(Ssrc ssrc, int association) implements Effect {}

        /** The last trial succeeded: the packet is accepted. */
        record Accepted(int association) implements Effect {}

        /** The entry of a source is removed from the table. */
        record Forgotten(Ssrc ssrc, Clause clause) implements Effect {
            @Override
            public Forgotten because(Clause reason) {
                return new Forgotten(ssrc, reason);
            }
        }

        /**
         * The packet of an unmapped source failed all trials and is silently dropped.
         *
         * @param ssrc its source
         * @param failures how many of its packets have failed on record; 0 if there is no record
         */
        record Failed(Ssrc ssrc, int failures, Clause clause) implements Effect {
            @Override
            public Failed because(Clause reason) {
                return new Failed(ssrc, failures, reason);
            }
        }

        /** Further packets of that source are dropped untried. */
        record GivenUp(Ssrc ssrc) implements Effect {}

        /** The record of that source's failures is removed by time or with the endpoint. */
        record Pardoned(Ssrc ssrc, Clause clause) implements Effect {
            @Override
            public Pardoned because(Clause reason) {
                return new Pardoned(ssrc, reason);
            }
        }

        /** The packet waits for its turn, behind what goes first; the caller bounds the queue. */
        record Postponed(Clause clause) implements Effect, Refusal {
            @Override
            public Postponed because(Clause reason) {
                return new Postponed(reason);
            }
        }

        /** The packet is silently dropped, and nothing is remembered of it. */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }

        /** A local source sends as that source. */
        record InUse(Ssrc ssrc) implements Effect {}

        /** The local source of that name collides: it leaves with a BYE and takes another name. */
        record Collided(Ssrc ssrc, Clause clause) implements Effect {
            @Override
            public Collided because(Clause reason) {
                return new Collided(ssrc, reason);
            }
        }

        /** What was asked for is not done. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }
    }
}
