package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.ChunkRefusal;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEndpoint.Sending;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * One direction of a long association: numbered messages, a path that loses some packets, and
 * somebody who keeps packets of every epoch and sends them again when its key is gone.
 */
final class LongWay {
    private static final int LOSS_PERCENT = 2;
    private static final int STREAMS = 4;
    private static final int LONGEST = 3_000;
    private static final int KEPT_OF_EACH_EPOCH = 5;
    private static final long PPID = 51;

    /** Where the first chunk of a packet begins, and in a DTLS chunk its record. */
    private static final int CHUNK = 12;

    private static final int RECORD = CHUNK + 5;
    private static final int DTLS_CHUNK = 0x41;

    private final ChunkEndpoint from;
    private final ChunkEndpoint to;
    private final EpochWatch sender;
    private final EpochWatch receiver;
    private final Random random;
    private final long[] expected = new long[STREAMS];
    private final Map<Epoch, List<Octets>> kept = new TreeMap<>();
    private long sent;
    private long received;
    private long lost;
    private long replayed;

    LongWay(
            ChunkEndpoint from,
            ChunkEndpoint to,
            EpochWatch sender,
            EpochWatch receiver,
            long seed) {
        this.from = from;
        this.to = to;
        this.sender = sender;
        this.receiver = receiver;
        this.random = new Random(seed);
        for (int stream = 0; stream < STREAMS; stream++) expected[stream] = stream;
    }

    /** Sends the next message, if there is room. */
    void send() {
        var bytes = ByteBuffer.allocate(Long.BYTES + random.nextInt(LONGEST)).putLong(sent);
        var message = new UserMessage((int) (sent % STREAMS), PPID, Octets.of(bytes.array()));
        if (from.send(message) == Sending.TAKEN) sent++;
    }

    /** A message has come: the next of its stream. */
    void received(UserMessage message) {
        long number = ByteBuffer.wrap(message.bytes().toArray()).getLong();
        assertThat(number).isEqualTo(expected[message.stream()]);
        expected[message.stream()] += STREAMS;
        received++;
    }

    /** A packet is on its way. */
    void pass(Octets packet) {
        Epoch epoch = sender.sends();
        var ofEpoch = kept.computeIfAbsent(epoch, _ -> new ArrayList<>());
        if (ofEpoch.size() < KEPT_OF_EACH_EPOCH && isOf(packet, epoch)) ofEpoch.add(packet);
        if (random.nextInt(100) < LOSS_PERCENT) lost++;
        else to.receive(packet);
    }

    /** Whether a packet is a DTLS chunk under the primary key of an epoch with these bits. */
    private static boolean isOf(Octets packet, Epoch epoch) {
        boolean isPrimary = packet.at(CHUNK) == DTLS_CHUNK && (packet.at(CHUNK + 1) & 1) == 0;
        return isPrimary && (packet.at(RECORD) & 3) == (epoch.number() & 3);
    }

    /**
     * What was kept of the epochs that are over comes again: of the one that has just ended, and of
     * the one before whose bits are those of the newest.
     */
    void replay() {
        long newest = receiver.newest().number();
        for (long over : List.of(newest - 2, newest - 4))
            if (over >= Epoch.FIRST_OF_TRAFFIC.number())
                for (Octets packet : kept.getOrDefault(new Epoch(over), List.of())) {
                    to.receive(packet);
                    replayed++;
                }
        kept.keySet().removeIf(epoch -> epoch.number() < newest - 4);
    }

    boolean isComplete() {
        return received == sent;
    }

    /** What came again was refused to the last packet, and nothing else was. */
    void assertWhole() {
        assertThat(received).isEqualTo(sent);
        assertThat(lost).isPositive();
        var operators = to.operators();
        long unknown = operators.refused(ChunkRefusal.UNKNOWN_KEY);
        long forged = operators.refused(ChunkRefusal.FORGED);
        assertThat(unknown).isPositive();
        assertThat(forged).isPositive();
        assertThat(unknown + forged + operators.refused(ChunkRefusal.REPLAYED)).isEqualTo(replayed);
    }

    @Override
    public String toString() {
        return "%d messages, %d packets lost, %d replayed".formatted(sent, lost, replayed);
    }
}
