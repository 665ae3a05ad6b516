package dtlskeying.spec.srtp;

import dtlskeying.spec.Octets;

/**
 * A master key identifier, the {@code srtp_mki} of §4.1.3 and the MKI field of RFC 3711 §3.1.
 *
 * @param value 0 to 255 bytes, compared as they stand on the wire; no bytes mean "no MKI"
 */
public record Mki(Octets value) {
    /** No MKI is used. */
    public static final Mki NONE = new Mki(Octets.EMPTY);

    /** The most bytes that an MKI can have. */
    public static final int MAX_LENGTH = 255;

    public Mki {
        if (value.length() > MAX_LENGTH)
            throw new IllegalArgumentException(
                    "an MKI has at most 255 bytes, not " + value.length());
    }

    /** The MKI with these bytes, given in hex. */
    public static Mki hex(String digits) {
        return new Mki(Octets.hex(digits));
    }

    /** Whether this stands for "no MKI". */
    public boolean isNone() {
        return value.isEmpty();
    }

    /** The number of bytes it adds to a packet. */
    public int length() {
        return value.length();
    }

    @Override
    public String toString() {
        return isNone() ? "none" : value.toHex();
    }
}
