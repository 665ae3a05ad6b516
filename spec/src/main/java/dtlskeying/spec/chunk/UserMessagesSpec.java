package dtlskeying.spec.chunk;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Refusal;

/**
 * §3: whose a user message of SCTP is, the key management's or the ULP's, and when a message of the
 * ULP leaves, whichever way it came in. The clauses are those of {@link ChunkProtectionSpec}.
 */
public interface UserMessagesSpec {
    /** How the ULP hands over what it has to say. */
    enum Way {
        /** To SCTP itself. */
        DIRECTLY,
        /** Through the DTLS stack. */
        THROUGH_DTLS
    }

    /** What a message says that it is, by its payload protocol identifier. */
    enum Ppid {
        /** {@link ChunkProtectionSpec#KEY_MANAGEMENT_PPID}. */
        KEY_MANAGEMENT,
        /** 47, by which RFC 6083 knew its records. */
        OF_RFC_6083,
        /** Any other. */
        OF_THE_ULP
    }

    /** What is in a message. */
    enum Content {
        /** One DTLS record. */
        ONE_RECORD,
        /** Two, one behind the other. */
        TWO_RECORDS,
        /** One whose end is missing. */
        CUT_RECORD,
        /** Nothing that begins like a record. */
        NO_RECORD
    }

    /** What one end of an association learns. */
    sealed interface Input {
        /** From now on every packet leaves and comes in DTLS chunks. */
        record Protected() implements Input {}

        /** The ULP has a message. */
        record Sent(Way way, Ppid ppid) implements Input {}

        /**
         * A message has come, in a DTLS chunk if there is protection.
         *
         * @param stream 0 to 65,535
         */
        record Heard(Ppid ppid, int stream, Content content) implements Input {}

        /**
         * DTLS has found data in an application_data record.
         *
         * @param proof whether it is a message of post-handshake authentication
         */
        record HeardInRecord(boolean proof) implements Input {}
    }

    /** What the end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The message leaves in a DTLS chunk. */
        record Leaves() implements Effect {}

        /** The message stays with SCTP until there is protection. */
        record Waits() implements Effect {}

        /** What has waited leaves, in DTLS chunks. */
        record Released() implements Effect {}

        /** The record goes to DTLS. */
        record ToDtls() implements Effect {}

        /** The message goes to the ULP. */
        record ToUlp() implements Effect {}

        /** The data go to post-handshake authentication. */
        record ToAuthentication() implements Effect {}

        /** The message does not leave, and the ULP learns that. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }

        /** What has come is dropped. */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }
    }
}
