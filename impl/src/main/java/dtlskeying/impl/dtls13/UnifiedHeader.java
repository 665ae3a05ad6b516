package dtlskeying.impl.dtls13;

import static dtlskeying.spec.dtls13.RecordsSpec.Claim.CONNECTION_ID_NEEDS_AGREEMENT;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
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

/**
 * RFC 9147 §4 and §4.1: the header of a protected record, and where the records of a datagram begin
 * and end.
 *
 * <p>The first byte is 001CSLEE: C says that a connection id follows, S that the sequence number
 * has two bytes and not one, L that a length of two bytes comes last; EE are the low bits of the
 * epoch.
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

    /** Takes a datagram apart, up to the first bytes that cannot be a whole record. */
    public static Datagram read(Octets datagram) {
        var arrivals = new ArrayList<Input.Read>();
        int at = 0;
        while (at < datagram.length()) {
            int first = datagram.at(at);
            int end = isUnified(first) ? endOfSealed(datagram, at) : endOfPlain(datagram, at);
            if (end < 0) return new Datagram(arrivals, at, whyUnreadable(first));
            Octets record = datagram.slice(at, end);
            arrivals.add(
                    isUnified(first)
                            ? new Input.Arrived(sealed(record))
                            : new Input.ArrivedPlain(plain(record)));
            at = end;
        }
        return new Datagram(arrivals, at, Clause.UNSTATED);
    }

    /**
     * Writes a header, its number not yet encrypted.
     *
     * @param sequence the number, whose low bytes are written
     * @param fragment bytes of the protected fragment, 0 to 65,535
     * @return bytes written: those of the form
     */
    @Cites("rfc9147/4/a")
    public static int write(
            HeaderForm form, long epoch, long sequence, int fragment, byte[] target, int at) {
        int flags = (form.longNumber() ? LONG_NUMBER : 0) | (form.length() ? LENGTH : 0);
        int next = at;
        target[next++] = (byte) (FIXED | flags | epoch & EPOCH);
        if (form.longNumber()) target[next++] = (byte) (sequence >> 8);
        target[next++] = (byte) sequence;
        if (form.length()) {
            target[next++] = (byte) (fragment >> 8);
            target[next++] = (byte) fragment;
        }
        return next - at;
    }

    /** Whether a record that begins so is a protected one. */
    static boolean isUnified(int first) {
        return (first & FIXED_MASK) == FIXED;
    }

    /** Where a protected record ends; -1 if it is none of ours or not whole. */
    @Cites("rfc9147/4/b")
    private static int endOfSealed(Octets datagram, int at) {
        int first = datagram.at(at);
        if ((first & CONNECTION_ID) != 0) return -1;
        int lengthAt = at + 1 + numberLength(first);
        boolean hasLength = (first & LENGTH) != 0;
        if (!hasLength) return lengthAt <= datagram.length() ? datagram.length() : -1;
        if (lengthAt + 2 > datagram.length()) return -1;
        return within(datagram, lengthAt + 2 + uint16(datagram, lengthAt));
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

    private static SealedRecord sealed(Octets record) {
        int first = record.at(0);
        int number = numberLength(first);
        int header = 1 + number + ((first & LENGTH) != 0 ? 2 : 0);
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

    private static Clause whyUnreadable(int first) {
        if (isUnified(first) && (first & CONNECTION_ID) != 0) return CONNECTION_ID_NEEDS_AGREEMENT;
        boolean isType = first >= FIRST_TYPE && first <= LAST_TYPE;
        return isUnified(first) || isType
                ? INVALID_RECORDS_ARE_DISCARDED
                : UNKNOWN_FIRST_BYTE_IS_REJECTED;
    }
}
