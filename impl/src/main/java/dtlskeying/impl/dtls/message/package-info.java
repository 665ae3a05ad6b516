/** The handshake messages and extensions that DTLS 1.2 and 1.3 write in the same way. */
package dtlskeying.impl.dtls.message;
