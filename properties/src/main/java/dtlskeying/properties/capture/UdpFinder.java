package dtlskeying.properties.capture;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds the UDP datagram of a frame, behind the headers of link and IP (RFC 791, 8200, 768). */
final class UdpFinder {
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int MORE_OR_OFFSET = 0x3fff;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION = 60;

    private static final String FRAGMENTED =
            "a fragment of an IP packet (fragments are not put together: capture below the MTU)";
    private static final String CUT_SHORT =
            "cut short by the capture (its snapshot length is too small)";

    private UdpFinder() {}

    /** What there is in a frame. */
    sealed interface Result {
        /** A datagram, whose payload stands from {@code start} to {@code end} in the file. */
        record Datagram(InetSocketAddress from, InetSocketAddress to, int start, int end)
                implements Result {}

        /** None, and why. */
        record Nothing(String reason) implements Result {}
    }

    static Result in(ByteBuffer file, Frame frame) {
        var view = file.duplicate().order(ByteOrder.BIG_ENDIAN);
        int ip = LinkHeader.ipAt(view, frame);
        if (ip < 0) return new Result.Nothing(LinkHeader.reason(frame.linkType(), ip));
        if (ip >= frame.end()) return new Result.Nothing("without an IP header");
        return switch (view.get(ip) >> 4 & 15) {
            case 4 -> inIpv4(view, frame, ip);
            case 6 -> inIpv6(view, frame, ip);
            default -> new Result.Nothing("neither IPv4 nor IPv6");
        };
    }

    private static Result inIpv4(ByteBuffer view, Frame frame, int ip) {
        if (frame.end() - ip < IPV4_HEADER) return tooShort(frame);
        int header = 4 * (view.get(ip) & 15);
        int total = view.getShort(ip + 2) & 0xffff;
        if (header < IPV4_HEADER || total != 0 && total < header)
            return new Result.Nothing("an IPv4 header of impossible length");
        if ((view.getShort(ip + 6) & MORE_OR_OFFSET) != 0) return new Result.Nothing(FRAGMENTED);
        int protocol = view.get(ip + 9) & 0xff;
        if (protocol != UDP) return otherProtocol(protocol);
        int end = total == 0 ? frame.end() : ip + total;
        return udp(view, frame, new Addresses(ip + 12, 4), ip + header, end);
    }

    private static Result inIpv6(ByteBuffer view, Frame frame, int ip) {
        if (frame.end() - ip < IPV6_HEADER) return tooShort(frame);
        int end = ip + IPV6_HEADER + (view.getShort(ip + 4) & 0xffff);
        int next = view.get(ip + 6) & 0xff;
        int at = ip + IPV6_HEADER;
        while (next != UDP) {
            if (at + 8 > frame.end()) return tooShort(frame);
            int after = view.get(at) & 0xff;
            switch (next) {
                case HOP_BY_HOP, ROUTING, DESTINATION -> at += 8 + 8 * (view.get(at + 1) & 0xff);
                case FRAGMENT -> {
                    boolean isWhole = (view.getShort(at + 2) & ~6) == 0;
                    if (!isWhole) return new Result.Nothing(FRAGMENTED);
                    at += 8;
                }
                default -> {
                    return otherProtocol(next);
                }
            }
            next = after;
        }
        return udp(view, frame, new Addresses(ip + 8, 16), at, end);
    }

    /** Source and target stand one after the other. */
    private record Addresses(int at, int length) {
        InetAddress read(ByteBuffer view, int which) {
            byte[] bytes = new byte[length];
            view.get(at + which * length, bytes);
            try {
                return InetAddress.getByAddress(bytes);
            } catch (UnknownHostException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    private static Result udp(
            ByteBuffer view, Frame frame, Addresses addresses, int at, int ipEnd) {
        if (at + UDP_HEADER > frame.end()) return tooShort(frame);
        int length = view.getShort(at + 4) & 0xffff;
        int end = at + length;
        if (length < UDP_HEADER || end > ipEnd)
            return new Result.Nothing("a UDP header of impossible length");
        if (end > frame.end()) return tooShort(frame);
        return new Result.Datagram(
                end(view, addresses, 0, at), end(view, addresses, 1, at + 2), at + UDP_HEADER, end);
    }

    private static InetSocketAddress end(
            ByteBuffer view, Addresses addresses, int which, int portAt) {
        return new InetSocketAddress(addresses.read(view, which), view.getShort(portAt) & 0xffff);
    }

    private static Result otherProtocol(int protocol) {
        return new Result.Nothing("of IP protocol %d, not UDP".formatted(protocol));
    }

    private static Result tooShort(Frame frame) {
        return new Result.Nothing(frame.isCut() ? CUT_SHORT : "with headers that run over its end");
    }
}
