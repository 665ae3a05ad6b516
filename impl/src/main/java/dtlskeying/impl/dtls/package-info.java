/**
 * The core that DTLS 1.2 and DTLS 1.3 share: replay windows, fragments of handshake messages, and
 * flights that are sent again.
 */
package dtlskeying.impl.dtls;
