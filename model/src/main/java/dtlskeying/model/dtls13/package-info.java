/**
 * What RFC 9147, with the RFCs that it rests on, permits: one relation a chapter.
 *
 * <p>The tests explore, and fail if a count drifts:
 *
 * <table>
 * <caption>Bounds and counts</caption>
 * <tr><th>chapter</th><th>bounds</th><th>states</th><th>transitions</th></tr>
 * <tr><td>Records, reading</td><td>one end, epochs 0 to 4, one record accepted and one held, 22
 *     inputs in any order</td><td>10,163</td><td>219,631</td></tr>
 * <tr><td>ClientHandshake</td><td>one end, 21 inputs in any order</td>
 *     <td>759</td><td>15,947</td></tr>
 * <tr><td>ServerHandshake</td><td>one end, 2 starts, 16 inputs in any order</td>
 *     <td>229</td><td>3,904</td></tr>
 * <tr><td>KeyUpdate</td><td>one end, 3 updates, or 2 before the last epoch, 8 inputs in any
 *     order</td><td>2,086</td><td>22,167</td></tr>
 * </table>
 *
 * <p>A state of those with one end is a step: what was known, the input, the answer.
 */
package dtlskeying.model.dtls13;
