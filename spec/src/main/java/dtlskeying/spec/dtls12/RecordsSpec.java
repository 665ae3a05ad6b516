package dtlskeying.spec.dtls12;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Level;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.DtlsPlaintext;

/**
 * RFC 6347 §4.1: records, their epochs and their sequence numbers, in both directions.
 *
 * <p>Reading and writing are two machines that share nothing. Both hold names of epochs and no
 * keys.
 */
public interface RecordsSpec {
    /** What §4.1 says. */
    enum Claim implements Clause {
        EPOCHS_FOLLOW_EACH_OTHER(
                "rfc6347/4.1/a", IS, "every change of cipher state adds one to the epoch"),
        SEQUENCE_NUMBERS_ARE_EXPLICIT(
                "rfc6347/4.1/b",
                IS,
                "each epoch counts its records from 0, and the header says it"),
        SEQUENCE_NUMBERS_DO_NOT_WRAP(
                "rfc6347/4.1/c", MUST_NOT, "after 2^48 - 1 an epoch has no further record"),
        EARLIER_EPOCHS_ARE_DISCARDED(
                "rfc6347/4.1/d", SHOULD, "records of an epoch that is over are dropped"),
        EARLIER_EPOCHS_MAY_LINGER(
                "rfc6347/4.1/e", MAY, "the keys of the last epoch may be kept for a while"),
        LATER_EPOCHS_ARE_HELD_OR_DISCARDED(
                "rfc6347/4.1/f", MAY, "records of the epoch to come wait, or are dropped"),
        VERSION_IS_THE_NEGOTIATED_ONE(
                "rfc6347/4.1/g", IS, "a record says DTLS 1.2, before the hellos also 1.0"),
        LENGTH_IS_LIMITED("rfc6347/4.1/h", MUST_NOT, "a record holds at most 2^14 bytes"),
        RECORDS_DO_NOT_SPAN_DATAGRAMS(
                "rfc6347/4.1.1/a", MUST, "a record is whole inside its datagram"),
        INVALID_RECORDS_ARE_DISCARDED(
                "rfc6347/4.1.2.7/a", SHOULD, "a record that fails is dropped silently"),
        EPOCHS_ARE_USED_UP("rfc6347/4.1/i", MUST_NOT, "after epoch 65535 there is no new one"),
        REPLAYED_RECORDS_ARE_DISCARDED(
                "rfc6347/4.1.2.6/e", IS, "what the window of the epoch does not want is dropped");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What one end learns. */
    sealed interface Input {
        /** What concerns the records that the peer sends. */
        sealed interface Read extends Input {}

        /** What concerns the records that this end sends. */
        sealed interface Write extends Input {}

        /** A record has arrived. */
        record Arrived(DtlsCiphertext record) implements Read {}

        /** The key of its epoch has opened it. */
        record Opened(DtlsPlaintext record) implements Read {}

        /** The key of its epoch does not open it. */
        record Forged(DtlsCiphertext record) implements Read {}

        /** The keys to read this epoch are in the ring. */
        record InstallRead(Epoch epoch) implements Read {}

        /** This epoch is no longer to be read. */
        record DropRead(Epoch epoch) implements Read {}

        /** A record of this type with that many bytes is to be sent in this epoch. */
        record Number(Epoch epoch, ContentType type, int length) implements Write {}

        /** The keys to write this epoch are in the ring. */
        record InstallWrite(Epoch epoch) implements Write {}

        /** This epoch is no longer to be written, not even to send a flight again. */
        record DropWrite(Epoch epoch) implements Write {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The record is worth opening: the ring is asked. */
        record Open(DtlsCiphertext record) implements Effect {}

        /** The record is authentic and new. */
        record Accepted(DtlsPlaintext record) implements Effect {}

        /** The record waits for the keys of its epoch. */
        record Held(Epoch epoch, long sequence, Clause clause) implements Effect {
            @Override
            public Held because(Clause reason) {
                return new Held(epoch, sequence, reason);
            }
        }

        /** The record is dropped, silently. */
        record Discarded(Epoch epoch, long sequence, Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(epoch, sequence, reason);
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

        /** The record to be sent has this number. */
        record Numbered(Epoch epoch, long sequence) implements Effect {}

        /** This record is ready to be put into a datagram. */
        record Written(Octets record) implements Effect {}

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
