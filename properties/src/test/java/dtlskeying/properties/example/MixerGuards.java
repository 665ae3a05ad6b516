package dtlskeying.properties.example;

import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.properties.Guard;
import dtlskeying.properties.example.Room.Desk;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.MixerSpec.Claim;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Known bugs in a mixer, and the sentence about it that notices them. */
public final class MixerGuards {
    private static final String LEGS = "a packet of the mixer opens on one leg only";

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    guard(
                            "forwards",
                            "the mixer forwards protected packets as they came",
                            MixerGuards::forwarding),
                    guard(
                            "one-leg",
                            "the mixer protects once, and sends the same packet to everybody",
                            MixerGuards::protectingOnce));

    private MixerGuards() {}

    private static Guard guard(
            String bug, String story, Function<Map<String, SrtpSession>, Desk> sick) {
        return new Guard(bug, story, Set.of(Claim.UNICAST_ONLY), LEGS, () -> violation(sick));
    }

    /** What is wrong with the first packets that a mixer gives, if anything is. */
    static Optional<String> violation(Function<Map<String, SrtpSession>, Desk> middle) {
        Room room = Room.with(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80, middle);
        for (String name : Room.NAMES)
            if (!room.desk().hear(name, room.say(name, 1, (short) 100)))
                return Optional.of(name + " is not heard");
        var packets = room.desk().mix();
        for (String name : Room.NAMES)
            for (String other : Room.NAMES)
                if (room.open(other, packets.get(name)).isPresent() != other.equals(name))
                    return Optional.of(other + " and the packet for " + name);
        return Optional.empty();
    }

    private static Desk forwarding(Map<String, SrtpSession> legs) {
        var last = new HashMap<String, Octets>();
        return new Desk() {
            @Override
            public boolean hear(String participant, Octets srtp) {
                last.put(participant, srtp);
                return true;
            }

            @Override
            public Map<String, Octets> mix() {
                var packets = new LinkedHashMap<String, Octets>();
                for (String name : legs.keySet())
                    packets.put(name, last.get(name.equals("alice") ? "bob" : "alice"));
                return packets;
            }
        };
    }

    private static Desk protectingOnce(Map<String, SrtpSession> legs) {
        Desk healthy = Room.mixer(legs);
        return new Desk() {
            @Override
            public boolean hear(String participant, Octets srtp) {
                return healthy.hear(participant, srtp);
            }

            @Override
            public Map<String, Octets> mix() {
                var packets = new LinkedHashMap<>(healthy.mix());
                packets.replaceAll((name, packet) -> packets.get("alice"));
                return packets;
            }
        };
    }
}
