/** One endpoint for DTLS 1.2 and 1.3. */
package dtlskeying.properties.versions;
