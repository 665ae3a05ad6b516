package dtlskeying.spec.dtls13;

import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;

/**
 * A record without its protection and its padding.
 *
 * @param number its full number
 * @param type what it carries
 * @param content the content, up to 2^14 bytes
 */
public record PlainRecord(RecordNumber number, ContentType type, Octets content) {}
