package dtlskeying.impl.dtls13;

/** What carries the records of an association to its peer. */
public enum Carrier {
    /** Datagrams that may be lost, as over UDP: many records in one, flights sent again. */
    DATAGRAMS(65_507),
    /**
     * Messages that arrive, in order, as over SCTP: one record in each (RFC 6083 §4.1), and nothing
     * is ever sent again (§4.3, as its successor has it for DTLS 1.3). There are no deadlines.
     */
    MESSAGES(1 << 18);

    /** Room for the header of a record, and for the tag of any cipher. */
    private static final int AROUND = 64;

    private final int longest;

    Carrier(int longest) {
        this.longest = longest;
    }

    /** The most bytes of content, type and padding in a record that it can carry. */
    public int longestRecord() {
        return longest - AROUND;
    }
}
