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
 */
record ChunkPacket(int epoch, int secret, int sequence, boolean isSack, int number) {
    private static final int LENGTH = 6;

    Octets bytes() {
        return Octets.of(
                (byte) epoch,
                (byte) secret,
                (byte) (sequence >> 8),
                (byte) sequence,
                (byte) (isSack ? 1 : 0),
                (byte) number);
    }

    static ChunkPacket read(Octets bytes) {
        if (bytes.length() != LENGTH) throw new AssertionError("no packet of ours: " + bytes);
        return new ChunkPacket(
                bytes.at(0),
                bytes.at(1),
                bytes.at(2) << 8 | bytes.at(3),
                bytes.at(4) == 1,
                bytes.at(5));
    }

    boolean isSealed() {
        return epoch > 0;
    }

    @Override
    public String toString() {
        return (isSack ? "SACK " : "message ")
                + number
                + (isSealed() ? " under " + epoch : " in the open");
    }
}
