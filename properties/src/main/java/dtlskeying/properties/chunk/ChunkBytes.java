package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.chunk.ReceiveContext;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Effect;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Fault;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Packet;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * The bytes that stand for packets by name, between an operator that is the client of the key
 * management and its peer.
 */
final class ChunkBytes {
    static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;

    /** Bytes of the common header of SCTP. */
    static final int HEADER = 12;

    /** More than sealing can add. */
    static final int ROOM = 64;

    private static final int RECORD = HEADER + 5;
    private static final int SEALED = HEADER + 8;
    private static final int CHECKSUM = 8;
    private static final int WINDOW = 64;
    private static final int LAST_EPOCH = 9;
    private static final Octets NESTED_CHUNK = Octets.hex("4100000800000000");
    private static final Map<PacketShape, String> OTHERS =
            Map.of(
                    PacketShape.INIT, "01000014" + "00".repeat(16),
                    PacketShape.INIT_ACK, "02000014" + "00".repeat(16),
                    PacketShape.PROTECTED, "4100001c" + "00".repeat(24),
                    PacketShape.BUNDLED, "4100001c" + "00".repeat(24) + "0b000004",
                    PacketShape.UNPROTECTED, "0b000004");

    private static final Map<Packet, Octets> ARRIVING = new ConcurrentHashMap<>();
    private static final Map<String, TrafficKeys> KEYS = new ConcurrentHashMap<>();

    private ChunkBytes() {}

    /** The keys of what that end writes. */
    static TrafficKeys keys(KeyUse use, Epoch epoch, Role writer) {
        return KEYS.computeIfAbsent(
                use + " " + epoch + " " + writer,
                _ -> {
                    var exporter = Secret.of(new byte[SUITE.hash().length()]);
                    var client = ChunkKeyDerivationChapter.CLIENT;
                    var server = ChunkKeyDerivationChapter.SERVER;
                    return new ChunkKeys(SUITE, exporter, client, server).of(epoch, writer, use);
                });
    }

    /** What SCTP hands over to be sent, with room to seal it. */
    static byte[] toSend(PacketShape shape, boolean fits) {
        byte[] chunks = Octets.hex(OTHERS.get(shape)).toArray();
        int length = fits ? chunks.length : (1 << 14) + 4;
        return Arrays.copyOf(packet(Octets.of(Arrays.copyOf(chunks, length))), HEADER + length);
    }

    /** What arrives. */
    static byte[] arriving(Packet packet) {
        return ARRIVING.computeIfAbsent(packet, _ -> Octets.of(make(packet))).toArray();
    }

    private static byte[] make(Packet packet) {
        return switch (packet) {
            case Packet.Damaged() -> {
                byte[] damaged = packet(Octets.hex(OTHERS.get(PacketShape.INIT)));
                damaged[HEADER + 7] ^= 1;
                yield damaged;
            }
            case Packet.Other(var shape) -> packet(Octets.hex(OTHERS.get(shape)));
            case Packet.Chunk chunk -> faulty(sealed(chunk), chunk.fault());
        };
    }

    /** A packet with these chunks and its checksum. */
    static byte[] packet(Octets chunks) {
        byte[] packet = new byte[HEADER + chunks.length()];
        Octets.hex("1388138900000007").copyTo(packet, 0);
        chunks.copyTo(packet, HEADER);
        writeChecksum(packet);
        return packet;
    }

    private static void writeChecksum(byte[] packet) {
        Arrays.fill(packet, CHECKSUM, HEADER, (byte) 0);
        var crc = new CRC32C();
        crc.update(packet, 0, packet.length);
        for (int i = 0; i < 4; i++) packet[CHECKSUM + i] = (byte) (crc.getValue() >>> 8 * i);
    }

    /** A chunk of SCTP that says which DTLS chunk it came in. */
    private static Octets content(Packet.Chunk chunk) {
        return Octets.hex(
                "03000014%016x%012x%02x00"
                        .formatted(chunk.number(), chunk.epoch().number(), chunk.use().ordinal()));
    }

    /** What was opened, by what its content says. */
    static Effect.Opened opened(byte[] packet) {
        String digits = Octets.of(packet, HEADER + 4, 16).toHex();
        return new Effect.Opened(
                KeyUse.values()[Integer.parseInt(digits.substring(28, 30), 16)],
                new Epoch(Long.parseLong(digits.substring(16, 28), 16)),
                Long.parseLong(digits.substring(0, 16), 16));
    }

    private static byte[] sealed(Packet.Chunk chunk) {
        Octets content =
                switch (chunk.fault()) {
                    case EMPTY -> Octets.EMPTY;
                    case NESTED -> Octets.concat(content(chunk), NESTED_CHUNK);
                    case NONE,
                            FLIPPED_BIT,
                            OTHER_USE,
                            OTHER_EPOCH,
                            OTHER_FORM,
                            TOO_SHORT,
                            OTHER_TYPE ->
                            content(chunk);
                };
        int type = chunk.fault() == Fault.OTHER_TYPE ? 22 : 23;
        byte[] buffer = new byte[content.length() + 2 * ROOM];
        int record =
                RecordProtection.of(SUITE, keys(chunk.use(), chunk.epoch(), Role.SERVER))
                        .seal(
                                new HeaderForm(true, false),
                                chunk.epoch().number(),
                                chunk.number(),
                                type,
                                content.toArray(),
                                0,
                                content.length(),
                                0,
                                buffer,
                                5);
        return framed(chunk.use(), Octets.of(buffer, 5, record));
    }

    private static byte[] framed(KeyUse use, Octets record) {
        int length = 5 + record.length();
        String head = "41%02x%04x00".formatted(use.ordinal(), length);
        return packet(Octets.concat(Octets.hex(head), record, Octets.of(new byte[-length & 3])));
    }

    private static byte[] faulty(byte[] packet, Fault fault) {
        switch (fault) {
            case NONE, OTHER_TYPE, EMPTY, NESTED -> {
                return packet;
            }
            case FLIPPED_BIT -> packet[SEALED + 20] ^= 4;
            case OTHER_USE -> packet[HEADER + 1] ^= 1;
            case OTHER_EPOCH ->
                    packet[RECORD] = (byte) (packet[RECORD] & ~3 | packet[RECORD] + 1 & 3);
            case OTHER_FORM -> packet[RECORD] ^= 0x10;
            case TOO_SHORT -> {
                packet = Arrays.copyOf(packet, SEALED + 12);
                packet[HEADER + 2] = 0;
                packet[HEADER + 3] = 20;
            }
        }
        writeChecksum(packet);
        return packet;
    }

    /**
     * What left protected: which of our keys opens it, and as which number.
     *
     * @throws AssertionError if none does
     */
    static Effect.Sealed named(byte[] packet, int length) {
        var use = KeyUse.values()[packet[HEADER + 1] & 1];
        for (long number = 3; number <= LAST_EPOCH; number++) {
            var epoch = new Epoch(number);
            var keys = keys(use, epoch, Role.CLIENT);
            var context = new ReceiveContext(use, epoch, SUITE, keys, WINDOW);
            byte[] copy = Arrays.copyOf(packet, length);
            if (context.open(copy, HEADER, length - HEADER) < 0) continue;
            int masked = (packet[RECORD + 1] & 0xff) << 8 | packet[RECORD + 2] & 0xff;
            int low = RecordProtection.of(SUITE, keys).unmask(2, masked, packet, SEALED);
            return new Effect.Sealed(use, epoch, low);
        }
        throw new AssertionError("no key of ours opens what has left");
    }
}
