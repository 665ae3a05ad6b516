package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.PacketKind.RTP;

import dtlskeying.impl.srtp.SrtpLimits;
import dtlskeying.properties.Guard;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpTransformSpec.Claim;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Known bugs in what an end remembers from packet to packet: our sender and receiver, wrapped. */
public final class StreamGuards {
    private static final ProtectionProfile PROFILE = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
    private static final String LIFETIME = "P38 LifetimeStopsBothDirections";
    private static final String SOURCES = "P19 SrtpAcceptAtMostOnce, for each source";

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    new Guard(
                            "X20",
                            "a key is used for one packet more than its lifetime",
                            Set.of(Claim.KEY_STOPS_AT_ITS_LIFETIME),
                            LIFETIME,
                            () -> livesTooLong(limit -> limited(limit + 1))),
                    new Guard(
                            "all-sources",
                            "one replay list serves all sources",
                            Set.of(Claim.CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION),
                            SOURCES,
                            () -> mixesSources(StreamGuards::withOneList)));

    private StreamGuards() {}

    /** A sender and a receiver whose key lives for so many packets. */
    static SrtpPair limited(long packets) {
        return SrtpPair.of(PROFILE, Mki.NONE, new SrtpLimits(8, packets));
    }

    /** A receiver, as the question whether it opens an SRTP packet. */
    static Predicate<byte[]> receiver() {
        SrtpPair pair = SrtpPair.of(PROFILE, Mki.NONE);
        return packet -> pair.tryOpen(RTP, packet, new byte[packet.length]) >= 0;
    }

    /** Whether a key that may protect three packets of a kind protects or opens a fourth. */
    static Optional<String> livesTooLong(LongFunction<SrtpPair> ends) {
        for (PacketKind kind : PacketKind.values()) {
            SrtpPair fresh = SrtpPair.of(PROFILE, Mki.NONE);
            SrtpPair pair = ends.apply(3);
            for (int i = 0; i < 4; i++) {
                byte[] packet = kind == RTP ? SrtpPair.rtp(i) : SrtpPair.rtcp(0);
                boolean alive = i < 3;
                boolean sent = pair.tryProtect(kind, packet, new byte[90]) >= 0;
                byte[] arrival = fresh.protect(kind, packet);
                boolean opened = pair.tryOpen(kind, arrival, new byte[90]) >= 0;
                if (sent != alive || opened != alive)
                    return Optional.of(kind + " packet " + (i + 1) + " of a lifetime of 3");
            }
        }
        return Optional.empty();
    }

    /** Whether packets of two sources with the same numbers are not each opened exactly once. */
    static Optional<String> mixesSources(Supplier<Predicate<byte[]>> receivers) {
        Predicate<byte[]> receiver = receivers.get();
        SrtpPair sender = SrtpPair.of(PROFILE, Mki.NONE);
        for (int source = 0; source < 3; source++) sender.sender().use(SrtpPair.source(source));
        for (int sequence = 0; sequence < 3; sequence++)
            for (int source = 0; source < 3; source++) {
                byte[] rtp = SrtpPair.rtp(sequence);
                rtp[11] = (byte) source;
                byte[] srtp = sender.protect(RTP, rtp);
                String which = "number " + sequence + " of source " + source;
                if (!receiver.test(srtp)) return Optional.of(which + " is not opened");
                if (receiver.test(srtp)) return Optional.of(which + " is opened twice");
            }
        return Optional.empty();
    }

    private static Predicate<byte[]> withOneList() {
        Predicate<byte[]> healthy = receiver();
        var seen = new HashSet<Integer>();
        return packet -> {
            int sequence = Arrays.hashCode(new byte[] {packet[2], packet[3]});
            return !seen.contains(sequence) && healthy.test(packet) && seen.add(sequence);
        };
    }
}
