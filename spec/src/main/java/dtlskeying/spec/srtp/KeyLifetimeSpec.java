package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** §4.4: how many packets a key may protect, and what happens at the end. */
public interface KeyLifetimeSpec {
    /** What the document says. */
    enum Claim implements Clause {
        PACKETS_ARE_COUNTED_PER_KEY(
                "dtls-srtp/4.4/a", IS, "lifetime counts packets per key, SRTP and SRTCP apart"),
        A_NEW_HANDSHAKE_REPLACES_SPENT_KEYS(
                "dtls-srtp/4.4/b", SHOULD, "at the limit a new DTLS handshake provides new keys"),
        EXPIRED_KEYS_PROCESS_NOTHING(
                "dtls-srtp/4.4/c", MUST_NOT, "expired keys process nothing, in or out");

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
