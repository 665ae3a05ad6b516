package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

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
}
