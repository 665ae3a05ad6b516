/** The parts that DTLS 1.2 and 1.3 share, as the judge sees them. */
package dtlskeying.properties.dtls;
