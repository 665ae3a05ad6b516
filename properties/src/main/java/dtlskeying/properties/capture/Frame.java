package dtlskeying.properties.capture;

/**
 * A frame in a capture file.
 *
 * @param at where what the file says of it begins, in bytes
 * @param nanos when it was captured, after the beginning of 1970
 * @param linkType what it begins with (the LINKTYPE_ values of tcpdump.org)
 * @param start where its own bytes begin in the file
 * @param end where they end
 * @param original how many there were on the wire
 */
record Frame(int at, long nanos, int linkType, int start, int end, long original) {
    /** Whether the file has only the beginning of it. */
    boolean isCut() {
        return end - start < original;
    }
}
