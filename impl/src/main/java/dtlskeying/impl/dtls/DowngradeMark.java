package dtlskeying.impl.dtls;

import dtlskeying.spec.Octets;

/**
 * The last 8 bytes of a server's random, by which a server with a newer version says that it has
 * been asked for an older one (RFC 8446 §4.1.3): "DOWNGRD" and one byte. Whoever removes what the
 * client offered cannot remove the mark: the signature of the server covers the random.
 */
public enum DowngradeMark {
    /** A server with 1.3 negotiates 1.2. */
    TO_1_2("444f574e47524401"),
    /** A server with 1.2 negotiates something older. */
    TO_OLDER("444f574e47524400");

    private final Octets bytes;

    DowngradeMark(String bytes) {
        this.bytes = Octets.hex(bytes);
    }

    /** A random of 32 bytes that ends with this mark. */
    public Octets on(Octets random) {
        return Octets.concat(random.slice(0, random.length() - bytes.length()), bytes);
    }

    /** Whether a random of 32 bytes ends with either mark. */
    public static boolean isOn(Octets random) {
        return TO_1_2.ends(random) || TO_OLDER.ends(random);
    }

    private boolean ends(Octets random) {
        return random.slice(random.length() - bytes.length(), random.length()).equals(bytes);
    }
}
