package dtlskeying.impl.dtls13;

import dtlskeying.spec.Cites;

/** How the header of a protected record says how long the record is. */
public enum LengthForm {
    /** Not at all: it ends with its datagram. */
    NONE,
    /** In two bytes (RFC 9147 §4). */
    FIXED,
    /** In one, two or four bytes (draft-ietf-tls-super-jumbo-record-limit §3). */
    VARIABLE;

    /**
     * Bytes that it takes.
     *
     * @param fragment bytes behind the header
     */
    public int size(int fragment) {
        return switch (this) {
            case NONE -> 0;
            case FIXED -> 2;
            case VARIABLE -> Varuint.size(fragment);
        };
    }

    /** Writes it from a place on, and returns the bytes that this took. */
    @Cites("large-records/3/d")
    int write(int fragment, byte[] target, int at) {
        return switch (this) {
            case NONE -> 0;
            case FIXED -> {
                target[at] = (byte) (fragment >> 8);
                target[at + 1] = (byte) fragment;
                yield 2;
            }
            case VARIABLE -> Varuint.write(fragment, target, at);
        };
    }
}
