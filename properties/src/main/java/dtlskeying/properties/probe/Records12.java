package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;

import java.util.List;

/**
 * Records with the header of 13 bytes, taken apart and put together as a misbehaving peer needs.
 */
final class Records12 {
    private Records12() {}

    /** The records of a datagram, up to the first with the header of DTLS 1.3. */
    static List<DtlsCiphertext> of(Octets datagram) {
        return RecordHeader.read(datagram).records().stream()
                .takeWhile(record -> !isUnified(record.type()))
                .toList();
    }

    /** What follows the records of a datagram: those of DTLS 1.3, or no record. */
    static Octets rest(Octets datagram) {
        int readable =
                of(datagram).stream()
                        .mapToInt(record -> DtlsCiphertext.HEADER + record.fragment().length())
                        .sum();
        return datagram.slice(readable, datagram.length());
    }

    /** Whether a record that begins so has the header of DTLS 1.3. */
    static boolean isUnified(int first) {
        return (first & 0xe0) == 0x20;
    }

    static Octets bytes(DtlsCiphertext record) {
        return RecordHeader.write(record);
    }

    static boolean isHandshake(DtlsCiphertext record) {
        return record.type() == ContentType.HANDSHAKE.code();
    }

    static boolean isPlain(DtlsCiphertext record) {
        return record.epoch().equals(Epoch.UNPROTECTED);
    }

    /** A part of a message that may say what is not so; its length is that of the body. */
    static Octets part(int type, int length, int number, int offset, Octets body) {
        return new WireWriter()
                .uint8(type)
                .uint24(length)
                .uint16(number)
                .uint24(offset)
                .uint24(body.length())
                .bytes(body)
                .toOctets();
    }

    /** The parts of messages in a plain record; none if there are none, or they cannot be read. */
    static List<Fragment> parts(DtlsCiphertext record) {
        return isHandshake(record)
                        && isPlain(record)
                        && FragmentCodec.decode(record.fragment())
                                instanceof Decoded.Value<List<Fragment>>(var parts)
                ? parts
                : List.of();
    }

    /** A plain record of DTLS 1.2. */
    static DtlsCiphertext plain(int type, long sequence, Octets content) {
        return new DtlsCiphertext(
                type, DtlsCiphertext.DTLS_1_2, Epoch.UNPROTECTED, sequence, content);
    }

    static DtlsCiphertext withType(DtlsCiphertext record, int type) {
        return new DtlsCiphertext(
                type, record.version(), record.epoch(), record.sequence(), record.fragment());
    }

    static DtlsCiphertext withVersion(DtlsCiphertext record, int version) {
        return new DtlsCiphertext(
                record.type(), version, record.epoch(), record.sequence(), record.fragment());
    }

    static DtlsCiphertext withEpoch(DtlsCiphertext record, long epoch) {
        return new DtlsCiphertext(
                record.type(),
                record.version(),
                new Epoch(epoch),
                record.sequence(),
                record.fragment());
    }

    static DtlsCiphertext withSequence(DtlsCiphertext record, long sequence) {
        return new DtlsCiphertext(
                record.type(), record.version(), record.epoch(), sequence, record.fragment());
    }

    static DtlsCiphertext withFragment(DtlsCiphertext record, Octets fragment) {
        return new DtlsCiphertext(
                record.type(), record.version(), record.epoch(), record.sequence(), fragment);
    }

    /** The same record with the last bit of its last byte turned. */
    static DtlsCiphertext damaged(DtlsCiphertext record) {
        return withFragment(record, damaged(record.fragment()));
    }

    /** The same bytes with the last bit turned. */
    static Octets damaged(Octets bytes) {
        byte[] turned = bytes.toArray();
        turned[turned.length - 1] ^= 1;
        return Octets.of(turned);
    }
}
