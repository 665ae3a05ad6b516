/** §8: session descriptions, as far as a DTLS-SRTP session is set up by them. */
package dtlskeying.impl.sdp;
