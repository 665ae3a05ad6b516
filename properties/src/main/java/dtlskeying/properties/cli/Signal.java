package dtlskeying.properties.cli;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Ssrc;

import java.nio.ByteBuffer;

/**
 * What the demonstration sends: RTP packets of 20 ms of sound (payload type 0, 160 bytes), each
 * known by its number, so that the other end can tell whether it got what was sent.
 */
final class Signal {
    private static final int HEADER = 12;
    private static final int SAMPLES = 160;

    /** Bytes of a packet. */
    static final int LENGTH = HEADER + SAMPLES;

    /** Milliseconds between two packets. */
    static final long INTERVAL = 20;

    private Signal() {}

    /** The packet with that number, 0 to 65535, of that end. */
    static Octets packet(Role sender, int number) {
        var packet = ByteBuffer.allocate(LENGTH);
        packet.put((byte) 0x80).put((byte) 0).putShort((short) number);
        packet.putInt(number * SAMPLES).putInt(source(sender).value());
        while (packet.hasRemaining()) packet.put((byte) (packet.position() + number));
        return Octets.of(packet.array());
    }

    /** The payload of another packet as the one with that number of that end. */
    static Octets answer(Role sender, int number, Octets other) {
        byte[] packet = other.toArray();
        ByteBuffer.wrap(packet).putShort(2, (short) number).putInt(8, source(sender).value());
        return Octets.of(packet);
    }

    /** The source that an end sends as. */
    static Ssrc source(Role sender) {
        return new Ssrc(sender == Role.CLIENT ? 0xc11e0001 : 0x5e440001);
    }
}
