package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHOULD;
import static dtlskeying.spec.Level.SHOULD_NOT;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Level;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;

/**
 * RFC 9147 §4 and §6.1: records, their epochs and their numbers, in both directions.
 *
 * <p>Reading and writing are two machines that share nothing. Both hold names of epochs and no
 * keys. A protected record is read in three steps, as its header has two bits of its epoch and one
 * or two bytes of its number, which are encrypted: the bits name the key ({@link Effect.Unmask}),
 * the key uncovers the low bytes of the number ({@link Input.Unmasked}), and only the whole number
 * opens the record ({@link Effect.Open}).
 */
public interface RecordsSpec {
    /** What the sections say. */
    enum Claim implements Clause {
        HEADER_IS_UNIFIED(
                "rfc9147/4/a",
                IS,
                "a protected record starts with the bits 001, three flags, and two bits of its"
                        + " epoch"),
        NO_LENGTH_ENDS_THE_DATAGRAM(
                "rfc9147/4/b", MUST, "only the last record of a datagram leaves its length out"),
        VERSION_IS_IGNORED("rfc9147/4/c", MUST, "the version of an unprotected record is ignored"),
        HEADER_IS_AUTHENTICATED(
                "rfc9147/4/d", IS, "the header is authenticated as it is before the number's mask"),
        NONCE_TAKES_THE_SEQUENCE_ALONE(
                "rfc9147/4/e", IS, "the nonce takes in 64 bits of sequence number and no epoch"),
        CONNECTION_ID_NEEDS_AGREEMENT(
                "rfc9147/9/a", MUST, "a record with a connection id is rejected if none is agreed"),
        UNKNOWN_FIRST_BYTE_IS_REJECTED(
                "rfc9147/4.1/a", MUST, "what starts like no record is rejected silently"),
        UNPROTECTED_TYPES_ARE_FEW(
                "rfc9147/4.1/b",
                IS,
                "alerts, handshake messages and ACKs may be unprotected, and then in epoch 0"),
        NUMBERS_START_AT_ZERO("rfc9147/4.2.1/a", MUST, "each epoch counts its records from 0"),
        NUMBERS_DO_NOT_WRAP(
                "rfc9147/4.2.1/b", MUST_NOT, "after 2^48 - 1 an epoch has no further record"),
        EARLIER_EPOCHS_ARE_DISCARDED(
                "rfc9147/4.2.1/c", SHOULD, "records of an epoch that is over are dropped"),
        EARLIER_EPOCHS_MAY_LINGER(
                "rfc9147/4.2.1/d", MAY, "the keys of an earlier epoch may be kept for a while"),
        LATER_EPOCHS_ARE_HELD_OR_DISCARDED(
                "rfc9147/4.2.1/e",
                MAY,
                "records under keys that the handshake has yet to give wait, or are dropped"),
        EPOCH_BITS_NAME_THE_LATEST(
                "rfc9147/4.2.2/a", SHOULD, "of epochs with these two bits the latest is meant"),
        NUMBER_IS_THE_NEAREST(
                "rfc9147/4.2.2/b",
                SHOULD,
                "of numbers with these low bits the one nearest to the highest opened plus one is"
                        + " meant"),
        NUMBER_IS_MASKED(
                "rfc9147/4.2.3/a", MUST, "a key of its own encrypts the number in the header"),
        SHORT_CIPHERTEXT_IS_REJECTED(
                "rfc9147/4.2.3/b", MUST, "with less than 16 protected bytes a record is rejected"),
        REPLAYED_RECORDS_ARE_DISCARDED(
                "rfc9147/4.5.1/c", SHOULD, "what the window of the epoch does not want is dropped"),
        INVALID_RECORDS_ARE_DISCARDED(
                "rfc9147/4.5.2/a", SHOULD, "a record that fails is dropped silently"),
        FAILURES_ARE_COUNTED(
                "rfc9147/4.5.3/a", MUST, "the records that a key does not open are counted"),
        TOO_MANY_FAILURES_END_THE_KEY(
                "rfc9147/4.5.3/b", SHOULD, "a key that has failed too often opens nothing more"),
        RECORDS_OF_A_KEY_ARE_LIMITED(
                "rfc9147/4.5.3/c",
                SHOULD_NOT,
                "a key protects no more records than its cipher can"),
        UPDATE_COMES_BEFORE_THE_LIMIT(
                "rfc9147/4.5.3/d", SHOULD, "new keys are asked for before the limit of the old"),
        EPOCHS_HAVE_THEIR_PLACES(
                "rfc9147/6.1/a",
                IS,
                "epoch 0 is plain, 2 protects the handshake, 3 the first traffic, and every update"
                        + " adds one"),
        EPOCHS_ARE_USED_UP("rfc9147/8/a", MUST_NOT, "after epoch 2^48 - 1 there is no new one"),
        TRAFFIC_WAITS_FOR_ITS_KEYS(
                "rfc8446/2/a", MUST_NOT, "no application data before the keys of epoch 3"),
        RECORD_OF_ZEROS_ENDS_THE_CONNECTION(
                "rfc8446/5.4/a", MUST, "an authentic record that is all padding is an error"),
        UNKNOWN_TYPE_ENDS_THE_CONNECTION(
                "rfc8446/5/a", MUST, "an authentic record of an unknown type is an error"),
        RECORDS_OBEY_THE_PEERS_LIMIT(
                "rfc8449/4/a", MUST_NOT, "no protected record is longer than its reader agreed to"),
        OVERLONG_RECORDS_ARE_DISCARDED(
                "rfc8449/4/b", MAY, "a protected record beyond the agreed limit is dropped");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** The epoch of the keys that protect the handshake. */
    Epoch HANDSHAKE = new Epoch(2);

    /** The most bytes of content, type and padding that a record has if nothing else is agreed. */
    int LONGEST = (1 << 14) + 1;

    /** The fewest protected bytes that a record has: the mask of its number is made from them. */
    int SHORTEST_FRAGMENT = 16;

    /**
     * What one end learns.
     *
     * <p>{@code longest} is the most bytes of content, type and padding in a record of that epoch
     * (RFC 8449 §4): 64 to 16,385; with large records ({@link LargeRecordsSpec}) up to 2^30 - 256.
     */
    sealed interface Input {
        /** What concerns the records that the peer sends. */
        sealed interface Read extends Input {}

        /** What concerns the records that this end sends. */
        sealed interface Write extends Input {}

        /** A record without protection has arrived, with the header of DTLS 1.2. */
        record ArrivedPlain(DtlsCiphertext record) implements Read {}

        /** A protected record has arrived. */
        record Arrived(SealedRecord record) implements Read {}

        /** The keys of that epoch have uncovered these low bytes of its number. */
        record Unmasked(Epoch epoch, SealedRecord record, int low) implements Read {}

        /**
         * The key has opened it.
         *
         * @param type its last byte that is not zero; 0 if there is none
         * @param content what stands before that byte
         * @param length bytes of content, type and padding
         */
        record Opened(RecordNumber number, int type, Octets content, int length) implements Read {}

        /** The key does not open it. */
        record Forged(RecordNumber number) implements Read {}

        /**
         * The keys to read this epoch are in the ring.
         *
         * @param failures how many records may fail under them, 2 or more
         */
        record InstallRead(Epoch epoch, int longest, long failures) implements Read {}

        /** This epoch is no longer to be read. */
        record DropRead(Epoch epoch) implements Read {}

        /**
         * A record is to be sent.
         *
         * @param length bytes of content and padding, without the type
         */
        record Number(Epoch epoch, ContentType type, int length) implements Write {}

        /**
         * The keys to write this epoch are in the ring.
         *
         * @param records how many records they may protect, 2 or more
         */
        record InstallWrite(Epoch epoch, int longest, long records) implements Write {}

        /** This epoch is no longer to be written, not even to send a flight again. */
        record DropWrite(Epoch epoch) implements Write {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The bits mean that epoch: its keys are to uncover the number. */
        record Unmask(Epoch epoch, SealedRecord record) implements Effect {}

        /** The number is whole, and new: the record is worth opening. */
        record Open(RecordNumber number, SealedRecord record) implements Effect {}

        /** The record is new, and authentic unless its epoch is 0. */
        record Accepted(PlainRecord record) implements Effect {}

        /** The record waits for the keys of the epoch to come. */
        record Held(SealedRecord record, Clause clause) implements Effect {
            @Override
            public Held because(Clause reason) {
                return new Held(record, reason);
            }
        }

        /** The record is dropped, silently, before its number is known. */
        record Rejected(int epochBits, Clause clause) implements Effect, Refusal {
            @Override
            public Rejected because(Clause reason) {
                return new Rejected(epochBits, reason);
            }
        }

        /** The record is dropped, silently. */
        record Discarded(RecordNumber number, Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(number, reason);
            }
        }

        /** The record is dropped, silently, and counts against its key. */
        record Failed(RecordNumber number, Clause clause) implements Effect {
            @Override
            public Failed because(Clause reason) {
                return new Failed(number, reason);
            }
        }

        /** The record is authentic and breaks a rule: the connection is to end with this alert. */
        record Violated(RecordNumber number, Alert alert, Clause clause) implements Effect {
            @Override
            public Violated because(Clause reason) {
                return new Violated(number, alert, reason);
            }
        }

        /** Bytes of a datagram that are no record are dropped, with all that follows them. */
        record Unreadable(int offset, Clause clause) implements Effect, Refusal {
            @Override
            public Unreadable because(Clause reason) {
                return new Unreadable(offset, reason);
            }
        }

        /** From here on records of this epoch are read. */
        record ReadInstalled(Epoch epoch) implements Effect {}

        /** The keys to read this epoch are destroyed. */
        record ReadDestroyed(Epoch epoch, Clause clause) implements Effect {
            @Override
            public ReadDestroyed because(Clause reason) {
                return new ReadDestroyed(epoch, reason);
            }
        }

        /** The keys of this epoch have had half of what they can take: new ones are due. */
        record UpdateDue(Epoch epoch, Clause clause) implements Effect {
            @Override
            public UpdateDue because(Clause reason) {
                return new UpdateDue(epoch, reason);
            }
        }

        /** The newest epoch that is read has failed too often: the connection is to end. */
        record Exhausted(Epoch epoch, Clause clause) implements Effect {
            @Override
            public Exhausted because(Clause reason) {
                return new Exhausted(epoch, reason);
            }
        }

        /** The record to be sent has this number. */
        record Numbered(RecordNumber number) implements Effect {}

        /** This record is ready to be put into a datagram. */
        record Written(RecordNumber number, Octets record) implements Effect {}

        /** From here on records may be written in this epoch. */
        record WriteInstalled(Epoch epoch) implements Effect {}

        /** The keys to write this epoch are destroyed. */
        record WriteDestroyed(Epoch epoch, Clause clause) implements Effect {
            @Override
            public WriteDestroyed because(Clause reason) {
                return new WriteDestroyed(epoch, reason);
            }
        }

        /** What the user asked for is not done. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }
    }
}
