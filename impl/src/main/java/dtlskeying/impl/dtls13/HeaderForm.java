package dtlskeying.impl.dtls13;

/**
 * What a sender puts into the headers of its protected records (RFC 9147 §4); no connection id.
 *
 * @param longNumber two bytes of the sequence number, or one: enough as long as the reader has
 *     opened one of the last 128 records
 * @param length whether the length is there, and how: without it, the record has to be its
 *     datagram's last
 */
public record HeaderForm(boolean longNumber, LengthForm length) {
    /** Two bytes of number, and the length in two. */
    public static final HeaderForm FULL = new HeaderForm(true, LengthForm.FIXED);

    /** One byte of number, and no length: two bytes in all. */
    public static final HeaderForm SHORTEST = new HeaderForm(false, LengthForm.NONE);

    /** A form whose length, if it is there, has two bytes. */
    public HeaderForm(boolean longNumber, boolean length) {
        this(longNumber, length ? LengthForm.FIXED : LengthForm.NONE);
    }

    /** The same with the length, if there is one, in that form. */
    public HeaderForm saying(LengthForm other) {
        return length == LengthForm.NONE ? this : new HeaderForm(longNumber, other);
    }

    /**
     * Bytes of the header.
     *
     * @param fragment bytes behind it
     */
    public int size(int fragment) {
        return 1 + numberLength() + length.size(fragment);
    }

    /** Bytes of the number. */
    public int numberLength() {
        return longNumber ? 2 : 1;
    }
}
