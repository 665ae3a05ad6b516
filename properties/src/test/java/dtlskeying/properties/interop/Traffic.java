package dtlskeying.properties.interop;

import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEndpoint.Sending;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Octets;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Messages in one direction on several streams, made of a seed as they are sent; what was sent and
 * what has come are compared by the SHA-256 of each stream.
 */
final class Traffic {
    static final int STREAMS = 4;
    private static final int LONGEST = 40_000;
    private static final long PPID = 51;

    /** One stream's messages in their order. */
    record Sum(long messages, String digest) {}

    private final Random random;
    private final Tally sent = new Tally();
    private final Tally received = new Tally();
    private long left;
    private UserMessage waiting;

    /** So many bytes, of messages of 1 to 40,000. */
    Traffic(long bytes, long seed) {
        this.left = bytes;
        this.random = new Random(seed);
    }

    /** Sends what there is room for. */
    void feed(ChunkEndpoint from) {
        while (waiting != null || left > 0) {
            if (waiting == null) waiting = next();
            if (from.send(waiting) != Sending.TAKEN) return;
            sent.add(waiting);
            waiting = null;
        }
    }

    /** Takes note of what has come. */
    void hear(ChunkEvent event) {
        if (event instanceof ChunkEvent.Received(var message)) received.add(message);
    }

    /** Whether as many bytes have come as there were to send. */
    boolean isComplete() {
        return left == 0 && waiting == null && received.bytes >= sent.bytes;
    }

    List<Sum> sent() {
        return sent.sums();
    }

    List<Sum> received() {
        return received.sums();
    }

    private UserMessage next() {
        var bytes = new byte[(int) Math.min(left, 1 + random.nextInt(LONGEST))];
        random.nextBytes(bytes);
        left -= bytes.length;
        return new UserMessage(random.nextInt(STREAMS), PPID, Octets.of(bytes));
    }

    /** The digests of all streams so far; a message's length goes in before it. */
    private static final class Tally {
        private final List<MessageDigest> digests = new ArrayList<>();
        private final long[] messages = new long[STREAMS];
        private long bytes;

        Tally() {
            for (int stream = 0; stream < STREAMS; stream++) digests.add(sha256());
        }

        void add(UserMessage message) {
            var digest = digests.get(message.stream());
            digest.update((message.bytes().length() + " ").getBytes());
            digest.update(message.bytes().toArray());
            messages[message.stream()]++;
            bytes += message.bytes().length();
        }

        List<Sum> sums() {
            var sums = new ArrayList<Sum>();
            for (int stream = 0; stream < STREAMS; stream++)
                sums.add(new Sum(messages[stream], hex(digests.get(stream))));
            return sums;
        }

        private static String hex(MessageDigest digest) {
            try {
                return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
    }
}
