package dtlskeying.properties.decode;

import dtlskeying.properties.capture.CapturedPacket;

import java.net.InetSocketAddress;

/**
 * Where a unit stands in a capture.
 *
 * @param packet the number of the packet in the file, from 1, as Wireshark counts
 * @param nanos when it was captured, after the beginning of 1970
 * @param from the sender's address
 * @param to the receiver's
 * @param offset where in the UDP payload the unit begins; of what travels inside of something else,
 *     where that begins
 */
public record Place(
        long packet, long nanos, InetSocketAddress from, InetSocketAddress to, int offset) {
    static Place of(CapturedPacket packet) {
        return new Place(packet.number(), packet.nanos(), packet.from(), packet.to(), 0);
    }

    Place at(int other) {
        return new Place(packet, nanos, from, to, other);
    }

    @Override
    public String toString() {
        return offset == 0 ? "packet " + packet : "packet " + packet + ", byte " + offset;
    }
}
