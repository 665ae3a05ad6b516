package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.ChunkKey;

/** The bytes of chunk keys, as far as a bug may replace them. */
@FunctionalInterface
interface ChunkKeyCode {
    /** What we do. */
    ChunkKeyCode OURS =
            (suite, exporter, client, server, key) ->
                    new ChunkKeys(suite, exporter, client, server).of(key);

    /**
     * One byte string, by its name.
     *
     * @param client the parameter of the client of the key management, as it was on the wire
     * @param server that of its server
     */
    Secret of(CipherSuite suite, Secret exporter, Octets client, Octets server, ChunkKey key);
}
