/**
 * What draft-tuexen-tsvwg-dtls-chunk-key-management-00 permits, one relation a chapter, written
 * from the text alone.
 *
 * <p>The tests explore, and fail if a count drifts:
 *
 * <table>
 * <caption>Bounds and counts</caption>
 * <tr><th>chapter</th><th>bounds</th><th>states</th><th>transitions</th></tr>
 * <tr><td>Negotiation</td><td>a strict end, 2 offers of its own, 4 of its peer, 34 inputs in any
 *     order</td><td>239</td><td>8,126</td></tr>
 * <tr><td>the same</td><td>a loose end</td>
 *     <td>481</td><td>16,490</td></tr>
 * <tr><td>NegotiationPair</td><td>two strict ends, either or both open, an attacker who makes up 2
 *     INITs or INIT ACKs and keeps all that was sent</td><td>82,942</td><td>233,086</td></tr>
 * <tr><td>the same</td><td>a strict end and a loose one</td>
 *     <td>83,556</td><td>235,105</td></tr>
 * <tr><td>ChunkKeyDerivation</td><td>one end, 6 epochs, 4 agreements, 11 inputs in any order</td>
 *     <td>320</td><td>3,520</td></tr>
 * <tr><td>KeyInstall</td><td>one end, 3 epochs of each use, 21 inputs in any order</td>
 *     <td>2,593</td><td>72,209</td></tr>
 * <tr><td>KeyInstallPair</td><td>two ends, any packet lost, one copy of each on its way</td>
 *     <td>114</td><td>472</td></tr>
 * <tr><td>KeyOrderPair</td><td>a whole handshake in the recovered order, any packet lost, one copy
 *     of each on its way</td><td>20,694</td><td>188,177</td></tr>
 * <tr><td>Enforcement</td><td>one end, without a bound, 16 inputs in any order</td>
 *     <td>103</td><td>1,771</td></tr>
 * <tr><td>EpochPruning</td><td>one end, 5 primary epochs and 1 for a restart, 23 inputs in any
 *     order</td><td>3,246</td><td>74,486</td></tr>
 * <tr><td>the same</td><td>as recommended</td>
 *     <td>1,274</td><td>28,485</td></tr>
 * <tr><td>ProtectedPair</td><td>install, enforcement and pruning at both ends, 10 epochs, any packet
 *     lost, one copy of each on its way</td><td>4,391</td><td>28,487</td></tr>
 * <tr><td>the same</td><td>with an attacker</td>
 *     <td>4,725</td><td>29,439</td></tr>
 * <tr><td>the same</td><td>3 epochs, an attacker, two copies of each on their way</td>
 *     <td>44,068</td><td>484,362</td></tr>
 * <tr><td>KeyUpdate</td><td>one end, 4 epochs, keys that bear little, 23 inputs in any order</td>
 *     <td>28,586</td><td>1,071,737</td></tr>
 * <tr><td>KeyUpdatePair</td><td>two ends, 10 epochs, requests that cross, any packet lost, data on its
 *     way</td><td>2,429</td><td>13,058</td></tr>
 * <tr><td>ChunkProtection</td><td>one operator, 2 send epochs, 5 receive epochs, 1 for a restart, a
 *     window of 2, 2 chunks and 1 failure a key, 22 inputs in any order</td>
 *     <td>102,740</td><td>2,199,478</td></tr>
 * </table>
 *
 * <p>A state of those with one end is a step: what was known, the input, the answer.
 */
package dtlskeying.model.chunk;
