package dtlskeying.spec.dtls13;

import dtlskeying.spec.Octets;

/**
 * A protected record as it travels (RFC 9147 §4, DTLSCiphertext). It has no connection id: without
 * one agreed, such a record is no record.
 *
 * @param epochBits the low two bits of its epoch, 0 to 3
 * @param numberLength how many bytes of its sequence number the header has, 1 or 2
 * @param header the unified header, 2 to 7 bytes, its number encrypted
 * @param fragment the protected bytes, up to 65,535, or 2^30 - 1 where records may be large
 */
public record SealedRecord(int epochBits, int numberLength, Octets header, Octets fragment) {}
