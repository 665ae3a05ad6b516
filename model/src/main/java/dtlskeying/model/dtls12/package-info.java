/**
 * The DTLS 1.2 handshake as far as it concerns SRTP, and what an attacker can make of it.
 *
 * <p>{@code HandshakePairTest} explores, and fails if a count drifts:
 *
 * <table>
 * <caption>Bounds and counts</caption>
 * <tr><th>settings</th><th>attacker</th><th>states</th><th>transitions</th></tr>
 * <tr><td>36, nobody gives up</td><td>drops, repeats, delays</td>
 *     <td>8,022</td><td>61,716</td></tr>
 * <tr><td>1 (two profiles, an MKI)</td><td>the same, and rewrites one hello in one of six ways</td>
 *     <td>13,696</td><td>131,616</td></tr>
 * </table>
 *
 * <p>Of drops, repetitions and delays there is no limit.
 */
package dtlskeying.model.dtls12;
