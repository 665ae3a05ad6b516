/** The handshake messages that only DTLS 1.2 has (RFC 5246 §7.4, RFC 6347 §4.2, RFC 8422 §5). */
package dtlskeying.impl.dtls12.message;
