package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/**
 * draft-ietf-tls-extended-key-update §7 to §10: how the secrets of one generation follow from those
 * of the one before. Generation 0 is the handshake's and has epoch 3; each exchange adds one to
 * both.
 */
public interface ExtendedKeyScheduleSpec {
    /** What the sections say. */
    enum Claim implements Clause {
        TRANSCRIPT_HASHES_ARE_CHAINED(
                "extended-key-update/7/a",
                IS,
                "the next transcript hash is that of the last one, the request and the response"),
        FIRST_HASH_HAS_BOTH_FINISHED(
                "extended-key-update/7/b",
                IS,
                "the transcript hash of the handshake goes up to and with the client's Finished"),
        MAIN_SECRETS_ARE_CHAINED(
                "extended-key-update/7/c",
                IS,
                "the next main secret follows from the last one and from the new shared secret"),
        SECRETS_COME_FROM_THE_MAIN_SECRET(
                "extended-key-update/7/d",
                IS,
                "traffic and exporter secrets come from the new main secret and transcript hash, by"
                        + " the labels of RFC 8446"),
        OLD_SECRETS_ARE_DELETED(
                "extended-key-update/7/e",
                SHOULD,
                "secrets and keys of the last generation are deleted as soon as the new are in"
                        + " use"),
        NO_RESUMPTION(
                "extended-key-update/7/f",
                MUST,
                "who uses extended key update does not resume from tickets"),
        SHARES_ARE_THOSE_OF_THE_HANDSHAKE(
                "extended-key-update/8/a",
                IS,
                "shares and shared secrets are encoded as in the handshake, the requester being the"
                        + " end that offers"),
        KEY_LOG_NAMES_THE_GENERATION(
                "extended-key-update/9/a",
                IS,
                "the labels of a key log end in the number of the generation"),
        FIRST_EXPORTER_IS_ANOTHER(
                "extended-key-update/10.1/a",
                MUST,
                "before the first update, what follows updates is exported from a secret of its"
                        + " own, not from the exporter_secret of RFC 8446"),
        EXPORTER_FOLLOWS_THE_UPDATES(
                "extended-key-update/10.2/a",
                IS,
                "after an update the exporter secret of its epoch is exported from"),
        USER_HEARS_OF_NEW_EPOCHS(
                "extended-key-update/10.2/b",
                IS,
                "the user is told of each new epoch, and can export for the one that it names"),
        OLD_EXPORTER_LINGERS(
                "extended-key-update/10.2/c",
                SHOULD,
                "the exporter secret of the epoch before can be used for a while");

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
