package dtlskeying.spec.dtls;

import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;

/**
 * A record without its protection (RFC 6347 §4.1).
 *
 * @param type what it carries
 * @param version two bytes: 0xfefd is DTLS 1.2, 0xfeff is DTLS 1.0
 * @param epoch the keys that it was or will be protected with
 * @param sequence its number within the epoch, 0 to 2^48 - 1
 * @param fragment the content, up to 2^14 bytes
 */
public record DtlsPlaintext(
        ContentType type, int version, Epoch epoch, long sequence, Octets fragment) {}
