package dtlskeying.impl.dtls13;

import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.LENGTHS_ARE_MINIMAL;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.CONNECTION_ID_NEEDS_AGREEMENT;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.LATER_EPOCHS_ARE_HELD_OR_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNKNOWN_FIRST_BYTE_IS_REJECTED;

import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls13.RecordsSpec.Input;
import dtlskeying.spec.dtls13.SealedRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * RFC 9147 §4 and §4.1: the header of a protected record, and where the records of a datagram begin
 * and end.
 *
 * <p>The first byte is 001CSLEE: C says that a connection id follows, S that the sequence number
 * has two bytes and not one, L that a length comes last, in two bytes or, where large records are
 * agreed on, in one, two or four; EE are the low bits of the epoch.
 */
public final class UnifiedHeader {
    private static final int FIXED = 0b0010_0000;
    private static final int FIXED_MASK = 0b1110_0000;
    private static final int CONNECTION_ID = 0b0001_0000;
    private static final int LONG_NUMBER = 0b0000_1000;
    private static final int LENGTH = 0b0000_0100;
    private static final int EPOCH = 0b0000_0011;

    /** The content types that TLS has given out: 20 to 26. */
    private static final int FIRST_TYPE = 20;

    private static final int LAST_TYPE = 26;

    private UnifiedHeader() {}

    /**
     * The records of a datagram.
     *
     * @param arrivals in their order: {@link Input.Arrived} and {@link Input.ArrivedPlain}
     * @param readable how many bytes they take up
     * @param clause the clause against what follows them, if anything does
     */
    public record Datagram(List<Input.Read> arrivals, int readable, Clause clause) {
        public Datagram {
            arrivals = List.copyOf(arrivals);
        }
    }

    /** Takes a datagram apart whose records have their lengths in two bytes, if at all. */
    public static Datagram read(Octets datagram) {
        return read(datagram, _ -> LengthForm.FIXED);
    }

    /**
     * Takes a datagram apart, up to the first bytes that cannot be a whole record.
     *
     * @param lengths how lengths are said in records with these two bits of an epoch; {@link
     *     LengthForm#NONE} if that is not known, and records that say one cannot be read
     */
    public static Datagram read(Octets datagram, IntFunction<LengthForm> lengths) {
        var arrivals = new ArrayList<Input.Read>();
        int at = 0;
        while (at < datagram.length()) {
            int first = datagram.at(at);
            var length = lengths.apply(first & EPOCH);
            int end =
                    isUnified(first) ? endOfSealed(datagram, at, length) : endOfPlain(datagram, at);
            if (end < 0) return new Datagram(arrivals, at, whyUnreadable(datagram, at, length));
            Octets record = datagram.slice(at, end);
            arrivals.add(
                    isUnified(first)
                            ? new Input.Arrived(sealed(record, length))
                            : new Input.ArrivedPlain(plain(record)));
            at = end;
        }
        return new Datagram(arrivals, at, Clause.UNSTATED);
    }

    /**
     * Writes a header, its number not yet encrypted.
     *
     * @param sequence the number, whose low bytes are written
     * @param fragment bytes of the protected fragment, 0 to 65,535; with a length of the variable
     *     form to 2^30 - 1
     * @return bytes written: those of the form
     */
    @Cites("rfc9147/4/a")
    public static int write(
            HeaderForm form, long epoch, long sequence, int fragment, byte[] target, int at) {
        int flags =
                (form.longNumber() ? LONG_NUMBER : 0)
                        | (form.length() == LengthForm.NONE ? 0 : LENGTH);
        int next = at;
        target[next++] = (byte) (FIXED | flags | epoch & EPOCH);
        if (form.longNumber()) target[next++] = (byte) (sequence >> 8);
        target[next++] = (byte) sequence;
        next += form.length().write(fragment, target, next);
        return next - at;
    }

    /**
     * The header as it was authenticated.
     *
     * @param low the low bytes of the record's number, uncovered
     */
    public static byte[] uncovered(SealedRecord record, int low) {
        byte[] header = record.header().toArray();
        if (record.numberLength() == 2) header[1] = (byte) (low >> 8);
        header[record.numberLength()] = (byte) low;
        return header;
    }

    /** Whether a record that begins so is a protected one. */
    static boolean isUnified(int first) {
        return (first & FIXED_MASK) == FIXED;
    }

    /** Where a protected record ends; -1 if it is none of ours or not whole. */
    @Cites("rfc9147/4/b")
    private static int endOfSealed(Octets datagram, int at, LengthForm form) {
        int first = datagram.at(at);
        if ((first & CONNECTION_ID) != 0) return -1;
        int lengthAt = at + 1 + numberLength(first);
        if (lengthAt > datagram.length()) return -1;
        if ((first & LENGTH) == 0) return datagram.length();
        int length = length(datagram, lengthAt, form);
        return length < 0 ? -1 : within(datagram, lengthAt + form.size(length) + length);
    }

    /** The length that a header says; -1 if it says none that can be. */
    private static int length(Octets datagram, int at, LengthForm form) {
        return switch (form) {
            case NONE -> -1;
            case FIXED -> at + 2 > datagram.length() ? -1 : uint16(datagram, at);
            case VARIABLE -> Varuint.read(datagram, at);
        };
    }

    /** Where an unprotected record ends; -1 if it is none or not whole. */
    private static int endOfPlain(Octets datagram, int at) {
        int type = datagram.at(at);
        int start = at + DtlsCiphertext.HEADER;
        if (type < FIRST_TYPE || type > LAST_TYPE || start > datagram.length()) return -1;
        return within(datagram, start + uint16(datagram, start - 2));
    }

    private static int within(Octets datagram, int end) {
        return end <= datagram.length() ? end : -1;
    }

    private static SealedRecord sealed(Octets record, LengthForm form) {
        int first = record.at(0);
        int number = numberLength(first);
        int header = 1 + number;
        if ((first & LENGTH) != 0) header += form.size(length(record, header, form));
        return new SealedRecord(
                first & EPOCH,
                number,
                record.slice(0, header),
                record.slice(header, record.length()));
    }

    private static DtlsCiphertext plain(Octets record) {
        return RecordHeader.read(record).records().getFirst();
    }

    private static int numberLength(int first) {
        return (first & LONG_NUMBER) != 0 ? 2 : 1;
    }

    private static int uint16(Octets bytes, int at) {
        return bytes.at(at) << 8 | bytes.at(at + 1);
    }

    private static Clause whyUnreadable(Octets datagram, int at, LengthForm form) {
        int first = datagram.at(at);
        if (isUnified(first)) return whyUnreadable(datagram, at, first, form);
        boolean isType = first >= FIRST_TYPE && first <= LAST_TYPE;
        return isType ? INVALID_RECORDS_ARE_DISCARDED : UNKNOWN_FIRST_BYTE_IS_REJECTED;
    }

    private static Clause whyUnreadable(Octets datagram, int at, int first, LengthForm form) {
        if ((first & CONNECTION_ID) != 0) return CONNECTION_ID_NEEDS_AGREEMENT;
        if ((first & LENGTH) == 0 || form == LengthForm.FIXED) return INVALID_RECORDS_ARE_DISCARDED;
        if (form == LengthForm.NONE) return LATER_EPOCHS_ARE_HELD_OR_DISCARDED;
        int lengthAt = at + 1 + numberLength(first);
        return Varuint.isWrong(datagram, lengthAt)
                ? LENGTHS_ARE_MINIMAL
                : INVALID_RECORDS_ARE_DISCARDED;
    }
}
