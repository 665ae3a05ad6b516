/**
 * Reading and writing the presentation language of TLS (RFC 5246 §4): big-endian, bounds-checked.
 */
package dtlskeying.impl.dtls.wire;
