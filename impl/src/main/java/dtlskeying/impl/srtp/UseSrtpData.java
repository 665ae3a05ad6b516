package dtlskeying.impl.srtp;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.List;

/**
 * §4.1.1 UseSRTPData: what the use_srtp extension (14) of a hello holds.
 *
 * <p>On the wire, all in network order: two bytes with the length of the list in bytes; the list,
 * two bytes a profile; one byte with the length of the MKI; the MKI.
 *
 * @param profiles code points, 0 to 65535, best first; 1 to 32,767 of them. Values that nobody
 *     knows are kept as they are
 * @param mki the srtp_mki, 0 to 255 bytes
 */
@Cites("dtls-srtp/4.1.1/a")
public record UseSrtpData(List<Integer> profiles, Mki mki) {
    /** The number of the extension (§9). */
    public static final int EXTENSION_TYPE = 14;

    /** The list's length in bytes has 16 bits and is even. */
    private static final int MOST_PROFILES = 0xffff / 2;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the list is empty or too long, or a code point has more
     *     than 16 bits
     */
    public UseSrtpData {
        profiles = List.copyOf(profiles);
        if (profiles.isEmpty() || profiles.size() > MOST_PROFILES)
            throw new IllegalArgumentException(
                    "use_srtp holds 1 to 32767 profiles, not " + profiles.size());
        for (int code : profiles)
            if (code < 0 || code > 0xffff)
                throw new IllegalArgumentException("a profile has 16 bits, not " + code);
    }

    /** What reading gives. */
    public sealed interface Decoded {
        /** The bytes are a UseSRTPData. */
        record Readable(UseSrtpData data) implements Decoded {}

        /** They are not, for this reason, the first that a reader meets. */
        record Unreadable(Flaw flaw) implements Decoded {}
    }

    /** Why bytes are not a UseSRTPData. */
    public enum Flaw {
        LIST_LENGTH_IS_MISSING("the two bytes of the list's length are not all there"),
        LIST_IS_EMPTY("the list holds no profile"),
        LIST_LENGTH_IS_ODD("the list's length is odd, and a profile has two bytes"),
        LIST_IS_CUT_SHORT("the list ends before its length says"),
        MKI_LENGTH_IS_MISSING("nothing follows the list, not even the length of the MKI"),
        MKI_IS_CUT_SHORT("the MKI ends before its length says"),
        BYTES_TRAIL("bytes follow the MKI");

        private final String text;

        Flaw(String text) {
            this.text = text;
        }

        /** The flaw in words. */
        public String text() {
            return text;
        }
    }

    /** The bytes of the extension, without its type and length. */
    public Octets encode() {
        int listLength = 2 * profiles.size();
        byte[] bytes = new byte[2 + listLength + 1 + mki.length()];
        put16(bytes, 0, listLength);
        for (int i = 0; i < profiles.size(); i++) put16(bytes, 2 + 2 * i, profiles.get(i));
        bytes[2 + listLength] = (byte) mki.length();
        mki.value().copyTo(bytes, 2 + listLength + 1);
        return Octets.of(bytes);
    }

    /** Reads the bytes of the extension, without its type and length; all of them or none. */
    public static Decoded decode(Octets bytes) {
        if (bytes.length() < 2) return unreadable(Flaw.LIST_LENGTH_IS_MISSING);
        int listLength = get16(bytes, 0);
        if (listLength == 0) return unreadable(Flaw.LIST_IS_EMPTY);
        if (listLength % 2 != 0) return unreadable(Flaw.LIST_LENGTH_IS_ODD);
        int listEnd = 2 + listLength;
        if (bytes.length() < listEnd) return unreadable(Flaw.LIST_IS_CUT_SHORT);
        if (bytes.length() == listEnd) return unreadable(Flaw.MKI_LENGTH_IS_MISSING);
        int mkiStart = listEnd + 1;
        int mkiEnd = mkiStart + bytes.at(listEnd);
        if (bytes.length() < mkiEnd) return unreadable(Flaw.MKI_IS_CUT_SHORT);
        if (bytes.length() > mkiEnd) return unreadable(Flaw.BYTES_TRAIL);
        return new Decoded.Readable(
                new UseSrtpData(codes(bytes, 2, listEnd), new Mki(bytes.slice(mkiStart, mkiEnd))));
    }

    private static Decoded unreadable(Flaw flaw) {
        return new Decoded.Unreadable(flaw);
    }

    private static List<Integer> codes(Octets bytes, int from, int to) {
        var codes = new ArrayList<Integer>((to - from) / 2);
        for (int at = from; at < to; at += 2) codes.add(get16(bytes, at));
        return codes;
    }

    private static int get16(Octets bytes, int at) {
        return bytes.at(at) << 8 | bytes.at(at + 1);
    }

    private static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }
}
