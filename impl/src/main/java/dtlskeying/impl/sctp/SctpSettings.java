package dtlskeying.impl.sctp;

/**
 * What an association is made with.
 *
 * @param localPort SCTP port of this end, 1 to 65,535
 * @param remotePort SCTP port of the peer; 0 for that of whoever is there first, and then this end
 *     cannot open
 * @param packetSize the longest SCTP packet that fits on the way, header and all, in bytes: 512 to
 *     65,535
 * @param overhead how many of them an operator below adds to a packet that SCTP makes: 0 to 128, a
 *     multiple of 4
 * @param streams how many to ask for in each direction, 1 to 2,048
 * @throws IllegalArgumentException if one of them is out of its range
 */
public record SctpSettings(
        int localPort, int remotePort, int packetSize, int overhead, int streams) {
    /** Bytes of the longest user message that is sent or taken. */
    public static final int LONGEST_MESSAGE = 1 << 18;

    /** Fits into the smallest MTU of IPv6 with IPv6's and UDP's header (RFC 6951 §5.5). */
    public static final int SAFE_PACKET = 1280 - 40 - 8;

    private static final int SMALLEST_PACKET = 512;
    private static final int LARGEST_OVERHEAD = 128;
    private static final int MOST_STREAMS = 2048;

    public SctpSettings {
        within("local port", localPort, 1, 0xffff);
        within("remote port", remotePort, 0, 0xffff);
        within("packet size", packetSize, SMALLEST_PACKET, 0xffff);
        within("overhead", overhead, 0, LARGEST_OVERHEAD);
        if (overhead % 4 != 0)
            throw new IllegalArgumentException("overhead " + overhead + " is no multiple of 4");
        within("number of streams", streams, 1, MOST_STREAMS);
    }

    /** Packets of {@link #SAFE_PACKET} bytes and 16 streams, with nothing below that adds. */
    public static SctpSettings of(int localPort, int remotePort) {
        return new SctpSettings(localPort, remotePort, SAFE_PACKET, 0, 16);
    }

    /** The same with that many bytes to keep free in each packet. */
    public SctpSettings withOverhead(int bytes) {
        return new SctpSettings(localPort, remotePort, packetSize, bytes, streams);
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most)
            throw new IllegalArgumentException(
                    what + " " + value + " is not " + least + " to " + most);
    }
}
