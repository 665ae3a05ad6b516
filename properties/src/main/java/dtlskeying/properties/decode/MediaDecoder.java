package dtlskeying.properties.decode;

import dtlskeying.impl.srtp.FirstBytes;
import dtlskeying.impl.srtp.SrtpPackets;
import dtlskeying.impl.srtp.SrtpPackets.Result;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Opens the SRTP and SRTCP packets of one path by the keys of the handshakes that were there
 * before, the newest first.
 *
 * <p>The roll-over counter is that of the nearest index, as RFC 3711 §3.3.1 has it, or zero, as
 * where the keys' own count begins anew.
 */
final class MediaDecoder {
    private static final int SHORTEST_RTP = 12;
    private static final int SHORTEST_RTCP = 8;
    private static final int MOST_SOURCES = 100_000;

    private final DtlsDecoder dtls;
    private final Consumer<Unit> out;
    private final Map<SeenHandshake, MediaKeys> keys = new HashMap<>();
    private final Map<Stream, Long> highest = new HashMap<>();

    private record Stream(Role sender, Ssrc source) {}

    MediaDecoder(DtlsDecoder dtls, Consumer<Unit> out) {
        this.dtls = dtls;
        this.out = out;
    }

    void take(Place place, Octets packet) {
        var kind = FirstBytes.kindOf(packet);
        if (packet.length() < (kind == PacketKind.RTP ? SHORTEST_RTP : SHORTEST_RTCP)) {
            out.accept(new Unit.Unknown(place, packet, "too short for a packet of " + kind));
            return;
        }
        var source = new Ssrc((int) number(packet, kind == PacketKind.RTP ? 8 : 4, 4));
        out.accept(opened(place, kind, source, packet));
    }

    private Unit.Media opened(Place place, PacketKind kind, Ssrc source, Octets packet) {
        String why = "no handshake before it agreed on SRTP";
        for (SeenAssociation association : dtls.latest()) {
            Role sender = association.role(place.from());
            for (SeenHandshake handshake : association.handshakes().stream().toList().reversed()) {
                var found = keysOf(association, handshake);
                if (found.isMissing()) {
                    if (!found.reason().isEmpty()) why = found.reason();
                    continue;
                }
                var opening = open(found, handshake.number(), sender, kind, source, packet);
                if (opening instanceof Opening.Opened(_, _, var index, _)) {
                    int number = association.number();
                    return new Unit.Media(
                            place, sender, number, kind, source, index, packet, opening);
                }
                why = ((Opening.Closed) opening).reason();
            }
        }
        long number = kind == PacketKind.RTP ? number(packet, 2, 2) : 0;
        var closed = new Opening.Closed(why);
        return new Unit.Media(
                place, dtls.role(place.from()), 0, kind, source, number, packet, closed);
    }

    private MediaKeys keysOf(SeenAssociation association, SeenHandshake handshake) {
        var known = keys.get(handshake);
        if (known == null || known.isMissing()) {
            known = MediaKeys.of(association.version(), handshake);
            keys.put(handshake, known);
        }
        return known;
    }

    private Opening open(
            MediaKeys keys, int handshake, Role sender, PacketKind kind, Ssrc source, Octets wire) {
        var session = keys.of(sender);
        if (kind == PacketKind.RTCP)
            return opening(keys, handshake, index(keys, wire), result(keys, sender, wire));
        String why = "";
        for (long rollover : rollovers(sender, source, wire)) {
            var result = SrtpPackets.unprotectRtp(session, keys.mki(), rollover, wire);
            long index = rollover << 16 | number(wire, 2, 2);
            var opening = opening(keys, handshake, index, result);
            if (opening.isReadable()) {
                if (highest.size() < MOST_SOURCES)
                    highest.merge(new Stream(sender, source), index, Math::max);
                return opening;
            }
            why = ((Opening.Closed) opening).reason();
        }
        return new Opening.Closed(why);
    }

    private static Result result(MediaKeys keys, Role sender, Octets wire) {
        return SrtpPackets.unprotectRtcp(keys.of(sender), keys.mki(), wire);
    }

    private static Opening opening(MediaKeys keys, int handshake, long index, Result result) {
        return switch (result) {
            case Result.Packet(var plain) ->
                    new Opening.Opened(keys.name(), handshake, index, plain);
            case Result.Refused(var claim) -> new Opening.Closed(claim.summary());
        };
    }

    private Set<Long> rollovers(Role sender, Ssrc source, Octets wire) {
        var candidates = new LinkedHashSet<Long>();
        Long last = highest.get(new Stream(sender, source));
        if (last != null) candidates.add(nearest(last, (int) number(wire, 2, 2)) >>> 16);
        candidates.add(0L);
        return candidates;
    }

    private static long nearest(long highest, int sequence) {
        return new dtlskeying.impl.srtp.PacketIndex.Heard(highest).guess(sequence);
    }

    /** The 31 bits ahead of tag and MKI; an AEAD has them behind its tag. */
    private static long index(MediaKeys keys, Octets wire) {
        int tag = keys.profile().isAead() ? 0 : keys.profile().rtcpTagLength();
        int at = wire.length() - tag - keys.mki().length() - 4;
        return at < 0 ? 0 : number(wire, at, 4) & 0x7fff_ffffL;
    }

    private static long number(Octets bytes, int at, int length) {
        long value = 0;
        for (int i = at; i < at + length; i++) value = value << 8 | bytes.at(i);
        return value;
    }
}
