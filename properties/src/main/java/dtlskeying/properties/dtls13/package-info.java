/** The chapters of DTLS 1.3 as the judge sees them. */
package dtlskeying.properties.dtls13;
