/** The handshake messages and extensions that only DTLS 1.3 has (RFC 8446 §4, RFC 9147 §5). */
package dtlskeying.impl.dtls13.message;
