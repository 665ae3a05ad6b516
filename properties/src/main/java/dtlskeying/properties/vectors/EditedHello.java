package dtlskeying.properties.vectors;

import dtlskeying.spec.Octets;

/** Hellos of DTLS 1.2 with other bytes in them: one whole message in one record. */
final class EditedHello {
    /** Where the random begins. */
    static final int RANDOM = 13 + 12 + 2;

    private static final int SESSION = RANDOM + 32;

    private EditedHello() {}

    /** With these bytes at that place. */
    static Octets with(Octets datagram, int at, String hex) {
        Octets bytes = Octets.hex(hex);
        return Octets.concat(
                datagram.slice(0, at),
                bytes,
                datagram.slice(at + bytes.length(), datagram.length()));
    }

    /** With one bit of that byte turned round. */
    static Octets flipped(Octets datagram, int at) {
        return with(datagram, at, "%02x".formatted(datagram.at(at) ^ 1));
    }

    /** Under another record number. */
    static Octets numbered(Octets datagram, long number) {
        return with(datagram, 5, "%012x".formatted(number));
    }

    /** With one more extension, in whole, behind the others. */
    static Octets extended(Octets hello, String extension) {
        int more = extension.length() / 2;
        Octets longer = Octets.concat(hello, Octets.hex(extension));
        longer = lengthened(longer, 11, 2, more);
        longer = lengthened(longer, 14, 3, more);
        longer = lengthened(longer, 22, 3, more);
        return lengthened(longer, extensions(hello), 2, more);
    }

    /** With the type of an extension of no bytes that it has changed to one that nobody knows. */
    static Octets without(Octets hello, String empty) {
        int from = hello.toHex().indexOf(empty, 2 * extensions(hello)) / 2;
        return with(hello, from, "00fe0000");
    }

    /** Where the first suite stands. */
    static int suites(Octets hello) {
        return cookie(hello) + 1 + hello.at(cookie(hello)) + 2;
    }

    private static int cookie(Octets hello) {
        return SESSION + 1 + hello.at(SESSION);
    }

    private static int extensions(Octets hello) {
        int suites = suites(hello);
        int compressions = suites + (int) number(hello, suites - 2, 2);
        return compressions + 1 + hello.at(compressions);
    }

    private static Octets lengthened(Octets bytes, int at, int count, int more) {
        long length = number(bytes, at, count) + more;
        return with(bytes, at, ("%0" + 2 * count + "x").formatted(length));
    }

    private static long number(Octets bytes, int at, int count) {
        return Long.parseLong(bytes.slice(at, at + count).toHex(), 16);
    }
}
