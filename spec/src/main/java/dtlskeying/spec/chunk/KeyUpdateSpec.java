package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.TBD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

/**
 * §5: fresh keys for a long-lived association.
 *
 * <p>The document says that extended key update brings them, and leaves the sequence open; this one
 * is ours. The messages are those of {@link dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec}, which
 * settles who goes first when both ends ask: the end that has to give way hears a finish. Here is
 * what happens to the keys of the DTLS chunk meanwhile, n being the epoch in use:
 *
 * <ul>
 *   <li>whoever asked derives the keys of n+1 when the response comes, sets the receive key, and
 *       only then lets its finish go;
 *   <li>the other derives them when the finish comes, sets its receive key, then its send key, and
 *       only then lets its ACK go;
 *   <li>whoever asked sets its send key when that ACK comes.
 * </ul>
 *
 * <p>Epoch n-1 goes with the receive key of n+1 ({@link EpochPruningSpec}). Keys are renewed when
 * they are old, have protected much, or come to half of what their cipher bears; at all that it
 * bears the association ends. An exchange that fails before any key was set is begun again at the
 * next occasion; one that fails later ends the association, as no key is set twice. What comes out
 * of turn, or twice, changes nothing. After the end all begins anew.
 */
public interface KeyUpdateSpec {
    /** What the document says. */
    enum Claim implements Clause {
        NO_PLAIN_KEY_UPDATE("dtls-chunk/5/a", MUST_NOT, "the KeyUpdate of RFC 9147 is not used"),
        EXTENDED_KEY_UPDATE("dtls-chunk/5/b", MUST, "extended key update is used"),
        NEW_KEYS_COME_AS_THE_FIRST(
                "dtls-chunk/5/d",
                IS,
                "new chunk keys come from the updated exporter as the first ones did"),
        UPDATE_SEQUENCE_IS_OURS(
                "dtls-chunk/5/e",
                TBD,
                "the document leaves formulas and messages of the update open; a"
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

    /**
     * When keys are renewed.
     *
     * @param seconds how old they get, at least 1
     * @param bytes how many bytes of both directions they protect, at least 1
     * @param sealed how many packets their cipher may seal, at least 2
     * @param failed how many packets may fail to open under it, at least 2
     */
    record Limits(long seconds, long bytes, long sealed, long failed) {
        /** One hour, 100 GB, and what AES-GCM bears: 2^24 packets sealed, 2^36 that fail. */
        public static final Limits DEFAULT =
                new Limits(3_600, 100_000_000_000L, 1L << 24, 1L << 36);

        public Limits {
            if (seconds < 1 || bytes < 1 || sealed < 2 || failed < 2)
                throw new IllegalArgumentException(
                        "keys that are renewed at once protect nothing: "
                                + (seconds + " s, " + bytes + " bytes, ")
                                + (sealed + " sealed, " + failed + " failed"));
        }
    }

    /** What one end learns. Numbers of traffic and time count from the last such input. */
    sealed interface Input {
        /**
         * The first keys are set and protection is enforced.
         *
         * @param agreed whether both hellos had the flag of extended key update
         * @param renewed whether this end insists on it; if not, the first keys are all there are
         * @param limits when keys are renewed
         */
        record Enforced(boolean agreed, boolean renewed, Limits limits) implements Input {}

        /** The user wants fresh keys. */
        record Wanted() implements Input {}

        /** The user wants fresh keys by the KeyUpdate of RFC 9147. */
        record PlainWanted() implements Input {}

        /** So many bytes were protected in both directions, packets sealed, and not opened. */
        record Used(long bytes, long sealed, long failed) implements Input {}

        /** So many seconds pass. */
        record Passed(long seconds) implements Input {}

        /** The response to our request is there, and with it the secrets of that epoch. */
        record ResponseArrived(Epoch epoch) implements Input {}

        /** The peer's finish is there, and with it the secrets of that epoch. */
        record FinishArrived(Epoch epoch) implements Input {}

        /** The peer has acknowledged our finish: it has the keys of that epoch. */
        record AckArrived(Epoch epoch) implements Input {}

        /** A KeyUpdate of RFC 9147 has come. */
        record PlainArrived() implements Input {}

        /** The exchange that is under way has failed. */
        record Failed() implements Input {}

        /** The association is over. */
        record Ended() implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** An extended key update begins: the request may go. */
        record Asked() implements Effect {}

        /** The chunk keys of that epoch are derived from the exporter of that generation. */
        record Derived(Epoch epoch, Epoch exporter) implements Effect {}

        /** SET RECV. */
        record ReceiveKeySet(Epoch epoch) implements Effect {}

        /** SET SEND: packets leave under that epoch from here on. */
        record SendKeySet(Epoch epoch) implements Effect {}

        /** Our finish may go. */
        record FinishSent() implements Effect {}

        /** Our ACK of the peer's finish may go. */
        record AckSent() implements Effect {}

        /** All keys are gone, and SCTP sends an ABORT. */
        record Aborted(Clause clause) implements Effect {
            @Override
            public Aborted because(Clause reason) {
                return new Aborted(reason);
            }
        }

        /** What has come changes nothing. */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
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
