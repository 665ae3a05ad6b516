/**
 * What draft-ietf-avt-dtls-srtp-03 permits, one relation a chapter, written from the text alone.
 *
 * <p>The tests explore, and fail if a count drifts:
 *
 * <table>
 * <caption>Bounds and counts</caption>
 * <tr><th>chapter</th><th>bounds</th><th>states</th><th>transitions</th></tr>
 * <tr><td>UseSrtp</td><td>one end, 24 starts, 17 inputs in any order</td>
 *     <td>1,250</td><td>22,172</td></tr>
 * <tr><td>PacketDemux</td><td>one end, 3 records, 2 further ranges, 59 inputs in any order</td>
 *     <td>8,931</td><td>570,804</td></tr>
 * <tr><td>SrtpKeyDerivation</td><td>two ends, two handshakes, packets late without limit</td>
 *     <td>7,609</td><td>68,404</td></tr>
 * <tr><td>SrtpTransform</td><td>one end, 2 starts, 3 packets, 18 inputs in any order</td>
 *     <td>4,338</td><td>74,553</td></tr>
 * <tr><td>KeyLifetime</td><td>one end, 3 packets a key, 7 inputs in any order</td>
 *     <td>3,140</td><td>25,210</td></tr>
 * <tr><td>KeySets</td><td>one end, 3 handshakes, 2 packets, 33 inputs in any order</td>
 *     <td>31,910</td><td>2,336,443</td></tr>
 * <tr><td>SsrcMapping</td><td>one endpoint, 2 associations, 2 sources, 10 inputs in any order</td>
 *     <td>4,053</td><td>55,742</td></tr>
 * <tr><td>the same</td><td>1 association, 3 failures of a source, 10 inputs in any order</td>
 *     <td>8,737</td><td>138,729</td></tr>
 * <tr><td>AlertReplay</td><td>one end, 4 alerts of 3 epochs, 21 inputs in any order</td>
 *     <td>12,432</td><td>295,559</td></tr>
 * <tr><td>ChannelSetup</td><td>a client, 2 channels, 3 handshakes, 21 inputs in any order</td>
 *     <td>33,586</td><td>728,327</td></tr>
 * <tr><td>the same</td><td>a server, 2 channels, 21 inputs in any order</td>
 *     <td>44,812</td><td>1,006,329</td></tr>
 * <tr><td>ChannelsPair</td><td>two ends, 3 channels, one handshake given up</td>
 *     <td>9,642</td><td>73,290</td></tr>
 * <tr><td>the same</td><td>sessions without names</td>
 *     <td>1,948</td><td>13,010</td></tr>
 * <tr><td>MediaOverRekeys</td><td>3 handshakes, 3 packets late by less than the lifetime</td>
 *     <td>681</td><td>2,280</td></tr>
 * </table>
 *
 * <p>A state of those with one end is a step: what was known, the input, the answer.
 */
package dtlskeying.model.srtp;
