/** DTLS 1.2 (RFC 6347 over RFC 5246): key schedule, records and handshake machines. */
package dtlskeying.impl.dtls12;
