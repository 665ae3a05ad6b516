package dtlskeying.properties.decode;

import dtlskeying.impl.srtp.FirstBytes;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Opens the SRTP and SRTCP packets of one path by the keys of the handshakes that were there
 * before, the newest first. A packet that the sender's keys do not open is tried as one that its
 * sender got wrong: under the receiver's keys, or with another MKI.
 */
final class MediaDecoder {
    private static final int SHORTEST_RTP = 12;
    private static final int SHORTEST_RTCP = 8;

    private final DtlsDecoder dtls;
    private final Consumer<Unit> out;
    private final Map<SeenHandshake, MediaKeys> keys = new HashMap<>();
    private final MediaOpener opener = new MediaOpener();

    /** The keys of one handshake of one association. */
    private record Candidate(SeenAssociation association, int handshake, MediaKeys keys) {}

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
        var candidates = candidates();
        for (Candidate each : candidates) {
            Role sender = each.association().role(place.from());
            if (take(place, kind, packet, each, sender, each.keys())) return;
        }
        for (Candidate each : candidates) if (takeOdd(place, kind, packet, each)) return;
        closed(place, kind, packet, candidates);
    }

    private boolean takeOdd(Place place, PacketKind kind, Octets packet, Candidate candidate) {
        Role sender = candidate.association().role(place.from());
        for (Mki mki : MediaOpener.mkis(candidate.keys(), kind, packet))
            if (take(place, kind, packet, candidate, sender, candidate.keys().knownBy(mki)))
                return true;
        return take(place, kind, packet, candidate, sender.peer(), candidate.keys());
    }

    private boolean take(
            Place place,
            PacketKind kind,
            Octets packet,
            Candidate candidate,
            Role owner,
            MediaKeys tried) {
        var association = candidate.association();
        var opening = opener.open(tried, candidate.handshake(), owner, kind, packet);
        if (!(opening instanceof Opening.Opened(_, _, var index, _))) return false;
        out.accept(
                new Unit.Media(
                        place,
                        association.role(place.from()),
                        association.number(),
                        owner,
                        tried.mki(),
                        kind,
                        MediaOpener.source(kind, packet),
                        index,
                        packet,
                        opening));
        return true;
    }

    private void closed(Place place, PacketKind kind, Octets packet, List<Candidate> candidates) {
        Role sender = dtls.role(place.from());
        var why =
                candidates.isEmpty()
                        ? new Opening.Closed(reason())
                        : opener.open(
                                candidates.getFirst().keys(),
                                candidates.getFirst().handshake(),
                                sender,
                                kind,
                                packet);
        Ssrc source = MediaOpener.source(kind, packet);
        long number = kind == PacketKind.RTP ? MediaOpener.number(packet, 2, 2) : 0;
        out.accept(
                new Unit.Media(
                        place, sender, 0, sender, Mki.NONE, kind, source, number, packet, why));
    }

    private List<Candidate> candidates() {
        var found = new ArrayList<Candidate>();
        for (SeenAssociation association : dtls.latest())
            for (SeenHandshake handshake : association.handshakes().stream().toList().reversed()) {
                var known = keysOf(association, handshake);
                if (!known.isMissing())
                    found.add(new Candidate(association, handshake.number(), known));
            }
        return found;
    }

    private String reason() {
        for (SeenAssociation association : dtls.latest())
            for (SeenHandshake handshake : association.handshakes())
                if (!keysOf(association, handshake).reason().isEmpty())
                    return keysOf(association, handshake).reason();
        boolean isHidden =
                dtls.latest().stream()
                        .anyMatch(it ->
                                it.version() == DtlsVersion.V1_3 && !it.first().isEncryptedRead());
        return isHidden
                ? "whether the handshake before it agreed on SRTP is in what could not be opened"
                : "no handshake before it agreed on SRTP";
    }

    private MediaKeys keysOf(SeenAssociation association, SeenHandshake handshake) {
        var known = keys.get(handshake);
        if (known == null || known.isMissing()) {
            known = MediaKeys.of(association.version(), handshake);
            keys.put(handshake, known);
        }
        return known;
    }
}
