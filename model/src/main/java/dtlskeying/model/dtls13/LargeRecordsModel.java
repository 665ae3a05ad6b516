package dtlskeying.model.dtls13;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

import java.util.List;
import java.util.stream.LongStream;

/**
 * draft-ietf-tls-super-jumbo-record-limit: the length of a record of traffic, written out bit by
 * bit, and what two hellos about the size of records can come to.
 */
public final class LargeRecordsModel {
    /** The most that a record has if nobody says anything. */
    private static final long USUAL = 16_385;

    private LargeRecordsModel() {}

    /**
     * A length as it stands in a header.
     *
     * @param fragment bytes behind the header, less than 2^30
     */
    @Cites({"large-records/3/d", "large-records/3/e"})
    public static Octets length(long fragment) {
        String bits = Long.toBinaryString(fragment);
        if (bits.length() <= 6) return octets("00", bits, 6);
        return bits.length() <= 14 ? octets("01", bits, 14) : octets("10", bits, 30);
    }

    private static Octets octets(String prefix, String bits, int width) {
        String all = prefix + "0".repeat(width - bits.length()) + bits;
        byte[] bytes = new byte[all.length() / 8];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) Integer.parseInt(all.substring(8 * i, 8 * i + 8), 2);
        return Octets.of(bytes);
    }

    /** Whether some length begins these bytes; not so if they are too few for it. */
    @Cites("large-records/3/e")
    public static boolean hasLength(Octets bytes) {
        return LongStream.of(1, 2, 4)
                .filter(size -> size <= bytes.length())
                .anyMatch(size -> isLength(bytes.slice(0, (int) size)));
    }

    private static boolean isLength(Octets bytes) {
        long number = Long.parseLong(bytes.toHex(), 16) % (1L << 8 * bytes.length() - 2);
        return length(number).equals(bytes);
    }

    /**
     * A header as it is authenticated, in an association that has agreed on large records.
     *
     * @param form of the number, and whether a length is there
     * @param fragment bytes behind the header
     */
    @Cites({"large-records/3/c", "large-records/3/d"})
    public static Octets header(RecordLayoutModel form, long epoch, long sequence, long fragment) {
        if (epoch < 3) return form.header(epoch, sequence, (int) fragment);
        Octets usual = form.header(epoch, sequence, 0);
        if (!form.length()) return usual;
        return Octets.concat(usual.slice(0, usual.length() - 2), length(fragment));
    }

    /** How many records a key may protect, of {@code usual} many with 2^14 bytes. */
    @Cites("large-records/4/a")
    public static long endurance(long usual, long limit) {
        return limit <= USUAL ? usual : (long) (usual / (limit / 16_384.0));
    }

    /**
     * What one end says about the size of the records that it takes.
     *
     * @param usual its record_size_limit, 0 or more; nothing if it says none
     * @param large its large_record_size_limit, the same
     */
    public record Said(List<Long> usual, List<Long> large) {
        public Said {
            usual = List.copyOf(usual);
            large = List.copyOf(large);
        }
    }

    /** What comes of it for the end that hears it. */
    public sealed interface Result {
        /**
         * Records go on.
         *
         * @param read the longest that it reads, with type and padding
         * @param write the longest that it writes
         * @param isVariable whether their lengths are
         */
        record Settled(long read, long write, boolean isVariable) implements Result {}

        /** The handshake ends: illegal_parameter. */
        record Fatal() implements Result {}
    }

    /**
     * What an end makes of what the other says. A server that hears both takes the larger: that it
     * should is the only thing that the draft leaves open here.
     *
     * @param own what it would say itself, of each kind
     * @param isServer whether it hears an offer, which may have both
     */
    @Cites({
        "large-records/3/a",
        "large-records/3/b",
        "large-records/3/f",
        "large-records/3/g",
        "large-records/3/h"
    })
    public static Result heard(Said own, Said theirs, boolean isServer) {
        if (!isServer && !theirs.usual().isEmpty() && !theirs.large().isEmpty())
            return new Result.Fatal();
        boolean isBothLarge = !theirs.large().isEmpty() && !own.large().isEmpty();
        return isBothLarge ? large(own, theirs) : usual(own, theirs);
    }

    private static Result large(Said own, Said theirs) {
        long limit = theirs.large().getFirst();
        boolean isInRange = limit > 63 && limit <= 1_073_741_568;
        return isInRange
                ? new Result.Settled(own.large().getFirst(), limit, true)
                : new Result.Fatal();
    }

    private static Result usual(Said own, Said theirs) {
        if (theirs.usual().isEmpty()) return new Result.Settled(USUAL, USUAL, false);
        long limit = theirs.usual().getFirst();
        return limit > 63
                ? new Result.Settled(own.usual().getFirst(), Math.min(limit, USUAL), false)
                : new Result.Fatal();
    }
}
