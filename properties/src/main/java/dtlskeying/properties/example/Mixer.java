package dtlskeying.properties.example;

import static dtlskeying.spec.srtp.PacketKind.RTP;

import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.Ssrc;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * §6: a mixer has one association with each participant. What it hears from one it opens under the
 * keys of that leg; what it says to another it protects under the keys of the other leg. No key and
 * no protected packet ever crosses from one leg to the next.
 *
 * <p>The media are 16-bit samples, network order (L16), which can be added up. What a participant
 * gets is the sum of the others, with their sources as the contributing ones (RFC 3550 §5.1, §7.1).
 *
 * <p>For one thread at a time, as the sessions are.
 */
public final class Mixer {
    private static final int HEADER = 12;
    private static final int VERSION_2 = 0x80;
    private static final int PADDING_OR_EXTENSION = 0x30;
    private static final int MOST_SOURCES = 15;

    private final Ssrc ssrc;
    private final int payloadType;
    private final SequencedMap<String, Leg> legs = new LinkedHashMap<>();
    private int sequence;
    private int time;

    /**
     * A mixer without participants.
     *
     * @param ssrc the source of its own packets
     * @param payloadType of all media, 0 to 127
     */
    public Mixer(Ssrc ssrc, int payloadType) {
        if (payloadType < 0 || payloadType > 127)
            throw new IllegalArgumentException("a payload type has 7 bits, not " + payloadType);
        this.ssrc = ssrc;
        this.payloadType = payloadType;
    }

    /** What was heard last from one participant: its source and its samples. */
    private record Heard(int source, Octets samples) {}

    /** The association with one participant. */
    private static final class Leg {
        private final SrtpSession session;
        private Optional<Heard> heard = Optional.empty();

        Leg(SrtpSession session) {
            if (session.mayProtect(RTP) instanceof SrtpKeyDerivationSpec.Effect.Refused)
                throw new IllegalArgumentException("the handshake with it is not complete");
            this.session = session;
        }
    }

    /**
     * Takes in a participant, of at most 16: a packet has room for 15 contributing sources.
     *
     * @param session our end of the association with it, which has its keys
     * @throws IllegalArgumentException if it has no keys, or another source has our name there
     */
    public void join(String participant, SrtpSession session) {
        if (legs.size() > MOST_SOURCES || legs.containsKey(participant))
            throw new IllegalArgumentException("no room for another " + participant);
        var leg = new Leg(session);
        session.use(ssrc).ifPresent(Mixer::refuse);
        legs.put(participant, leg);
    }

    private static void refuse(Clause clause) {
        throw new IllegalArgumentException("our source cannot send there: " + clause.summary());
    }

    /** Lets a participant go; its last samples go with it. */
    public void leave(String participant) {
        legs.remove(participant);
    }

    /**
     * Hears a packet from a participant; whether it is part of the next mix. It is, if it is
     * authentic on that participant's leg and holds nothing but samples of our payload type.
     */
    public boolean hear(String participant, Octets srtp) {
        Leg leg = leg(participant);
        byte[] packet = srtp.toArray();
        int length = leg.session.unprotect(RTP, packet, 0, packet.length, packet, 0);
        if (length < 0) return false;
        int header = HEADER + 4 * (packet[0] & 0x0f);
        boolean isPlain = (packet[0] & PADDING_OR_EXTENSION) == 0 && (length - header) % 2 == 0;
        if (!isPlain || (packet[1] & 0x7f) != payloadType) return false;
        int source = ByteBuffer.wrap(packet).getInt(8);
        leg.heard = Optional.of(new Heard(source, Octets.of(packet, header, length - header)));
        return true;
    }

    /** One packet for each participant, protected on its own leg, of all that was heard since. */
    public Map<String, Octets> mix() {
        var packets = new LinkedHashMap<String, Octets>();
        legs.forEach((participant, leg) -> packets.put(participant, mixFor(participant, leg)));
        time += longest(legs.values().stream().map(leg -> leg.heard).flatMap(Optional::stream));
        legs.values().forEach(leg -> leg.heard = Optional.empty());
        sequence = sequence + 1 & 0xffff;
        return packets;
    }

    private Octets mixFor(String participant, Leg leg) {
        var others = new ArrayList<Heard>();
        legs.forEach((name, other) -> {
            if (!name.equals(participant)) other.heard.ifPresent(others::add);
        });
        byte[] rtp = packet(others, sum(others));
        byte[] srtp = new byte[rtp.length + leg.session.overhead(RTP)];
        int length = leg.session.protect(RTP, rtp, 0, rtp.length, srtp, 0);
        if (length != srtp.length) throw new AssertionError("a packet of our own is refused");
        return Octets.of(srtp);
    }

    private byte[] packet(List<Heard> sources, short[] samples) {
        int length = HEADER + 4 * sources.size() + 2 * samples.length;
        var packet = ByteBuffer.allocate(length);
        packet.put((byte) (VERSION_2 | sources.size())).put((byte) payloadType);
        packet.putShort((short) sequence).putInt(time).putInt(ssrc.value());
        sources.forEach(each -> packet.putInt(each.source()));
        for (short sample : samples) packet.putShort(sample);
        return packet.array();
    }

    /** Adds up sample by sample; what is too loud is cut off. */
    private static short[] sum(List<Heard> sources) {
        int longest =
                sources.stream().mapToInt(each -> each.samples().length() / 2).max().orElse(0);
        var sum = new int[longest];
        for (Heard each : sources) {
            var samples = ByteBuffer.wrap(each.samples().toArray()).asShortBuffer();
            for (int i = 0; samples.hasRemaining(); i++) sum[i] += samples.get();
        }
        var cut = new short[longest];
        for (int i = 0; i < longest; i++)
            cut[i] = (short) Math.clamp(sum[i], Short.MIN_VALUE, Short.MAX_VALUE);
        return cut;
    }

    /** Samples of the longest packet, 0 for none. */
    private static int longest(Stream<Heard> sources) {
        return sources.mapToInt(each -> each.samples().length() / 2).max().orElse(0);
    }

    private Leg leg(String participant) {
        Leg leg = legs.get(participant);
        if (leg == null) throw new IllegalArgumentException("nobody is called " + participant);
        return leg;
    }
}
