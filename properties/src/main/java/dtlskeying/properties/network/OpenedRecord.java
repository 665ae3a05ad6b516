package dtlskeying.properties.network;

import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.spec.Octets;

import java.util.Arrays;
import java.util.Optional;

/**
 * A protected record of DTLS 1.3, opened with its key, without a look at what was opened before.
 *
 * @param form of its header
 * @param epoch the two low bits
 * @param sequence its low 16 or 8 bits, which are all as long as there were few records
 */
record OpenedRecord(HeaderForm form, int epoch, long sequence, int type, Octets content) {
    private static final int LONG_NUMBER = 8;
    private static final int HAS_LENGTH = 4;

    /** The two low bits of the epoch of a record. */
    static int epochBits(Octets record) {
        return record.at(0) & 3;
    }

    /** Opens a record that is there as a whole; nothing if the key did not seal it. */
    static Optional<OpenedRecord> open(RecordProtection protection, Octets record) {
        int first = record.at(0);
        var form = new HeaderForm((first & LONG_NUMBER) != 0, (first & HAS_LENGTH) != 0);
        byte[] bytes = record.toArray();
        int header = form.size(0);
        int sequence = number(protection, bytes, header, form.numberLength());
        byte[] opened = new byte[bytes.length];
        int plain =
                protection.open(
                        sequence,
                        bytes,
                        0,
                        header,
                        bytes,
                        header,
                        bytes.length - header,
                        opened,
                        0);
        if (plain == RecordProtection.FORGED) return Optional.empty();
        int content = RecordProtection.contentLength(opened, 0, plain);
        return Optional.of(
                new OpenedRecord(
                        form,
                        first & 3,
                        sequence,
                        opened[content],
                        Octets.of(Arrays.copyOf(opened, content))));
    }

    /** Uncovers the number in its place. */
    private static int number(RecordProtection protection, byte[] record, int header, int length) {
        int masked = 0;
        for (int i = 1; i <= length; i++) masked = masked << 8 | record[i] & 0xff;
        int number = protection.unmask(length, masked, record, header);
        for (int i = length; i > 0; i--) record[i] = (byte) (number >> 8 * (length - i));
        return number;
    }

    OpenedRecord with(Octets other) {
        return new OpenedRecord(form, epoch, sequence, type, other);
    }

    /** The same record under another key. */
    Octets seal(RecordProtection protection) {
        int length = content.length();
        int fragment = length + protection.expansion();
        byte[] record = new byte[form.size(fragment) + fragment];
        protection.seal(form, epoch, sequence, type, content.toArray(), 0, length, 0, record, 0);
        return Octets.of(record);
    }
}
