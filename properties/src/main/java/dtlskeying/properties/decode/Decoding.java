package dtlskeying.properties.decode;

import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.properties.capture.KeyLog;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the datagrams of a capture apart, path by path. */
public final class Decoding {
    /** The most units that are decoded: a bound on memory. */
    public static final int MOST_UNITS = 1_000_000;

    private static final int MOST_PATHS = 10_000;

    private Decoding() {}

    /** What decoding gives. */
    public sealed interface Outcome {
        /** What was said, by pairs of addresses, in the order of their first datagrams. */
        record Decoded(List<Conversation> conversations) implements Outcome {
            public Decoded {
                conversations = List.copyOf(conversations);
            }
        }

        /**
         * There is more than we hold.
         *
         * @param packet where it was too much
         */
        record TooMuch(long packet, String reason) implements Outcome {
            @Override
            public String toString() {
                return "packet " + packet + ": " + reason;
            }
        }
    }

    private record Path(InetSocketAddress one, InetSocketAddress other) {
        static Path of(CapturedPacket packet) {
            boolean inOrder = text(packet.from()).compareTo(text(packet.to())) <= 0;
            return inOrder
                    ? new Path(packet.from(), packet.to())
                    : new Path(packet.to(), packet.from());
        }

        private static String text(InetSocketAddress end) {
            return end.getAddress().getHostAddress() + " " + end.getPort();
        }
    }

    /** Decodes all datagrams; each goes to the conversation of its two addresses. */
    public static Outcome of(List<CapturedPacket> packets, KeyLog log) {
        Map<Path, PathDecoder> paths = new LinkedHashMap<>();
        long units = 0;
        for (CapturedPacket packet : packets) {
            var decoder =
                    paths.computeIfAbsent(
                            Path.of(packet), _ -> new PathDecoder(packet.from(), packet.to(), log));
            units += decoder.take(packet);
            if (units > MOST_UNITS)
                return new Outcome.TooMuch(
                        packet.number(), "more than %d units".formatted(MOST_UNITS));
            if (paths.size() > MOST_PATHS)
                return new Outcome.TooMuch(
                        packet.number(), "more than %d pairs of addresses".formatted(MOST_PATHS));
        }
        return new Outcome.Decoded(paths.values().stream().map(PathDecoder::conversation).toList());
    }
}
