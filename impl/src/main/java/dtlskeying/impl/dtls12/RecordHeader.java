package dtlskeying.impl.dtls12;

import static dtlskeying.spec.dtls12.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.LENGTH_IS_LIMITED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.VERSION_IS_THE_NEGOTIATED_ONE;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;

import java.util.ArrayList;
import java.util.List;

/**
 * RFC 6347 §4.1: the 13 bytes in front of every record, big-endian: type (1), version (2), epoch
 * (2), sequence number (6), length (2).
 */
public final class RecordHeader {
    /** The last sequence number of an epoch. */
    public static final long LAST_SEQUENCE = (1L << 48) - 1;

    /** The last epoch of a connection. */
    public static final int LAST_EPOCH = 0xffff;

    /** How many bytes of content a record has at most (RFC 5246 §6.2.1). */
    public static final int LONGEST_CONTENT = 1 << 14;

    /** How many bytes longer a protected fragment may be (RFC 5246 §6.2.3). */
    public static final int LARGEST_EXPANSION = 2048;

    private RecordHeader() {}

    /**
     * The records of a datagram.
     *
     * @param records in their order
     * @param readable how many bytes they take up; what follows is no record
     */
    public record Datagram(List<DtlsCiphertext> records, int readable) {
        public Datagram {
            records = List.copyOf(records);
        }
    }

    /** Takes a datagram apart, up to the first bytes that cannot be a whole record. */
    public static Datagram read(Octets datagram) {
        var records = new ArrayList<DtlsCiphertext>();
        int at = 0;
        while (at + DtlsCiphertext.HEADER <= datagram.length()) {
            int start = at + DtlsCiphertext.HEADER;
            int end = start + (int) unsigned(datagram, at + 11, 2);
            if (end > datagram.length()) break;
            records.add(
                    new DtlsCiphertext(
                            datagram.at(at),
                            (int) unsigned(datagram, at + 1, 2),
                            new Epoch(unsigned(datagram, at + 3, 2)),
                            unsigned(datagram, at + 5, 6),
                            datagram.slice(start, end)));
            at = end;
        }
        return new Datagram(records, at);
    }

    /** The record on the wire. */
    public static Octets write(DtlsCiphertext record) {
        int length = record.fragment().length();
        byte[] bytes = new byte[DtlsCiphertext.HEADER + length];
        put(bytes, 0, 1, record.type());
        put(bytes, 1, 2, record.version());
        put(bytes, 3, 8, number(record.epoch(), record.sequence()));
        put(bytes, 11, 2, length);
        record.fragment().copyTo(bytes, DtlsCiphertext.HEADER);
        return Octets.of(bytes);
    }

    /** Epoch and sequence number as the one number of 64 bits that is authenticated. */
    public static long number(Epoch epoch, long sequence) {
        return epoch.number() << 48 | sequence;
    }

    /** Whether the header alone says that the record is to be dropped. */
    static boolean isInvalid(DtlsCiphertext record) {
        return !isKnown(record.type())
                || hasForeignVersion(record)
                || record.fragment().length() > longest(record);
    }

    /** The acknowledgements of DTLS 1.3 are nothing to DTLS 1.2. */
    private static boolean isKnown(int type) {
        return ContentType.isKnown(type) && type != ContentType.ACK.code();
    }

    /** The clause against the header of an invalid record. */
    static Clause whyInvalid(DtlsCiphertext record) {
        if (hasForeignVersion(record)) return VERSION_IS_THE_NEGOTIATED_ONE;
        if (record.fragment().length() > longest(record)) return LENGTH_IS_LIMITED;
        return INVALID_RECORDS_ARE_DISCARDED;
    }

    /** Before the version is agreed, hellos come in records that say DTLS 1.0. */
    private static boolean hasForeignVersion(DtlsCiphertext record) {
        boolean early = record.epoch().equals(Epoch.UNPROTECTED);
        return record.version() != DtlsCiphertext.DTLS_1_2
                && !(early && record.version() == DtlsCiphertext.DTLS_1_0);
    }

    private static int longest(DtlsCiphertext record) {
        boolean early = record.epoch().equals(Epoch.UNPROTECTED);
        return early ? LONGEST_CONTENT : LONGEST_CONTENT + LARGEST_EXPANSION;
    }

    private static long unsigned(Octets bytes, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) value = value << 8 | bytes.at(i);
        return value;
    }

    private static void put(byte[] bytes, int from, int count, long value) {
        for (int i = 0; i < count; i++) bytes[from + i] = (byte) (value >>> 8 * (count - 1 - i));
    }
}
