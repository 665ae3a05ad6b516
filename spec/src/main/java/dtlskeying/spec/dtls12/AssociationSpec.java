package dtlskeying.spec.dtls12;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/**
 * The rules that hold where the parts of a DTLS 1.2 association meet; {@link
 * dtlskeying.spec.dtls.AssociationSpec} has its inputs and effects.
 */
public interface AssociationSpec {
    /** What the documents say of the whole. */
    enum Claim implements Clause {
        ALERTS_ARE_TWO_BYTES(
                "rfc5246/7.2/a", MUST, "an alert is a level, 1 or 2, and a description"),
        FINISHED_IS_PROTECTED(
                "rfc6347/4.2.4/f", MUST, "Finished travels under the keys that it confirms"),
        ONLY_FINISHED_IS_UNDER_NEW_KEYS(
                "rfc6347/4.2.4/g", MUST, "what leads to new keys travels under the old ones"),
        HELLO_REQUEST_IS_THE_FIRST_MESSAGE(
                "rfc6347/4.2.2/e",
                IS,
                "each handshake counts messages from 0, from its HelloRequest on if there is one"),
        UNANSWERED_REHANDSHAKE_NEED_NOT_END_ALL(
                "rfc5246/7.4.1.1/c",
                MAY,
                "whether a re-handshake that is not answered ends the connection is a choice"),
        DATAGRAMS_FIT_THE_PATH(
                "rfc6347/4.1.1.1/a", SHOULD, "no datagram is larger than the path takes");

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
