package dtlskeying.impl.endpoint;

import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.SSRC_TABLE_MAPS_TO_ASSOCIATIONS;

import dtlskeying.impl.srtp.FirstBytes;
import dtlskeying.impl.srtp.SsrcMapping;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;
import dtlskeying.spec.srtp.SsrcMappingSpec.Limits;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * §5.1.2: one local host and port that several associations share, without sockets. DTLS belongs to
 * the association with the address that it comes from; a packet of media belongs to that of its
 * source, by {@link SsrcMapping}, wherever it comes from.
 *
 * <p>Times are milliseconds, from any origin, never running backwards. For one thread at a time.
 */
public final class SharedPort {
    /** How many packets of unknown sources wait for their turn under a flood. */
    private static final int WAITING = 64;

    private static final long SECOND = 1000;

    private final Function<Octets, SrtpEndpoint> newcomers;
    private final Map<Integer, Flow> flows = new TreeMap<>();
    private final Queue<Packet> waiting = new ArrayDeque<>();
    private List<Told> told = new ArrayList<>();
    private SsrcMapping mapping;
    private int latest;
    private long aged;

    /** An association and whom it is with. */
    private record Flow(int number, Octets peer, SrtpEndpoint endpoint) {}

    /** A packet of media that has come. */
    private record Packet(Octets from, Ssrc source, Octets bytes) {}

    /** Something that has happened. */
    public sealed interface Told {
        /**
         * An association has done something.
         *
         * @param association its number, from 1; 0 for that with a stranger, which is not kept
         * @param peer whom it is with
         */
        record Of(int association, Octets peer, EndpointEvent event) implements Told {}

        /** The table of sources has changed, or has dropped a packet. */
        record Mapped(Effect effect) implements Told {}
    }

    /**
     * A port without associations.
     *
     * @param newcomers makes a server's end for a client with that address; its time is this port's
     */
    public SharedPort(Function<Octets, SrtpEndpoint> newcomers, Limits limits) {
        this.newcomers = newcomers;
        this.mapping = SsrcMapping.start(limits);
    }

    /**
     * Takes a datagram.
     *
     * @param from any bytes that name the address it comes from
     */
    public List<Told> arrive(Octets from, Octets datagram, long now) {
        age(now);
        switch (FirstBytes.FIGURE_7.pathOf(datagram)) {
            case FirstBytes.Path.Media _ ->
                    source(datagram)
                            .ifPresent(source -> media(new Packet(from, source, datagram), now));
            case FirstBytes.Path.Dtls _ ->
                    take(flowOf(from), new AssociationSpec.Input.Datagram(datagram, now));
            case FirstBytes.Path _ -> {}
        }
        return all();
    }

    /** Nothing else waits: one packet of an unknown source has its turn, if there is any. */
    public List<Told> turn(long now) {
        age(now);
        Packet packet = waiting.poll();
        if (packet != null) map(new Input.Turn(packet.source(), opener(packet, now)));
        return all();
    }

    /** It is that late. */
    public List<Told> tick(long now) {
        age(now);
        for (Flow flow : List.copyOf(flows.values()))
            take(flow, new AssociationSpec.Input.Tick(now));
        return all();
    }

    /** When the next tick is due; {@link Long#MAX_VALUE} if none is. */
    public long deadline() {
        return flows.values().stream()
                .mapToLong(flow -> flow.endpoint().deadline())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** The end of an association that is neither closed nor unknown. */
    public Optional<SrtpEndpoint> association(int number) {
        return Optional.ofNullable(flows.get(number)).map(Flow::endpoint);
    }

    /** Lets a source of this port send as that one to an association that there is. */
    public Optional<Clause> use(int association, Ssrc ssrc) {
        var step = mapping.on(new Input.Use(ssrc));
        if (step.effects().getFirst() instanceof Effect.Refused(var clause))
            return Optional.of(clause);
        mapping = step.state();
        return flows.get(association).endpoint().use(ssrc);
    }

    /** Sends a packet to the peer of an association that there is. */
    public List<Told> send(int association, PacketKind kind, Octets packet, long now) {
        age(now);
        Flow flow = flows.get(association);
        tell(flow, flow.endpoint().send(kind, packet, now));
        return all();
    }

    /** Closes an association that there is: its sources are forgotten. */
    public List<Told> close(int association, long now) {
        age(now);
        take(flows.get(association), new AssociationSpec.Input.Close(now));
        return all();
    }

    private List<Told> all() {
        var before = told;
        told = new ArrayList<>();
        return before;
    }

    private void age(long now) {
        long seconds = (now - aged) / SECOND;
        if (seconds <= 0) return;
        aged += seconds * SECOND;
        map(new Input.Passed((int) Math.min(seconds, Integer.MAX_VALUE)));
    }

    private Flow flowOf(Octets from) {
        for (Flow flow : flows.values()) if (flow.peer().equals(from)) return flow;
        return new Flow(0, from, newcomers.apply(from));
    }

    /** A stranger becomes a flow once it has shown that it can be reached. */
    private void take(Flow flow, AssociationSpec.Input input) {
        var events = flow.endpoint().on(input);
        boolean isNew = flow.number() == 0 && !flow.endpoint().association().isIdle();
        var known = isNew ? new Flow(++latest, flow.peer(), flow.endpoint()) : flow;
        if (isNew) flows.put(known.number(), known);
        tell(known, events);
        if (known.endpoint().association().isOver() && flows.remove(known.number()) != null)
            map(new Input.Closed(known.number()));
    }

    private void tell(Flow flow, List<EndpointEvent> events) {
        for (EndpointEvent event : events) {
            told.add(new Told.Of(flow.number(), flow.peer(), event));
            if (event instanceof EndpointEvent.Keyed(_, var handshake, _)
                    && handshake.handshake() == 1) map(new Input.Opened(flow.number()));
        }
    }

    private void media(Packet packet, long now) {
        boolean fromPeer =
                flows.values().stream().anyMatch(flow -> flow.peer().equals(packet.from()));
        if (!mapping.postpones(packet.source(), fromPeer))
            map(new Input.Arrived(packet.source(), fromPeer, opener(packet, now)));
        else if (waiting.size() < WAITING) waiting.add(packet);
        else told.add(new Told.Mapped(new Effect.Discarded(SSRC_TABLE_MAPS_TO_ASSOCIATIONS)));
    }

    /** Tries the packet with each association that it may belong to; 0 if none opens it. */
    private int opener(Packet packet, long now) {
        for (int number : mapping.candidates(packet.source())) {
            var events = flows.get(number).endpoint().tryMedia(packet.bytes(), now);
            if (events.isEmpty()) continue;
            tell(flows.get(number), events);
            return number;
        }
        return 0;
    }

    private void map(Input input) {
        var step = mapping.on(input);
        mapping = step.state();
        for (Effect effect : step.effects())
            if (!(effect instanceof Effect.Tried)) told.add(new Told.Mapped(effect));
    }

    /** The source that a packet names, RFC 3550 §5.1 and §6.4.1; none if it is too short. */
    private static Optional<Ssrc> source(Octets packet) {
        int at = FirstBytes.kindOf(packet) == PacketKind.RTP ? 8 : 4;
        return packet.length() < at + 4
                ? Optional.empty()
                : Optional.of(new Ssrc(ByteBuffer.wrap(packet.toArray()).getInt(at)));
    }
}
