package dtlskeying.spec.dtls;

import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;

/**
 * A record as it travels (RFC 6347 §4.1): a header of 13 bytes and what follows it.
 *
 * @param type the content type byte, 0 to 255, known or not
 * @param version two bytes: 0xfefd is DTLS 1.2, 0xfeff is DTLS 1.0
 * @param epoch the keys that protect it
 * @param sequence its number within the epoch, 0 to 2^48 - 1
 * @param fragment the protected bytes, up to 65535
 */
public record DtlsCiphertext(int type, int version, Epoch epoch, long sequence, Octets fragment) {
    /** Bytes of the header on the wire. */
    public static final int HEADER = 13;

    /** DTLS 1.2 in a record header. */
    public static final int DTLS_1_2 = 0xfefd;

    /** DTLS 1.0 in a record header; DTLS 1.2 allows it around the first hello. */
    public static final int DTLS_1_0 = 0xfeff;
}
