/** One end that has DTLS 1.2 and DTLS 1.3, and what a re-key is where there is no renegotiation. */
package dtlskeying.impl.versions;
