package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/**
 * The rules that hold where the parts of a DTLS 1.3 association meet; {@link
 * dtlskeying.spec.dtls.AssociationSpec} has its inputs and effects.
 */
public interface AssociationSpec {
    /** What the documents say of the whole. */
    enum Claim implements Clause {
        PARTS_THAT_DISAGREE_END_THE_CONNECTION(
                "rfc9147/5.5/b",
                MAY,
                "protected parts of a message that disagree with one another are an"
                        + " illegal_parameter"),
        UNPROTECTED_ALERTS_COUNT_UNTIL_THERE_ARE_KEYS(
                "rfc9147/4.5.2/b",
                MAY,
                "an alert without protection means nothing once protected records are read"),
        DATAGRAMS_FIT_THE_PATH(
                "rfc9147/4.4/a", SHOULD, "no datagram is larger than the path takes"),
        KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE(
                "rfc9147/8/h",
                MUST,
                "keys change when all that was sent before KeyUpdate is acknowledged, Finished"
                        + " too"),
        NO_SECOND_HANDSHAKE(
                "rfc8446/4.1.2/c", MUST, "there is no renegotiation: another hello is refused");

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
