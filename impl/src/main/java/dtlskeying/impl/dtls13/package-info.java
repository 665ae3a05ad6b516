/** DTLS 1.3 (RFC 9147 over RFC 8446): key schedule, records, acknowledgements, handshakes. */
package dtlskeying.impl.dtls13;
