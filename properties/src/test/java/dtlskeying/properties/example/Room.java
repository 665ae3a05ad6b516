package dtlskeying.properties.example;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Three participants around something that mixes.
 *
 * @param desk what stands in the middle
 * @param clients the participants' ends
 */
record Room(Desk desk, Map<String, SrtpSession> clients) {
    static final int PAYLOAD_TYPE = 96;
    static final Ssrc MIXER = new Ssrc(0x01020304);
    static final List<String> NAMES = List.of("alice", "bob", "carol");

    /** What hears packets and gives one to each participant. */
    interface Desk {
        boolean hear(String participant, Octets srtp);

        Map<String, Octets> mix();
    }

    /** Our mixer with these legs. */
    static Desk mixer(Map<String, SrtpSession> legs) {
        var mixer = new Mixer(MIXER, PAYLOAD_TYPE);
        legs.forEach(mixer::join);
        return new Desk() {
            @Override
            public boolean hear(String participant, Octets srtp) {
                return mixer.hear(participant, srtp);
            }

            @Override
            public Map<String, Octets> mix() {
                return mixer.mix();
            }
        };
    }

    /** A room in which each leg has keys of its own. */
    static Room with(ProtectionProfile profile, Function<Map<String, SrtpSession>, Desk> middle) {
        var clients = new HashMap<String, SrtpSession>();
        var legs = new LinkedHashMap<String, SrtpSession>();
        for (String name : NAMES) {
            clients.put(name, end(Role.CLIENT, profile, name));
            legs.put(name, end(Role.SERVER, profile, name));
        }
        return new Room(middle.apply(legs), clients);
    }

    private static SrtpSession end(Role role, ProtectionProfile profile, String leg) {
        var session = new SrtpSession(role, SessionSettings.of(Media.RTP_ONLY));
        var entropy = Entropy.of(7).child(leg);
        session.completed(
                1,
                profile,
                Mki.NONE,
                (label, length) -> Secret.of(entropy.bytes(label, length)),
                0);
        if (role == Role.CLIENT) session.use(new Ssrc(source(leg)));
        return session;
    }

    /** The source that a participant sends from. */
    static int source(String name) {
        return name.hashCode();
    }

    /** A packet of a participant, protected on its own leg. */
    Octets say(String name, int sequence, short... samples) {
        return protect(name, rtp(sequence, source(name), samples));
    }

    /** An RTP packet with these samples. */
    static byte[] rtp(int sequence, int source, short... samples) {
        var packet = ByteBuffer.allocate(12 + 2 * samples.length);
        packet.put((byte) 0x80).put((byte) PAYLOAD_TYPE).putShort((short) sequence);
        packet.putInt(sequence * samples.length).putInt(source);
        for (short sample : samples) packet.putShort(sample);
        return packet.array();
    }

    /** Any packet, protected on the leg of a participant. */
    Octets protect(String name, byte[] rtp) {
        var session = clients.get(name);
        byte[] srtp = new byte[rtp.length + session.overhead(PacketKind.RTP)];
        int length = session.protect(PacketKind.RTP, rtp, 0, rtp.length, srtp, 0);
        if (length != srtp.length) throw new AssertionError("not protected: " + length);
        return Octets.of(srtp);
    }

    /** The packet as a participant opens it; nothing if it cannot. */
    Optional<Octets> open(String name, Octets srtp) {
        byte[] packet = srtp.toArray();
        int length =
                clients.get(name).unprotect(PacketKind.RTP, packet, 0, packet.length, packet, 0);
        return length < 0 ? Optional.empty() : Optional.of(Octets.of(packet, 0, length));
    }
}
