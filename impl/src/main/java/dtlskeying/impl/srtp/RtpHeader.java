package dtlskeying.impl.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** RFC 3550 §5.1 and §6.4.1: the fields of RTP and RTCP headers that SRTP reads, in place. */
final class RtpHeader {
    /** Bytes of the fixed part of an RTP header. */
    private static final int FIXED = 12;

    /** Bytes of an RTCP packet that SRTCP never encrypts. */
    static final int RTCP_CLEAR = 8;

    private static final int VERSION_2 = 2;

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private RtpHeader() {}

    /**
     * The bytes of the RTP header at {@code offset} with its sources and extension, or −1 if the
     * {@code length} bytes there do not hold it or the version is not 2.
     */
    static int length(byte[] packet, int offset, int length) {
        if (length < FIXED || version(packet, offset) != VERSION_2) return -1;
        int header = FIXED + 4 * (packet[offset] & 0x0f);
        if ((packet[offset] & 0x10) != 0) {
            if (length < header + 4) return -1;
            header += 4 + 4 * unsignedShort(packet, offset + header + 2);
        }
        return header <= length ? header : -1;
    }

    /** Whether {@code length} bytes at {@code offset} can begin an RTCP packet of version 2. */
    static boolean isRtcp(byte[] packet, int offset, int length) {
        return length >= RTCP_CLEAR && version(packet, offset) == VERSION_2;
    }

    static int sequence(byte[] packet, int offset) {
        return unsignedShort(packet, offset + 2);
    }

    static int ssrc(byte[] packet, int offset) {
        return (int) INT.get(packet, offset + 8);
    }

    static int rtcpSsrc(byte[] packet, int offset) {
        return (int) INT.get(packet, offset + 4);
    }

    /** The 32 bits at {@code at}, in network order. */
    static int word(byte[] packet, int at) {
        return (int) INT.get(packet, at);
    }

    /** Writes 32 bits at {@code at}, in network order. */
    static void putWord(byte[] packet, int at, int word) {
        INT.set(packet, at, word);
    }

    private static int version(byte[] packet, int offset) {
        return packet[offset] >> 6 & 3;
    }

    private static int unsignedShort(byte[] packet, int at) {
        return (short) SHORT.get(packet, at) & 0xffff;
    }
}
