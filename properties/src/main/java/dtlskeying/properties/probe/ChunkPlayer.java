package dtlskeying.properties.probe;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Our end of one SCTP association under the DTLS chunk: an endpoint that keeps the rules, and
 * somebody at its side who can change its packets on their way out, and send some of their own. It
 * opens the association, or waits for a peer that does.
 */
final class ChunkPlayer implements AutoCloseable {
    /** How often the endpoint learns how late it is. */
    private static final long TICK = 20;

    private static final long NANOS = 1_000_000;

    /** How often an offer is drawn again until it is one that a case wants. */
    private static final int DRAWS = 1_000;

    private final Wire wire;
    private final Role peer;
    private final Supplier<ChunkEndpoint> ends;
    private final List<ChunkEvent> events = new ArrayList<>();
    private final List<Octets> heard = new ArrayList<>();
    private final List<Octets> sent = new ArrayList<>();
    private ChunkEndpoint end;
    private Offer wanted = (_, _) -> true;
    private Function<Octets, List<Octets>> way = List::of;
    private boolean isChosen;

    /** Which offers of ours do for a case. */
    interface Offer {
        /**
         * Whether this one does.
         *
         * @param theirs the peer's, none if it is not known yet
         */
        boolean isWanted(Octets own, Octets theirs);
    }

    /**
     * A player.
     *
     * @param peer which end the other one is: the server waits for us
     * @param ends makes our end, each time with another tie breaker
     */
    ChunkPlayer(Wire wire, Role peer, Supplier<ChunkEndpoint> ends) {
        this.wire = wire;
        this.peer = peer;
        this.ends = ends;
        this.end = ends.get();
        end.advance(0);
    }

    /** From here on each packet of the endpoint is replaced by these, in this order. */
    ChunkPlayer saying(Function<Octets, List<Octets>> other) {
        this.way = other;
        return this;
    }

    /** Our packets of that type are replaced by these. */
    ChunkPlayer saying(int type, Function<Octets, List<Octets>> other) {
        return saying(packet ->
                ChunkPackets.type(packet) == type ? other.apply(packet) : List.of(packet));
    }

    /** Our offer is one of those. */
    ChunkPlayer offering(Offer some) {
        this.wanted = some;
        return this;
    }

    /** The type of the packet that has our offer. */
    int ownInit() {
        return isOpening() ? ChunkPackets.INIT : ChunkPackets.INIT_ACK;
    }

    /** The type of the packet that has the peer's. */
    int theirInit() {
        return isOpening() ? ChunkPackets.INIT_ACK : ChunkPackets.INIT;
    }

    boolean isOpening() {
        return peer == Role.SERVER;
    }

    /** Opens the association, if it is ours to open. */
    ChunkPlayer begin() {
        if (isOpening()) choose(ChunkEndpoint::connect, Octets.EMPTY);
        take();
        return this;
    }

    /**
     * Takes the first endpoint that offers what is wanted; its packets are said by {@link #take}.
     */
    private void choose(Consumer<ChunkEndpoint> first, Octets theirs) {
        isChosen = true;
        for (int i = 0; i < DRAWS; i++) {
            first.accept(end);
            var happened = end.events();
            if (isWanted(happened, theirs)) {
                follow(happened);
                return;
            }
            end.close();
            end = ends.get();
            end.advance(wire.now() * NANOS);
        }
        throw new AssertionError("no offer of ours is wanted");
    }

    private boolean isWanted(List<ChunkEvent> happened, Octets theirs) {
        for (ChunkEvent event : happened)
            if (event instanceof ChunkEvent.Packet(var packet)
                    && ChunkPackets.type(packet) == ownInit())
                return wanted.isWanted(ChunkPackets.parameter(packet), theirs);
        return true;
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
        if (!SctpPacket.isSound(packet.toArray(), packet.length())) return;
        boolean isFirst = !isChosen && ChunkPackets.type(packet) == ChunkPackets.INIT;
        if (isFirst) choose(each -> each.receive(packet), ChunkPackets.parameter(packet));
        else end.receive(packet);
        take();
    }

    private void take() {
        follow(end.events());
    }

    private void follow(List<ChunkEvent> happened) {
        for (ChunkEvent event : happened) {
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

    /** Whether a packet has come that starts with a chunk of that type. */
    boolean hasHeard(int type) {
        return heard.stream().anyMatch(ChunkPackets.isOf(type));
    }

    /** The offer of the peer; none as long as none has come, or if it offers nothing. */
    Octets offer() {
        return heard.stream()
                .filter(ChunkPackets.isOf(theirInit()))
                .findFirst()
                .map(ChunkPackets::parameter)
                .orElse(Octets.EMPTY);
    }

    /** The packets that came from the peer, in order. */
    List<Octets> heard() {
        return heard;
    }

    /** The packets that went to the peer, in order. */
    List<Octets> sent() {
        return sent;
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
