package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.chunk.ChunkProtection;
import dtlskeying.impl.chunk.RestartKeys;
import dtlskeying.impl.crypto.Aead;
import dtlskeying.impl.crypto.HeaderMask;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.model.chunk.ChunkLayoutModel;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUse;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What seals the packets that leave, as far as a bug may replace it. */
@FunctionalInterface
interface SealingCode {
    /** The name of the law about what leaves. */
    String LAYOUT = "every byte of a packet that leaves is where the model has it";

    /** What we do. */
    SealingCode OURS = SealingCode::sealedByOperator;

    /** Chunks of SCTP, as they stand in a packet: one, several, and those of a full packet. */
    List<List<Octets>> PACKETS =
            List.of(
                    List.of(Octets.hex("0b000004")),
                    List.of(
                            Octets.hex("03000010000000070001000000000000"),
                            Octets.hex("000300150000000900010002000000636869616f21000000")),
                    List.of(Octets.hex("000304bc" + "17".repeat(1_208))));

    /**
     * What becomes of the chunks of a packet.
     *
     * @return all behind the common header of the packet that leaves
     */
    Octets seal(Task task);

    /**
     * One packet that is to leave.
     *
     * @param number how many have left under that key before it
     */
    record Task(CipherSuite suite, KeyUse use, Epoch epoch, long number, List<Octets> chunks) {
        /** The keys of this end, which is the client of the key management. */
        TrafficKeys keys() {
            return keys(Role.CLIENT);
        }

        private TrafficKeys keys(Role writer) {
            var client = ChunkKeyDerivationChapter.CLIENT;
            var server = ChunkKeyDerivationChapter.SERVER;
            return new ChunkKeys(suite, ChunkKeyLaws.exporter(suite), client, server)
                    .of(epoch, writer, use);
        }

        /** All chunks. */
        Octets content() {
            return Octets.concat(chunks.toArray(Octets[]::new));
        }
    }

    /** The first packet that does not leave as the model has it. */
    default Optional<String> misplaced() {
        for (CipherSuite suite : CipherSuite.values())
            for (KeyUse use : KeyUse.values())
                for (long epoch = 3; epoch < 7; epoch++)
                    for (var chunks : PACKETS) {
                        long number = epoch - 3;
                        var task = new Task(suite, use, new Epoch(epoch), number, chunks);
                        if (!seal(task).equals(modelled(task))) return Optional.of(task.toString());
                    }
        return Optional.empty();
    }

    private static Octets modelled(Task task) {
        Octets header = ChunkLayoutModel.authenticated(task.epoch().number(), task.number());
        Octets sealed = aead(task, header, ChunkLayoutModel.content(task.content()));
        int mask =
                HeaderMask.of(task.suite().aead(), task.keys().numberKey()).of(sealed.toArray(), 0);
        Octets two = Octets.of((byte) (mask >>> 24), (byte) (mask >>> 16));
        return ChunkLayoutModel.chunk(task.use(), header, sealed, two);
    }

    private static Octets aead(Task task, Octets header, Octets content) {
        byte[] nonce = task.keys().iv().octets().toArray();
        nonce[Aead.NONCE_LENGTH - 1] ^= (byte) task.number();
        var target = new byte[content.length() + task.suite().aead().tagLength()];
        task.suite()
                .aead()
                .key(task.keys().key())
                .seal(
                        nonce,
                        header.toArray(),
                        0,
                        header.length(),
                        content.toArray(),
                        0,
                        content.length(),
                        target,
                        0);
        return Octets.of(target);
    }

    private static Octets sealedByOperator(Task task) {
        var operator = operator(task);
        byte[] packet = ChunkBytes.packet(task.content());
        for (long earlier = 0; ; earlier++) {
            byte[] buffer = Arrays.copyOf(packet, packet.length + ChunkBytes.ROOM);
            int length = operator.send(buffer, packet.length);
            if (earlier == task.number())
                return Octets.of(buffer, ChunkBytes.HEADER, length - ChunkBytes.HEADER);
        }
    }

    private static ChunkProtection operator(Task task) {
        if (task.use() == KeyUse.RESTART)
            return ChunkProtection.restored(
                    new RestartKeys(
                            task.epoch(), task.suite(), task.keys(), task.keys(Role.SERVER)));
        var operator = new ChunkProtection();
        operator.establishSend(task.use(), task.epoch(), task.suite(), task.keys());
        return operator;
    }
}
