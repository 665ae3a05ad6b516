package dtlskeying.impl.chunk;

import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyUse;

import java.util.List;

/**
 * What a key management asks of the SCTP stack of one association
 * (draft-ietf-tsvwg-sctp-dtls-chunk-04 §7.3 to §7.13). {@link KeyManagementSupport} is what it says
 * before there is one (§7.1), and {@link Negotiation} finds what was agreed upon (§7.2).
 *
 * <p>What is refused changes nothing. Whoever implements it for another stack refuses as {@link
 * ChunkProtection} does: by the clause.
 */
public interface ChunkKeying {
    /** What came of a request. */
    sealed interface Outcome {
        /** It is done. */
        record Done() implements Outcome {}

        /** It is not, by this clause. */
        record Refused(Clause clause) implements Outcome {}
    }

    /**
     * How a key was used (§7.10 to §7.12); zeros for a key that is not there.
     *
     * @param sealed chunks that it encrypted
     * @param opened chunks that it decrypted
     * @param failed chunks that it could not decrypt
     * @param replayed chunks that were dropped as seen or too old
     */
    record Uses(long sealed, long opened, long failed, long replayed) {}

    /** The suites that both directions know, best first (§7.3). */
    List<CipherSuite> cipherSuites();

    /**
     * From here on all that leaves is sealed with this key, unless it is a restart key and a
     * primary one is there (§7.4, §7.8). It replaces the key of that use.
     *
     * <p>Refused: an epoch that is not above all that were set for that use, and the restart key of
     * an epoch without its primary key.
     *
     * @throws IllegalArgumentException if the keys have not the lengths of the suite
     */
    Outcome establishSend(KeyUse use, Epoch epoch, CipherSuite suite, TrafficKeys keys);

    /**
     * From here on chunks of that epoch and use can be opened (§7.5); the key of the epoch before
     * last goes.
     *
     * <p>Refused: any epoch but the one after the newest of that use, 3 at first.
     *
     * @throws IllegalArgumentException if the keys have not the lengths of the suite
     */
    Outcome establishReceive(KeyUse use, Epoch epoch, CipherSuite suite, TrafficKeys keys);

    /** The send key of that use goes (§7.6). Refused: if it is not of that epoch. */
    Outcome destroySend(KeyUse use, Epoch epoch);

    /** A receive key goes, with its window (§7.7). Refused: if it is not there. */
    Outcome destroyReceive(KeyUse use, Epoch epoch);

    /**
     * From here on what arrives unprotected is dropped, but INIT and INIT ACK (§7.9). Nothing
     * undoes it. Refused: before the first receive key.
     */
    Outcome requireProtection();

    /** How often the keys of that epoch and use have been used. */
    Uses uses(KeyUse use, Epoch epoch);

    /**
     * The width of the replay windows of keys that are established later (§7.13).
     *
     * @param width 64 to 65,536 numbers, a multiple of 64; it cannot be switched off
     * @throws IllegalArgumentException for any other
     */
    void configureReplayWindow(int width);
}
