package dtlskeying.impl.dtls13;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls13.RecordNumber;

import java.util.List;
import java.util.Optional;

/**
 * The content of an ACK (RFC 9147 §7): a length of two bytes, and for every record its epoch and
 * its sequence number in eight bytes each.
 *
 * @param records which records are acknowledged, up to 4,095
 */
public record Ack(List<RecordNumber> records) {
    public Ack {
        records = List.copyOf(records);
    }

    /**
     * Reads exactly these bytes, in any order. Numbers above 2^48 - 1, which no record of ours has,
     * are left out.
     */
    public static Decoded<Ack> decode(Octets content) {
        return WireReader.decode(content, Ack::read);
    }

    /** The content on the wire: each record once, in increasing order. */
    @Cites("rfc9147/7/b")
    public Octets encode() {
        var sorted = records.stream().sorted().distinct().toList();
        return new WireWriter().list16(sorted, Ack::write).toOctets();
    }

    private static Ack read(WireReader in) {
        return new Ack(in.list16(0, Ack::readNumber).stream().flatMap(Optional::stream).toList());
    }

    private static Optional<RecordNumber> readNumber(WireReader in) {
        int above = in.uint16();
        long epoch = in.uint48();
        above |= in.uint16();
        long sequence = in.uint48();
        return above == 0 ? Optional.of(RecordNumber.of(epoch, sequence)) : Optional.empty();
    }

    private static void write(WireWriter out, RecordNumber number) {
        out.uint16(0).uint48(number.epoch().number()).uint16(0).uint48(number.sequence());
    }
}
