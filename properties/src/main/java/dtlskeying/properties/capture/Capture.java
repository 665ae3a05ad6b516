package dtlskeying.properties.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What a capture file holds of UDP: pcap with micro- or nanoseconds, and pcapng, in either byte
 * order, of Ethernet, Linux cooked, loopback and raw IP interfaces.
 *
 * @param packets the datagrams, in the order of the file
 * @param leftOut packets that are none, by reason
 * @param keyLog the lines of all TLS key logs inside (the Decryption Secrets Blocks of pcapng);
 *     empty if there are none
 */
public record Capture(List<CapturedPacket> packets, List<LeftOut> leftOut, String keyLog) {
    /** The most packets that a file may have. */
    public static final int MOST_PACKETS = 1_000_000;

    public Capture {
        packets = List.copyOf(packets);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Packets that are not looked at.
     *
     * @param reason why, the same for all of them
     * @param first the number of the first
     * @param count how many
     */
    public record LeftOut(String reason, long first, long count) {}

    /** What reading gives. */
    public sealed interface Outcome {
        /** The file could be read to its end. */
        record Whole(Capture capture) implements Outcome {}

        /**
         * It could not.
         *
         * @param packet how many packets came before
         * @param at where in the file it went wrong, in bytes
         * @param reason what is wrong there
         */
        record Broken(long packet, long at, String reason) implements Outcome {
            @Override
            public String toString() {
                return "after packet %d, at byte %d: %s".formatted(packet, at, reason);
            }
        }
    }

    /** Whether a file that begins so is a capture, of a kind that we read or a neighbour of it. */
    public static boolean isOne(byte[] file) {
        if (file.length < 4) return false;
        int magic = ByteBuffer.wrap(file).getInt();
        return magic == PcapngReader.SECTION_HEADER || PcapReader.isMagic(magic);
    }

    /** Reads a whole file. */
    public static Outcome read(byte[] file) {
        var intake = new Intake(ByteBuffer.wrap(file).asReadOnlyBuffer());
        try {
            if (file.length < 4) throw new UnreadableCapture(0, "a capture has at least 4 bytes");
            int magic = ByteBuffer.wrap(file).getInt();
            if (magic == PcapngReader.SECTION_HEADER) return read(new PcapngReader(intake));
            if (PcapReader.isMagic(magic)) return read(new PcapReader(intake));
            throw new UnreadableCapture(
                    0, "neither pcap nor pcapng begins with %08x".formatted(magic));
        } catch (UnreadableCapture broken) {
            return new Outcome.Broken(intake.frames(), broken.at(), broken.getMessage());
        }
    }

    private static Outcome read(FileReader reader) throws UnreadableCapture {
        return new Outcome.Whole(reader.read());
    }

    /** Reads files of one format. */
    interface FileReader {
        Capture read() throws UnreadableCapture;
    }

    /** The order of the bytes in a file that has a number where the other order has its mirror. */
    static ByteOrder order(boolean isBig) {
        return isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
}
