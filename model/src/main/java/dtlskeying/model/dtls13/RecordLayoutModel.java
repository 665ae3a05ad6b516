package dtlskeying.model.dtls13;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;

/**
 * RFC 9147 §4, the bytes of a protected record, written out bit by bit.
 *
 * @param longNumber whether the header has two bytes of number
 * @param length whether the header has a length
 */
public record RecordLayoutModel(boolean longNumber, boolean length) {
    /** What a datagram's first byte, or that of the rest of it, can begin. */
    public enum Kind {
        /** A record with the 13 bytes of DTLS 1.2 before it, protected or not. */
        PLAIN,
        /** A record with a unified header. */
        SEALED,
        /** One with a connection id, which is as good as nothing where none is agreed. */
        SEALED_WITH_CONNECTION_ID,
        /** No record. */
        NONE
    }

    /** What begins with that byte, 0 to 255. */
    @Cites({"rfc9147/4.1/a", "rfc9147/9/a"})
    public static Kind kind(int first) {
        String bits = "%8s".formatted(Integer.toBinaryString(first)).replace(' ', '0');
        if (bits.startsWith("0010")) return Kind.SEALED;
        if (bits.startsWith("0011")) return Kind.SEALED_WITH_CONNECTION_ID;
        return first >= 20 && first <= 26 ? Kind.PLAIN : Kind.NONE;
    }

    /**
     * The header as it is authenticated, its number not encrypted.
     *
     * @param fragment bytes behind the header
     */
    @Cites({"rfc9147/4/a", "rfc9147/4/b", "rfc9147/4/d"})
    public Octets header(long epoch, long sequence, int fragment) {
        String bits =
                "0010"
                        + (longNumber ? "1" : "0")
                        + (length ? "1" : "0")
                        + (epoch / 2 % 2)
                        + (epoch % 2);
        List<Integer> bytes = new ArrayList<>();
        bytes.add(Integer.parseInt(bits, 2));
        if (longNumber) bytes.add((int) (sequence / 256 % 256));
        bytes.add((int) (sequence % 256));
        if (length) bytes.add(fragment / 256);
        if (length) bytes.add(fragment % 256);
        return octets(bytes);
    }

    /**
     * The header as it travels.
     *
     * @param mask what hides the number: its first byte, or its first two
     */
    @Cites("rfc9147/4.2.3/a")
    public Octets travelling(Octets header, Octets mask) {
        List<Integer> bytes = new ArrayList<>();
        for (int i = 0; i < header.length(); i++) {
            boolean isNumber = i == 1 || i == 2 && longNumber;
            bytes.add(isNumber ? header.at(i) ^ mask.at(i - 1) : header.at(i));
        }
        return octets(bytes);
    }

    /**
     * The nonce: the number at the end of 12 bytes, and the epoch nowhere.
     *
     * @param iv 12 bytes
     */
    @Cites("rfc9147/4/e")
    public static Octets nonce(Octets iv, long sequence) {
        Octets number = Octets.hex("%024x".formatted(sequence));
        List<Integer> bytes = new ArrayList<>();
        for (int i = 0; i < iv.length(); i++) bytes.add(iv.at(i) ^ number.at(i));
        return octets(bytes);
    }

    private static Octets octets(List<Integer> bytes) {
        byte[] array = new byte[bytes.size()];
        for (int i = 0; i < array.length; i++) array[i] = (byte) (int) bytes.get(i);
        return Octets.of(array);
    }
}
