package dtlskeying.properties.dtls13;

import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.Records;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls13.SealedRecord;

import java.util.Optional;

/** A bug: the length of a large record is taken in however many bytes it comes. */
final class LaxLengths {
    private LaxLengths() {}

    static Optional<SealedRecord> read(Octets datagram, Records records) {
        int first = datagram.at(0);
        int number = (first & 8) != 0 ? 2 : 1;
        int at = 1 + number;
        boolean isVariable = records.lengths(first & 3) == LengthForm.VARIABLE && (first & 4) != 0;
        if (!isVariable || at >= datagram.length())
            return RecordCode.only(datagram, records::lengths);
        int size = 1 << (datagram.at(at) >> 6);
        if (at + size > datagram.length()) return Optional.empty();
        long length = datagram.at(at) & 0x3f;
        for (int i = 1; i < size; i++) length = length << 8 | datagram.at(at + i);
        int header = at + size;
        return header + length == datagram.length()
                ? Optional.of(
                        new SealedRecord(
                                first & 3,
                                number,
                                datagram.slice(0, header),
                                datagram.slice(header, datagram.length())))
                : Optional.empty();
    }
}
