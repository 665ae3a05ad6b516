package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

import java.util.List;

/**
 * §4.3, §5.2 and §7.3.2: the key sets that are alive around a re-handshake, and which of them opens
 * a packet.
 */
public interface KeySetsSpec {
    /** What the document says. */
    enum Claim implements Clause {
        ONE_MASTER_KEY_PROTECTS(
                "dtls-srtp/4.1.3/b",
                MUST,
                "at any time exactly one master key of a session protects packets"),
        SEVERAL_SETS_DURING_A_REKEY(
                "dtls-srtp/4.3/a",
                SHOULD,
                "several key sets are kept during a re-key, so that reordering drops" + " nothing"),
        REKEY_IS_A_NEW_HANDSHAKE(
                "dtls-srtp/5.2/a",
                IS,
                "a re-key is a new handshake over the existing channel, media flowing"
                        + " meanwhile"),
        NEW_KEYS_PROTECT_ALL_THAT_IS_SENT(
                "dtls-srtp/5.2/b",
                IS,
                "after it everything that is sent, DTLS and SRTP, uses the new keys"),
        BOTH_SETS_LIVE_FOR_THE_MSL(
                "dtls-srtp/5.2/c",
                SHOULD,
                "receivers keep both sets for the maximum segment lifetime"),
        THE_MKI_SELECTS_THE_SET(
                "dtls-srtp/5.2/d",
                IS,
                "with an MKI, the MKI selects the set, and no other is tried"),
        NEW_SET_IS_TRIED_FIRST(
                "dtls-srtp/5.2/e", SHOULD, "without an MKI the new set is tried first"),
        OLD_SET_MAY_BE_TRIED_NEXT("dtls-srtp/5.2/f", MAY, "and the older set next"),
        UNVERIFIED_PACKETS_ARE_DISCARDED(
                "dtls-srtp/5.2/g", MUST, "a packet that verifies under neither set is discarded"),
        SEQUENCE_NUMBERS_MAY_HINT(
                "dtls-srtp/5.2/h",
                MAY,
                "beyond the first packet verified under the new set, only the new set"
                        + " needs to be tried"),
        SETS_WEAKEN_THE_TAG(
                "dtls-srtp/7.3.2/a",
                IS,
                "k sets weaken an n-bit tag by log2(k) bits, so their number is bounded");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** The maximum segment lifetime of the Internet, in seconds (RFC 793 §3.3). */
    int MAXIMUM_SEGMENT_LIFETIME = 120;

    /** The most key sets that are alive at one time: the present one, and the one before it. */
    int MOST_SETS = 2;

    /**
     * What happens to the SRTP packets of one source in each direction. How long the maximum
     * segment lifetime is, in seconds, is given from outside.
     */
    sealed interface Input {
        /**
         * A handshake completed, 1 for the first, and each one with a higher number than the last;
         * its keys are known by this MKI, or by none.
         */
        record Completed(int handshake, Mki mki) implements Input {}

        /** A packet is to be protected. */
        record Protect() implements Input {}

        /**
         * A packet arrives with this MKI or none.
         *
         * @param mki what it carries
         * @param index its index, 0 to 2^48 − 1: roll-over counter and sequence number together
         * @param verifiesUnder the handshakes under whose keys its tag verifies, in any order: one
         *     for a genuine packet, none for a broken or forged one
         */
        record Arrived(Mki mki, long index, List<Integer> verifiesUnder) implements Input {
            public Arrived {
                verifiesUnder = List.copyOf(verifiesUnder);
            }
        }

        /** So many seconds pass. */
        record Passed(int seconds) implements Input {}
    }

    /** What one end does; a set is named by its handshake. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** From here on that set protects what is sent, and opens what arrives. */
        record Installed(int handshake) implements Effect {}

        /** The set is gone, with all that was remembered about it. */
        record Destroyed(int handshake, Clause clause) implements Effect {
            @Override
            public Destroyed because(Clause reason) {
                return new Destroyed(handshake, reason);
            }
        }

        /** The packet leaves under that set, with its MKI or none. */
        record ProtectedUnder(int handshake, Mki mki) implements Effect {}

        /** The packet's tag is checked under that set. */
        record Tried(int handshake) implements Effect {}

        /** The last trial succeeded: the packet is accepted, and its index remembered there. */
        record OpenedUnder(int handshake) implements Effect {}

        /** The packet that arrived is dropped; no trial has changed anything. */
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
