package dtlskeying.properties.bench;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.impl.sctp.SctpAssociation;
import dtlskeying.impl.sctp.SctpEvent;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.SctpStack;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Octets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One end of an association that is measured, protected or not. */
abstract sealed class SctpSide implements AutoCloseable {
    private long received;

    /** One that nothing protects. */
    static SctpSide plain(SctpStack stack, SctpSettings settings) {
        return new Plain(stack.associate(settings));
    }

    /** One under keys from DTLS 1.3. */
    static SctpSide safe(SctpStack stack, SctpSettings settings, String name) {
        var entropy = Entropy.of(name.hashCode());
        var identity = Identity.demonstration(name, entropy, KeyKind.EC_P256);
        var today = Instant.parse("2026-01-01T00:00:00Z");
        var dtls = Settings.of(identity, new Trust.Anyone(), today, SrtpTerms.NONE);
        return new Safe(new ChunkEndpoint(stack, settings, ChunkSettings.of(dtls), entropy));
    }

    abstract void connect();

    abstract boolean isOpen();

    abstract boolean send(UserMessage message);

    abstract void receive(Octets packet);

    abstract void advance(long nanos);

    /** Packets to the peer; what else has happened is taken note of. */
    abstract List<Octets> packets();

    @Override
    public abstract void close();

    /** Bytes of messages. */
    long received() {
        return received;
    }

    void note(UserMessage message) {
        received += message.bytes().length();
    }

    private static final class Plain extends SctpSide {
        private final SctpAssociation association;
        private boolean up;

        Plain(SctpAssociation association) {
            this.association = association;
        }

        @Override
        void connect() {
            association.connect();
        }

        @Override
        boolean isOpen() {
            return up;
        }

        @Override
        boolean send(UserMessage message) {
            return association.send(message);
        }

        @Override
        void receive(Octets packet) {
            association.receive(packet);
        }

        @Override
        void advance(long nanos) {
            association.advance(nanos);
        }

        @Override
        List<Octets> packets() {
            var packets = new ArrayList<Octets>();
            for (var event : association.events()) {
                if (event instanceof SctpEvent.Packet(var packet)) packets.add(packet);
                if (event instanceof SctpEvent.Received(var message)) note(message);
                if (event instanceof SctpEvent.Up) up = true;
            }
            return packets;
        }

        @Override
        public void close() {
            association.close();
        }
    }

    private static final class Safe extends SctpSide {
        private final ChunkEndpoint end;

        Safe(ChunkEndpoint end) {
            this.end = end;
        }

        @Override
        void connect() {
            end.connect();
        }

        @Override
        boolean isOpen() {
            return end.isProtected();
        }

        @Override
        boolean send(UserMessage message) {
            return end.send(message) == ChunkEndpoint.Sending.TAKEN;
        }

        @Override
        void receive(Octets packet) {
            end.receive(packet);
        }

        @Override
        void advance(long nanos) {
            end.advance(nanos);
        }

        @Override
        List<Octets> packets() {
            var packets = new ArrayList<Octets>();
            for (var event : end.events()) {
                if (event instanceof ChunkEvent.Packet(var packet)) packets.add(packet);
                if (event instanceof ChunkEvent.Received(var message)) note(message);
            }
            return packets;
        }

        @Override
        public void close() {
            end.close();
        }
    }
}
