package dtlskeying.properties.probe;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.impl.sctp.MemoryStack;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.spec.Role;

/** Our own end that waits for a protected association, good or broken, in memory. */
record OurChunkSubject(Breach breach) implements Subject {
    private static final int PORT = 5001;

    @Override
    public Role role() {
        return Role.SERVER;
    }

    @Override
    public Peer appear() {
        return new Peer() {
            private long opened = 2_000;

            @Override
            public Wire open() {
                var chunks = new OurChunks(end(Entropy.of(opened++)), isTouchy());
                return new MemoryWire(
                        breach instanceof BreachesChunk.Wrapping wrapping
                                ? wrapping.around(chunks)
                                : chunks);
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    private boolean isTouchy() {
        return breach == Breach.TOUCHY;
    }

    private static ChunkEndpoint end(Entropy entropy) {
        var dtls =
                Settings.of(
                                OurSubject.IDENTITY,
                                new Trust.Anyone(),
                                OurSubject.TODAY,
                                SrtpTerms.NONE)
                        .withUpdates(ExtendedUpdates.ON);
        return new ChunkEndpoint(
                new MemoryStack(entropy.child("stack")),
                SctpSettings.of(PORT, 0),
                ChunkSettings.of(dtls),
                entropy);
    }
}
