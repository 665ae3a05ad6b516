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

/**
 * Our own end of a protected association, good or broken, in memory: a server waits for one, a
 * client opens it.
 */
record OurChunkSubject(Role role, Breach breach) implements Subject {
    private static final int WAITING_PORT = 5001;
    private static final int OPENING_PORT = 5000;

    @Override
    public Peer appear() {
        return new Peer() {
            private long opened = 2_000;

            @Override
            public Wire open() {
                var end = end(Entropy.of(opened++));
                var chunks = new OurChunks(end, role == Role.CLIENT, isTouchy());
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

    private ChunkEndpoint end(Entropy entropy) {
        var dtls =
                Settings.of(
                                OurSubject.IDENTITY,
                                new Trust.Anyone(),
                                OurSubject.TODAY,
                                SrtpTerms.NONE)
                        .withUpdates(ExtendedUpdates.ON);
        var sctp =
                switch (role) {
                    case CLIENT -> SctpSettings.of(OPENING_PORT, WAITING_PORT);
                    case SERVER -> SctpSettings.of(WAITING_PORT, 0);
                };
        return new ChunkEndpoint(
                new MemoryStack(entropy.child("stack")), sctp, ChunkSettings.of(dtls), entropy);
    }
}
