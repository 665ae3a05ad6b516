package dtlskeying.spec.trace;

import dtlskeying.spec.Octets;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A datagram at one end of a trace: it left there, or it arrived. What left one end and arrives
 * nowhere was lost, and what arrives twice was duplicated.
 *
 * @param endpoint which party, for example {@code client}
 * @param ms milliseconds since the start of the trace
 * @param way whether it left or arrived
 * @param name the datagram's name: {@link #digest} of its bytes, {@code #}, and how many datagrams
 *     with the same bytes had left that end before
 * @param bytes all of it; none where an arrival relies on the name
 */
public record TracePacket(String endpoint, long ms, Way way, String name, Octets bytes) {
    private static final int DIGITS = 16;

    /** Which way a datagram went at an end. */
    public enum Way {
        /** It left. */
        TX,
        /** It arrived. */
        RX
    }

    /** The first eight bytes of the SHA-256, in hex. */
    public static String digest(Octets bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toArray());
            return Octets.of(digest).toHex().substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
