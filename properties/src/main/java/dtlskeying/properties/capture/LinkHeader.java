package dtlskeying.properties.capture;

import java.nio.ByteBuffer;

/** What stands ahead of the IP header, by type of link (tcpdump.org/linktypes.html). */
final class LinkHeader {
    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int RAW = 101;
    private static final int LOOP = 108;
    private static final int LINUX_SLL = 113;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int LINUX_SLL2 = 276;

    /** What libpcap has called raw IP in files of some systems. */
    private static final int RAW_12 = 12;

    private static final int RAW_14 = 14;

    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86dd;
    private static final int TYPE_VLAN = 0x8100;
    private static final int TYPE_SERVICE_VLAN = 0x88a8;
    private static final int VLAN_TAG = 4;

    private static final int NO_IP = -1;
    private static final int UNKNOWN = -2;

    private LinkHeader() {}

    /** Where the IP header begins; negative if there is none. */
    static int ipAt(ByteBuffer view, Frame frame) {
        int at = frame.start();
        return switch (frame.linkType()) {
            case NULL, LOOP -> at + 4;
            case RAW, RAW_12, RAW_14, IPV4, IPV6 -> at;
            case ETHERNET -> behindType(view, frame, at + 12, at + 14);
            case LINUX_SLL -> behindType(view, frame, at + 14, at + 16);
            case LINUX_SLL2 -> behindType(view, frame, at, at + 20);
            default -> UNKNOWN;
        };
    }

    /** Why there is none. */
    static String reason(int linkType, int code) {
        return code == UNKNOWN
                ? "of link type %d, which is not known here".formatted(linkType)
                : "not IP";
    }

    private static int behindType(ByteBuffer view, Frame frame, int typeAt, int bodyAt) {
        int type = typeAt;
        int body = bodyAt;
        while (body + 2 <= frame.end()) {
            switch (view.getShort(type) & 0xffff) {
                case TYPE_IPV4, TYPE_IPV6 -> {
                    return body;
                }
                case TYPE_VLAN, TYPE_SERVICE_VLAN -> {
                    type = body + 2;
                    body += VLAN_TAG;
                }
                default -> {
                    return NO_IP;
                }
            }
        }
        return NO_IP;
    }
}
