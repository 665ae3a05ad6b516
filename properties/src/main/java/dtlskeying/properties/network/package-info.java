/**
 * A network between two parties, in virtual time: it loses, delays, reorders and duplicates
 * datagrams as a schedule says, and the same schedule does the same again.
 */
package dtlskeying.properties.network;
