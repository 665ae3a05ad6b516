package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/**
 * §3 and §4: that DTLS 1.3 manages the keys of the DTLS chunk, and what both ends agree on first.
 */
public interface NegotiationSpec {
    /** What the document says. */
    enum Claim implements Clause {
        DTLS_1_3_REPLACES_RFC_6083(
                "dtls-chunk/1/a", IS, "DTLS 1.3 takes the place of RFC 6083's DTLS 1.0 and 1.2"),
        EXTENSIONS_NEGOTIATE_THE_FEATURES(
                "dtls-chunk/3/b",
                IS,
                "DTLS extensions negotiate algorithms, extended key update, larger"
                        + " records and post-handshake authentication"),
        ONLY_SUITES_FIT_FOR_BOTH(
                "dtls-chunk/4/c",
                IS,
                "only suites fit for both DTLS 1.3 and the DTLS chunk are configured"),
        IDENTIFIERS_ENTER_THE_DERIVATION(
                "dtls-chunk/4/h",
                IS,
                "the solution identifiers sent and received enter the derivation,"
                        + " against downgrade");

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
