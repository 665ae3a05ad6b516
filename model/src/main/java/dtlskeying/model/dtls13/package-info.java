/**
 * What RFC 9147, with the RFCs that it rests on, permits: one relation a chapter.
 *
 * <p>The tests explore, and fail if a count drifts:
 *
 * <table>
 * <caption>Bounds and counts</caption>
 * <tr><th>chapter</th><th>bounds</th><th>states</th><th>transitions</th></tr>
 * <tr><td>Records, reading</td><td>one end, epochs 0 to 4, one record accepted and one held, 22
 *     inputs in any order</td><td>13,263</td><td>286,295</td></tr>
 * <tr><td>ClientHandshake</td><td>one end, 21 inputs in any order</td>
 *     <td>759</td><td>15,947</td></tr>
 * <tr><td>ServerHandshake</td><td>one end, 2 starts, 16 inputs in any order</td>
 *     <td>229</td><td>3,904</td></tr>
 * <tr><td>KeyUpdate</td><td>one end, 3 updates, or 2 before the last epoch, 8 inputs in any
 *     order</td><td>2,086</td><td>22,167</td></tr>
 * <tr><td>Acknowledgement, hearing</td><td>one end, 2 records, 9 inputs in any order</td>
 *     <td>575</td><td>11,566</td></tr>
 * <tr><td>Acknowledgement, saying</td><td>one end, 3 records, 9 inputs in any order</td>
 *     <td>254</td><td>3,135</td></tr>
 * <tr><td>HandshakePair</td><td>two ends, a cookie; drops, repeats, reorders</td>
 *     <td>364</td><td>2,214</td></tr>
 * <tr><td>the same</td><td>no cookie</td><td>358</td><td>2,197</td></tr>
 * <tr><td>the same</td><td>a cookie; and makes up two records without keys, and more with
 *     keys</td><td>34,851</td><td>346,402</td></tr>
 * <tr><td>the same</td><td>no cookie</td><td>31,451</td><td>319,737</td></tr>
 * <tr><td>KeyUpdatePair</td><td>two ends, 2 updates and 1 that may cross; drops, repeats,
 *     reorders</td><td>22,781</td><td>235,643</td></tr>
 * <tr><td>ExtendedKeyUpdate</td><td>one end, 2 updates, or 1 before the last epoch, 53 inputs in any
 *     order</td><td>6,743</td><td>533,045</td></tr>
 * <tr><td>ExtendedKeyUpdatePair</td><td>two ends, 2 updates and 1 that may cross, answered at once
 *     or later; drops, repeats, reorders, forges</td><td>37,805</td><td>405,158</td></tr>
 * <tr><td>CompromisedPair</td><td>two ends, an update each; the memory of one is read once, the
 *     network is the reader's</td><td>289</td><td>682</td></tr>
 * <tr><td>the same</td><td>one update; he makes four records too; ends authenticate again</td>
 *     <td>49,265</td><td>179,041</td></tr>
 * </table>
 *
 * <p>Of drops, repetitions and delays there is no limit.
 *
 * <p>A state of those with one end is a step: what was known, the input, the answer.
 */
package dtlskeying.model.dtls13;
