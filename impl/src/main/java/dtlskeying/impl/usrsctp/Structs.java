package dtlskeying.impl.usrsctp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The structures of {@code usrsctp.h} that are passed, each with the offsets of its members. */
final class Structs {
    /** {@code sctp_sndinfo}, {@code sctp_rcvinfo}: bytes. */
    static final int SNDINFO = 16;

    static final int RCVINFO = 28;

    private static final ValueLayout.OfShort NETWORK_SHORT =
            JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt NETWORK_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

    private Structs() {}

    static MemorySegment integer(Arena arena, int value) {
        return arena.allocateFrom(JAVA_INT, value);
    }

    /** {@code sockaddr_conn}: family, port, opaque address. */
    static MemorySegment address(Arena arena, int port, MemorySegment opaque) {
        var name = arena.allocate(16, 8);
        name.set(JAVA_SHORT, 0, (short) Numbers.AF_CONN);
        name.set(NETWORK_SHORT, 2, (short) port);
        name.set(JAVA_LONG, 8, opaque.address());
        return name;
    }

    /** {@code sctp_paddrparams} for associations to come: MTU after the common header. */
    static MemorySegment pathMtu(Arena arena, int bytes) {
        var parameters = arena.allocate(152, 4);
        parameters.set(JAVA_INT, 136, bytes);
        parameters.set(JAVA_INT, 140, Numbers.SPP_PMTUD_DISABLE);
        return parameters;
    }

    /** {@code sctp_event} for associations to come: it is wanted. */
    static MemorySegment event(Arena arena, int type) {
        var event = arena.allocate(8, 4);
        event.set(JAVA_SHORT, 4, (short) type);
        event.set(JAVA_BYTE, 6, (byte) 1);
        return event;
    }

    /** {@code sctp_initmsg}: streams out and in; attempts and timeout as they are. */
    static MemorySegment streams(Arena arena, int count) {
        var message = arena.allocate(8, 2);
        message.set(JAVA_SHORT, 0, (short) count);
        message.set(JAVA_SHORT, 2, (short) count);
        return message;
    }

    /** {@code sctp_rtoinfo} for associations to come, in milliseconds: initial, largest, least. */
    static MemorySegment timeouts(Arena arena, int initial, int largest, int least) {
        return arena.allocateFrom(JAVA_INT, 0, initial, largest, least);
    }

    /** {@code sctp_assoc_value} for associations to come: that extension is not used. */
    static MemorySegment off(Arena arena) {
        return arena.allocate(8, 4);
    }

    /** {@code linger}: closing aborts. */
    static MemorySegment noLinger(Arena arena) {
        return arena.allocateFrom(JAVA_INT, 1, 0);
    }

    /** Fills a {@code sctp_sndinfo}. */
    static void setSendInfo(MemorySegment info, int stream, int flags, int ppid, int association) {
        info.set(JAVA_SHORT, 0, (short) stream);
        info.set(JAVA_SHORT, 2, (short) flags);
        info.set(NETWORK_INT, 4, ppid);
        info.set(JAVA_INT, 8, 0);
        info.set(JAVA_INT, 12, association);
    }

    /** {@code rcv_sid} of a {@code sctp_rcvinfo}. */
    static int stream(MemorySegment info) {
        return Short.toUnsignedInt(info.get(JAVA_SHORT, 0));
    }

    /** {@code rcv_ppid} of it. */
    static long ppid(MemorySegment info) {
        return Integer.toUnsignedLong(info.get(NETWORK_INT, 8));
    }

    /**
     * {@code sctp_assoc_change}.
     *
     * @param length of all of it; more than 20 bytes if an ABORT of the peer is at its end
     */
    record Change(int length, int state, int error, int outbound, int inbound, int association) {
        private static final int FIXED = 20;

        static Change read(MemorySegment from) {
            return new Change(
                    from.get(JAVA_INT, 4),
                    from.get(JAVA_SHORT, 8),
                    from.get(JAVA_SHORT, 10),
                    Short.toUnsignedInt(from.get(JAVA_SHORT, 12)),
                    Short.toUnsignedInt(from.get(JAVA_SHORT, 14)),
                    from.get(JAVA_INT, 16));
        }

        boolean hasAbort() {
            return length > FIXED;
        }
    }

    /** {@code sn_type}: which notification it is. */
    static int type(MemorySegment notification) {
        return notification.get(JAVA_SHORT, 0);
    }
}
