package dtlskeying.impl.dtls.message;

import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;

import java.util.List;

/** Lists of registered numbers, of which a peer may offer some that we do not know. */
public final class CodePoints {
    private CodePoints() {}

    /**
     * An immutable copy.
     *
     * @throws IllegalArgumentException if there are not {@code least} to {@code most} numbers, or
     *     one is not 0 to {@code highest}
     */
    public static List<Integer> checked(List<Integer> codes, int least, int most, int highest) {
        if (codes.size() < least || codes.size() > most)
            throw new IllegalArgumentException(
                    "%d code points, not %d to %d".formatted(codes.size(), least, most));
        for (int code : codes)
            if (code < 0 || code > highest)
                throw new IllegalArgumentException(
                        "code point %d is not 0 to %d".formatted(code, highest));
        return List.copyOf(codes);
    }

    /** At least one number of one byte, behind a length of one byte. */
    public static List<Integer> read8(WireReader in) {
        return in.list8(1, WireReader::uint8);
    }

    /** At least one number of two bytes, behind a length of two bytes. */
    public static List<Integer> read16(WireReader in) {
        return in.list16(2, WireReader::uint16);
    }

    /** Numbers of two bytes, behind a length of two bytes. */
    public static void write16(WireWriter out, List<Integer> codes) {
        out.list16(codes, WireWriter::uint16);
    }
}
