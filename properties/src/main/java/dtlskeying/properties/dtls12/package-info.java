/** DTLS 1.2 as the judge sees it. */
package dtlskeying.properties.dtls12;
