package dtlskeying.properties.probe;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Our end of one SCTP association under the DTLS chunk: an endpoint that keeps the rules, and
 * somebody at its side who can change its packets on their way out, and send some of their own.
 */
final class ChunkPlayer implements AutoCloseable {
    /** How often the endpoint learns how late it is. */
    private static final long TICK = 20;

    private static final long NANOS = 1_000_000;

    private final Wire wire;
    private final ChunkEndpoint end;
    private final List<ChunkEvent> events = new ArrayList<>();
    private final List<Octets> heard = new ArrayList<>();
    private final List<Octets> sent = new ArrayList<>();
    private Function<Octets, List<Octets>> way = List::of;

    ChunkPlayer(Wire wire, ChunkEndpoint end) {
        this.wire = wire;
        this.end = end;
        end.advance(0);
    }

    /** From here on each packet of the endpoint is replaced by these, in this order. */
    ChunkPlayer saying(Function<Octets, List<Octets>> other) {
        this.way = other;
        return this;
    }

    /** Opens the association. */
    ChunkPlayer connect() {
        end.connect();
        take();
        return this;
    }

    /** Sends a packet of one's own. */
    void say(Octets packet) {
        sent.add(packet);
        wire.send(packet);
    }

    /** Lets time pass, and packets, until something is so, for so many milliseconds at most. */
    boolean until(BooleanSupplier so, long millis) {
        long until = wire.now() + millis;
        while (!so.getAsBoolean()) {
            Stopped.check();
            if (wire.now() >= until) return false;
            wire.receive(Math.min(until, wire.now() + TICK)).ifPresent(this::arrived);
            end.advance(wire.now() * NANOS);
            take();
        }
        return true;
    }

    private void arrived(Octets packet) {
        heard.add(packet);
        if (SctpPacket.isSound(packet.toArray(), packet.length())) end.receive(packet);
        take();
    }

    private void take() {
        for (ChunkEvent event : end.events()) {
            events.add(event);
            if (event instanceof ChunkEvent.Packet(var packet))
                way.apply(packet).forEach(this::say);
        }
    }

    /** Whether a message gets there, and its receipt back, in so many milliseconds. */
    boolean delivers(Octets text, long millis) {
        int before = events.size();
        end.send(new UserMessage(0, 51, text));
        take();
        return until(
                () ->
                        events.subList(before, events.size()).stream()
                                .anyMatch(ChunkEvent.SenderDry.class::isInstance),
                millis);
    }

    /** Whether both ends send under their keys, as far as this end can know. */
    boolean isSettled() {
        return has(ChunkEvent.Settled.class);
    }

    /** Whether the association is over. */
    boolean isDown() {
        return has(ChunkEvent.Down.class);
    }

    boolean has(Class<? extends ChunkEvent> kind) {
        return events.stream().anyMatch(kind::isInstance);
    }

    /** The packets that came from the peer, in order. */
    List<Octets> heard() {
        return heard;
    }

    /** The packets that went to the peer, in order. */
    List<Octets> sent() {
        return sent;
    }

    boolean isGone() {
        return wire.isGone();
    }

    @Override
    public void close() {
        way = List::of;
        end.abort();
        take();
        end.close();
        wire.close();
    }
}
