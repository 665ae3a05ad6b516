package dtlskeying.properties.probe;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;

/** Our own end of an SCTP association under the DTLS chunk as the one that is probed. */
final class OurChunks implements Party {
    private static final long TICK = 20;
    private static final long NANOS = 1_000_000;

    private final ChunkEndpoint end;
    private final boolean isTouchy;
    private boolean isToConnect;
    private long ticked;

    /** An end that aborts, if it is touchy, for whatever it should drop. */
    OurChunks(ChunkEndpoint end, boolean isOpening, boolean isTouchy) {
        this.end = end;
        this.isToConnect = isOpening;
        this.isTouchy = isTouchy;
        end.advance(0);
    }

    @Override
    public List<Octets> hear(Octets datagram, long now) {
        boolean isSound = SctpPacket.isSound(datagram.toArray(), datagram.length());
        if (isSound) end.receive(datagram);
        else if (isTouchy) end.abort();
        return take();
    }

    @Override
    public List<Octets> tick(long now) {
        ticked = now;
        if (isToConnect) end.connect();
        isToConnect = false;
        end.advance(now * NANOS);
        return take();
    }

    @Override
    public long deadline() {
        return ticked + TICK;
    }

    private List<Octets> take() {
        var sent = new ArrayList<Octets>();
        boolean isOffended = false;
        for (ChunkEvent event : end.events()) {
            isOffended |= event instanceof ChunkEvent.Dropped;
            if (event instanceof ChunkEvent.Packet(var packet)) sent.add(packet);
        }
        if (!isTouchy || !isOffended) return sent;
        end.abort();
        for (ChunkEvent event : end.events())
            if (event instanceof ChunkEvent.Packet(var packet)) sent.add(packet);
        return sent;
    }
}
