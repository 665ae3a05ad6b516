package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.LABEL;

import dtlskeying.impl.crypto.Aead;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.ChunkKey;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Part;
import dtlskeying.spec.chunk.KeyUse;

/**
 * §4: the bytes of chunk keys.
 *
 * @param suite the one that the DTLS connection negotiated
 * @param exporter the exporter secret of the epoch, as long as the suite's hash
 * @param client the parameter of the client of the key management: header and value, no padding
 * @param server that of its server
 */
public record ChunkKeys(CipherSuite suite, Secret exporter, Octets client, Octets server) {
    /**
     * Keys from a secret.
     *
     * @throws IllegalArgumentException if the secret is not as long as the suite's hash
     */
    public ChunkKeys {
        if (exporter.length() != suite.hash().length())
            throw new IllegalArgumentException(
                    "%s has exporter secrets of %d bytes, not %d"
                            .formatted(suite, suite.hash().length(), exporter.length()));
    }

    /** One byte string, by its name. */
    @Cites({"dtls-chunk/4/b", "dtls-chunk/4/i"})
    public Secret of(ChunkKey key) {
        return KeySchedule.of(suite)
                .export(exporter, LABEL, context(key, client, server), length(key.part()));
    }

    /** All that protects what one end writes in one epoch and use. */
    public TrafficKeys of(Epoch epoch, Role writer, KeyUse use) {
        return new TrafficKeys(
                of(new ChunkKey(epoch, writer, use, Part.KEY)),
                of(new ChunkKey(epoch, writer, use, Part.IV)),
                of(new ChunkKey(epoch, writer, use, Part.NUMBER_KEY)));
    }

    private int length(Part part) {
        return switch (part) {
            case KEY, NUMBER_KEY -> suite.aead().keyLength();
            case IV -> Aead.NONCE_LENGTH;
        };
    }

    /** Direction, use, part, epoch, and both parameters as they were on the wire. */
    @Cites({"sctp-dtls-chunk/6/b", "dtls-chunk/4/h"})
    static Octets context(ChunkKey key, Octets client, Octets server) {
        return new WireWriter()
                .uint8(key.writer().ordinal())
                .uint8(key.use().ordinal())
                .uint8(key.part().ordinal())
                .uint16(0)
                .uint48(key.epoch().number())
                .bytes(client)
                .bytes(server)
                .toOctets();
    }
}
