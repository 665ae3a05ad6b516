package dtlskeying.properties.chunk;

import dtlskeying.spec.Octets;

/**
 * A packet of the simulation, with names in the place of keys.
 *
 * @param epoch under whose key it is sealed, 0 in the open
 * @param secret which exporter secret that key comes from
 * @param sequence the number of the record, where it is sealed
 * @param isSack whether it acknowledges, or carries a message
 * @param number the message, or the first one that is missing, from 0
 * @param kind what the message is
 * @param generation the epoch that it is about
 */
record ChunkPacket(
        int epoch,
        int secret,
        int sequence,
        boolean isSack,
        int number,
        Kind kind,
        int generation) {
    private static final int LENGTH = 8;

    /** The messages of key management. */
    enum Kind {
        /** SCTP's own acknowledgement. */
        NONE,
        /** The client's last flight, with its Finished. */
        FLIGHT,
        /** The ACK of that flight. */
        FLIGHT_ACK,
        REQUEST,
        RESPONSE,
        FINISH,
        ACK
    }

    Octets bytes() {
        return Octets.of(
                (byte) epoch,
                (byte) secret,
                (byte) (sequence >> 8),
                (byte) sequence,
                (byte) (isSack ? 1 : 0),
                (byte) number,
                (byte) kind.ordinal(),
                (byte) generation);
    }

    static ChunkPacket read(Octets bytes) {
        if (bytes.length() != LENGTH) throw new AssertionError("no packet of ours: " + bytes);
        return new ChunkPacket(
                bytes.at(0),
                bytes.at(1),
                bytes.at(2) << 8 | bytes.at(3),
                bytes.at(4) == 1,
                bytes.at(5),
                Kind.values()[bytes.at(6)],
                bytes.at(7));
    }

    boolean isSealed() {
        return epoch > 0;
    }

    @Override
    public String toString() {
        return (isSack ? "SACK " : kind + " " + generation + " as message ")
                + number
                + (isSealed() ? " under " + epoch : " in the open");
    }
}
