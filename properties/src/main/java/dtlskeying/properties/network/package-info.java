/**
 * A network between two parties, in virtual time: it loses, delays, reorders and duplicates
 * datagrams as {@link dtlskeying.properties.network.Fates} say, and the same fates do the same
 * again.
 */
package dtlskeying.properties.network;
