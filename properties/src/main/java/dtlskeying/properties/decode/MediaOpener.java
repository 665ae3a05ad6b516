package dtlskeying.properties.decode;

import dtlskeying.impl.srtp.PacketIndex;
import dtlskeying.impl.srtp.SrtpPackets;
import dtlskeying.impl.srtp.SrtpPackets.Result;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Opens SRTP and SRTCP packets in any order, whatever has come before.
 *
 * <p>The roll-over counter is that of the nearest index, as RFC 3711 §3.3.1 has it, or zero, as
 * where the keys' own count begins anew.
 */
final class MediaOpener {
    private static final int MOST_SOURCES = 100_000;

    /** Of the SRTCP index, with its E flag. */
    private static final int INDEX_LENGTH = 4;

    private final Map<Stream, Long> highest = new HashMap<>();

    private record Stream(Role owner, Ssrc source) {}

    /** What a packet is under the keys of that side. */
    Opening open(MediaKeys keys, int handshake, Role owner, PacketKind kind, Octets wire) {
        if (kind == PacketKind.RTP) return openRtp(keys, handshake, owner, wire);
        var result = SrtpPackets.unprotectRtcp(keys.of(owner), keys.mki(), wire);
        return opening(keys, handshake, index(keys, wire), result);
    }

    private Opening openRtp(MediaKeys keys, int handshake, Role owner, Octets wire) {
        var stream = new Stream(owner, source(PacketKind.RTP, wire));
        Opening last = new Opening.Closed("");
        for (long rollover : rollovers(stream, wire)) {
            var result = SrtpPackets.unprotectRtp(keys.of(owner), keys.mki(), rollover, wire);
            long index = rollover << 16 | number(wire, 2, 2);
            last = opening(keys, handshake, index, result);
            if (!last.isReadable()) continue;
            if (highest.size() < MOST_SOURCES) highest.merge(stream, index, Math::max);
            return last;
        }
        return last;
    }

    private static Opening opening(MediaKeys keys, int handshake, long index, Result result) {
        return switch (result) {
            case Result.Packet(var plain) ->
                    new Opening.Opened(keys.name(), handshake, index, plain);
            case Result.Refused(var claim) -> new Opening.Closed(claim.summary());
        };
    }

    private Set<Long> rollovers(Stream stream, Octets wire) {
        var candidates = new LinkedHashSet<Long>();
        Long last = highest.get(stream);
        int sequence = (int) number(wire, 2, 2);
        if (last != null) candidates.add(new PacketIndex.Heard(last).guess(sequence) >>> 16);
        candidates.add(0L);
        return candidates;
    }

    /** Other MKIs than the agreed one that the packet may carry: none, or one as long. */
    static Set<Mki> mkis(MediaKeys keys, PacketKind kind, Octets wire) {
        var others = new LinkedHashSet<Mki>();
        int length = keys.mki().length();
        int end = wire.length() - behindMki(keys, kind);
        if (length > 0 && end - length > 0) others.add(new Mki(wire.slice(end - length, end)));
        others.add(Mki.NONE);
        others.remove(keys.mki());
        return others;
    }

    /** What follows the MKI: the tag, but for SRTCP under an AEAD, whose tag comes before it. */
    private static int behindMki(MediaKeys keys, PacketKind kind) {
        if (keys.profile().isAead()) return 0;
        return kind == PacketKind.RTP
                ? keys.profile().rtpTagLength()
                : keys.profile().rtcpTagLength();
    }

    private static long index(MediaKeys keys, Octets wire) {
        int behind = behindMki(keys, PacketKind.RTCP) + keys.mki().length();
        int at = wire.length() - behind - INDEX_LENGTH;
        return at < 0 ? 0 : number(wire, at, INDEX_LENGTH) & 0x7fff_ffffL;
    }

    static Ssrc source(PacketKind kind, Octets packet) {
        return new Ssrc((int) number(packet, kind == PacketKind.RTP ? 8 : 4, 4));
    }

    static long number(Octets bytes, int at, int length) {
        long value = 0;
        for (int i = at; i < at + length; i++) value = value << 8 | bytes.at(i);
        return value;
    }
}
