package dtlskeying.impl.srtp;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.PacketKind;

import java.util.ArrayList;
import java.util.List;

/**
 * Figure 7: what the first byte of a datagram says of its kind. The ranges are data, so that
 * further kinds can be added; no two overlap.
 *
 * @param ranges the kinds, in the order in which they were added
 */
public record FirstBytes(List<Range> ranges) {
    /** Where a datagram goes. */
    public sealed interface Path {
        /** To the STUN agent. */
        record Stun() implements Path {}

        /** To the DTLS stack. */
        record Dtls() implements Path {}

        /** To the SRTP stack. */
        record Media() implements Path {}

        /** To whoever registered that name. */
        record Other(String name) implements Path {}

        /** To nobody: the byte is in no range, or there is none. */
        record Nobody() implements Path {}
    }

    /** The datagrams whose first byte is from {@code first} to {@code last}, both 0 to 255. */
    public record Range(int first, int last, Path path) {
        boolean holds(int firstByte) {
            return first <= firstByte && firstByte <= last;
        }

        boolean overlaps(int from, int to) {
            return from <= last && first <= to;
        }
    }

    /** The three kinds of the figure. */
    public static final FirstBytes FIGURE_7 =
            new FirstBytes(
                    List.of(
                            new Range(0, 1, new Path.Stun()),
                            new Range(20, 63, new Path.Dtls()),
                            new Range(128, 191, new Path.Media())));

    public FirstBytes {
        ranges = List.copyOf(ranges);
    }

    /** The path of a datagram that starts with this byte, 0 to 255. */
    public Path pathOf(int firstByte) {
        for (Range range : ranges) if (range.holds(firstByte)) return range.path();
        return new Path.Nobody();
    }

    /** The path of a datagram; an empty one is nobody's. */
    public Path pathOf(Octets datagram) {
        return datagram.isEmpty() ? new Path.Nobody() : pathOf(datagram.at(0));
    }

    /**
     * What an SRTP packet is on a port that RTP and RTCP share: RTCP if its payload type, without
     * the marker bit, is 64 to 95 (RFC 5761 §4). A packet of one byte is taken for RTP.
     */
    public static PacketKind kindOf(Octets packet) {
        int payloadType = packet.length() < 2 ? 0 : packet.at(1) & 0x7f;
        return 64 <= payloadType && payloadType <= 95 ? PacketKind.RTCP : PacketKind.RTP;
    }

    /** Whether these bytes are no bytes, or are spoken for in part. */
    public boolean collides(int first, int last) {
        return first < 0
                || last > 255
                || first > last
                || ranges.stream().anyMatch(range -> range.overlaps(first, last));
    }

    /** The same, with a further kind that collides with none. */
    public FirstBytes with(String name, int first, int last) {
        if (collides(first, last)) throw new AssertionError(name + " collides");
        var more = new ArrayList<>(ranges);
        more.add(new Range(first, last, new Path.Other(name)));
        return new FirstBytes(more);
    }
}
