package dtlskeying.impl.dtls13;

/** What carries the records of an association to its peer. */
public enum Carrier {
    /** Datagrams that may be lost, as over UDP: many records in one, flights sent again. */
    DATAGRAMS,
    /**
     * Messages that arrive, in order, as over SCTP: one record in each (RFC 6083 §4.1), and nothing
     * is ever sent again (§4.3, as its successor has it for DTLS 1.3). There are no deadlines.
     */
    MESSAGES
}
