package dtlskeying.properties.interop;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Somebody on the path who loses 2 % of the packets and sends others of their own: DATA that is not
 * protected, packets that were there before, and packets with a bit turned, with the right checksum
 * and without.
 */
final class Saboteur implements ProtectedPair.Path {
    private static final int LOSS_PERCENT = 2;
    private static final int BETWEEN_INJECTIONS = 50;

    /** Far more than a replay window, far fewer than make a number of 16 bits come round. */
    private static final int REMEMBERED = 3_000;

    /** Bytes of SCTP's common header. */
    private static final int HEADER = 12;

    /**
     * Past the record's header and the 16 bytes that cover its number: whoever turns a bit of those
     * changes the number, and the packet may pass for one that is too old.
     */
    private static final int SEALED = 20 + 16;

    private final Random random;
    private final List<Octets> past = new ArrayList<>();
    private int passed;
    private int remembered;

    int lost;
    int unprotected;
    int replayed;
    int forged;
    int damaged;

    /** For one direction. */
    Saboteur(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public List<Octets> pass(Octets packet, boolean fromLeft) {
        var arriving = new ArrayList<Octets>();
        // Before the packet itself: a forgery moves no window, so the packet is still new then.
        if (++passed % BETWEEN_INJECTIONS == 0 && !past.isEmpty()) arriving.add(injected(packet));
        if (random.nextInt(100) < LOSS_PERCENT) lost++;
        else {
            arriving.add(packet);
            remember(packet);
        }
        return arriving;
    }

    private void remember(Octets packet) {
        if (past.size() < REMEMBERED) past.add(packet);
        else past.set(remembered++ % REMEMBERED, packet);
    }

    private Octets injected(Octets packet) {
        switch (random.nextInt(4)) {
            case 0 -> {
                unprotected++;
                return data(packet);
            }
            case 1 -> {
                replayed++;
                return past.get(random.nextInt(past.size()));
            }
            case 2 -> {
                forged++;
                return turned(packet, true);
            }
            default -> {
                damaged++;
                return turned(packet, false);
            }
        }
    }

    /** A bit of the sealed part is another. */
    private Octets turned(Octets packet, boolean checksum) {
        byte[] bytes = packet.toArray();
        int chunk = Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(HEADER + 2));
        int sealed = HEADER + chunk - SEALED;
        bytes[SEALED + random.nextInt(sealed)] ^= (byte) (1 << random.nextInt(8));
        if (checksum) SctpPacket.writeChecksum(bytes, bytes.length);
        return Octets.of(bytes);
    }

    /** A message of the saboteur's, with the ports and the tag of the association. */
    private Octets data(Octets packet) {
        var bytes = ByteBuffer.allocate(HEADER + 20);
        bytes.put(packet.slice(0, HEADER).toArray());
        bytes.put((byte) 0).put((byte) 3).putShort((short) 20).putInt(random.nextInt());
        bytes.putShort((short) 1).putShort((short) 0).putInt(51).putInt(0xdead_beef);
        SctpPacket.writeChecksum(bytes.array(), bytes.capacity());
        return Octets.of(bytes.array());
    }
}
