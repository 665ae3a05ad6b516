package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.SrtpTransformSpec.RTP_INDICES;

import dtlskeying.spec.Cites;

/**
 * RFC 3711 §3.3.1 and appendix A: the 48-bit index of an SRTP packet, of which only the low 16 bits
 * (the sequence number) are on the wire.
 */
public sealed interface PacketIndex {
    /** Before the first packet of a source; its roll-over counter, 0 to 2^32 − 1, is agreed. */
    record Unheard(long rollover) implements PacketIndex {
        public Unheard {
            if (rollover < 0 || rollover >= RTP_INDICES >> 16)
                throw new IllegalArgumentException(
                        "a roll-over counter has 32 bits, not " + rollover);
        }
    }

    /** After authentic packets, of which this is the highest index, 0 to 2^48 − 1. */
    record Heard(long highest) implements PacketIndex {
        public Heard {
            if (highest < 0 || highest >= RTP_INDICES)
                throw new IllegalArgumentException("an SRTP index has 48 bits, not " + highest);
        }
    }

    /** The start of a source whose roll-over counter is zero. */
    PacketIndex FIRST = new Unheard(0);

    /**
     * The index of a packet with this sequence number (0 to 65535): the nearest to the highest one
     * so far. Where the nearest would be below zero or need a 49th bit, the roll-over counter
     * stays.
     */
    default long guess(int sequence) {
        return switch (this) {
            case Unheard(var rollover) -> rollover << 16 | sequence;
            case Heard(var highest) -> closest(highest, sequence);
        };
    }

    /** After an authentic packet with this index. The highest index never falls. */
    default PacketIndex heard(long index) {
        return switch (this) {
            case Unheard _ -> new Heard(index);
            case Heard(var highest) -> new Heard(Math.max(highest, index));
        };
    }

    /** Of the indices with this sequence number, the nearest to {@code highest} that exists. */
    @Cites("rfc3711/3.3.1/a")
    static long closest(long highest, int sequence) {
        long index = highest & -0x10000L | sequence;
        if (index - highest > 0x8000 && index >= 0x10000) return index - 0x10000;
        if (highest - index > 0x8000 && index + 0x10000 < RTP_INDICES) return index + 0x10000;
        return index;
    }
}
