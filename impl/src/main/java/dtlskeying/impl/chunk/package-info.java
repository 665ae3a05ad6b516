/**
 * DTLS 1.3 key management for the SCTP DTLS chunk (draft-tuexen-tsvwg-dtls-chunk-key-management-00,
 * draft-ietf-tsvwg-sctp-dtls-chunk-04).
 *
 * <p>By section of the first, and of the second where it says so:
 *
 * <ul>
 *   <li>§3, §4, there §5.1: what INIT and INIT ACK settle: {@link
 *       dtlskeying.impl.chunk.Negotiation}
 *   <li>§4: which keys there are: {@link dtlskeying.impl.chunk.ChunkKeyDerivation}
 *   <li>§4, the figure: who sets which key when: {@link dtlskeying.impl.chunk.KeyInstall}
 *   <li>§4: what is dropped after ENFORCE: {@link dtlskeying.impl.chunk.Enforcement}
 *   <li>§5: which receive keys live: {@link dtlskeying.impl.chunk.EpochPruning}
 *   <li>§3, there §4: the operator and what it writes: {@link
 *       dtlskeying.impl.chunk.ChunkProtection}, {@link dtlskeying.impl.chunk.InitPackets}, {@link
 *       dtlskeying.impl.chunk.StateCookies}
 *   <li>there §7: what an SCTP stack offers to key management: {@link
 *       dtlskeying.impl.chunk.ChunkKeying}
 * </ul>
 */
package dtlskeying.impl.chunk;
