/** The chapters of the SCTP DTLS chunk as the judge sees them. */
package dtlskeying.properties.chunk;
