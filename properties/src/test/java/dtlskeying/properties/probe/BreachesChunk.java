package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.spec.Octets;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** For every case of the DTLS chunk a way to be broken that it has to accuse. */
final class BreachesChunk {
    private static final String GOOD = "8006000a1234567807" + "01";
    private static final String SAME_TIE_BREAKER = "8006000a11111111" + "0701";
    private static final Map<String, Breach> NAMED = named();

    private BreachesChunk() {}

    /** A breach that needs no association of DTLS to wrap. */
    record Wrapping(
            Function<Octets, List<Octets>> incoming, Function<Octets, List<Octets>> outgoing)
            implements Breach {
        @Override
        public Party of(DtlsAssociation association) {
            throw new IllegalStateException("this wraps an SCTP association");
        }

        Party around(Party party) {
            return new Breach.Wrapped(party, incoming, outgoing);
        }
    }

    static Breach of(ProbeCase each) {
        return NAMED.getOrDefault(each.id(), Breach.TOUCHY);
    }

    private static Map<String, Breach> named() {
        var breaches = new HashMap<String, Breach>();
        breaches.put("good-association", deafTo(_ -> true));
        breaches.put("all-protected", saying(BreachesChunk::withHeartbeat));
        breaches.put("tie-breaker-is-new", saying(BreachesChunk::withSameTieBreaker));
        for (String id :
                List.of(
                        "no-offer",
                        "no-common-method",
                        "no-method",
                        "no-role",
                        "two-offers",
                        "offer-cut-short")) breaches.put(id, hearing(BreachesChunk::repaired));
        breaches.put("larger-tie-breaker", deafTo(_ -> true));
        breaches.put("smaller-tie-breaker", deafTo(_ -> true));
        breaches.put("equal-tie-breakers", hearing(BreachesChunk::repaired));
        breaches.put("offer-changed-on-the-way", hearing(BreachesChunk::turnedBack));
        breaches.put("cookie-damaged", deafTo(ChunkPackets.isOf(ChunkPackets.COOKIE_ECHO)));
        breaches.put("no-sctp", deafTo(_ -> true));
        for (String id : List.of("chunk-replayed", "plain-heartbeat"))
            breaches.put(id, Breach.TOUCHY);
        return breaches;
    }

    private static Breach hearing(Function<Octets, List<Octets>> incoming) {
        return new Wrapping(incoming, List::of);
    }

    private static Breach saying(Function<Octets, List<Octets>> outgoing) {
        return new Wrapping(List::of, outgoing);
    }

    private static Breach deafTo(Predicate<Octets> lost) {
        return hearing(packet -> lost.test(packet) ? List.of() : List.of(packet));
    }

    private static List<Octets> repaired(Octets packet) {
        return isOfOffer(packet) ? List.of(ChunkPackets.offering(packet, GOOD)) : List.of(packet);
    }

    private static List<Octets> withSameTieBreaker(Octets packet) {
        return isOfOffer(packet)
                ? List.of(ChunkPackets.offering(packet, SAME_TIE_BREAKER))
                : List.of(packet);
    }

    /** What somebody has done to the last bit of the tie breaker is undone. */
    private static List<Octets> turnedBack(Octets packet) {
        if (!isOfOffer(packet)) return List.of(packet);
        byte[] parameter = ChunkPackets.parameter(packet).toArray();
        parameter[7] ^= 1;
        return List.of(ChunkPackets.offering(packet, Octets.of(parameter).toHex()));
    }

    private static boolean isOfOffer(Octets packet) {
        int type = ChunkPackets.type(packet);
        return type == ChunkPackets.INIT || type == ChunkPackets.INIT_ACK;
    }

    private static List<Octets> withHeartbeat(Octets packet) {
        return ChunkPackets.type(packet) == ChunkPackets.DTLS
                ? List.of(packet, ChunkPackets.of(packet, "0400000c0001000801020304"))
                : List.of(packet);
    }
}
