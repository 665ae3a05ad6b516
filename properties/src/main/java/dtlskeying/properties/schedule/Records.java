package dtlskeying.properties.schedule;

import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;

/** Records as somebody sees and writes them who has no keys. */
final class Records {
    private Records() {}

    static Octets record(ContentType type, int epoch, long sequence, Octets content) {
        return RecordHeader.write(
                new DtlsCiphertext(
                        type.code(), DtlsCiphertext.DTLS_1_2, new Epoch(epoch), sequence, content));
    }
}
