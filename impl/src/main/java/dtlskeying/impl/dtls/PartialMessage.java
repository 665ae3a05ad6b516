package dtlskeying.impl.dtls;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls.HandshakeMessage;

import java.util.ArrayList;
import java.util.List;

/**
 * What has come of one message that is not complete, or complete but not yet next.
 *
 * @param type the handshake type that its parts have
 * @param messageSeq its number
 * @param length the length of the whole message in bytes
 * @param parts what has come, in the order of the message; parts neither overlap nor touch
 */
public record PartialMessage(int type, int messageSeq, int length, List<Part> parts) {
    public PartialMessage {
        parts = List.copyOf(parts);
    }

    /** Bytes of the message from {@code offset} on. */
    public record Part(int offset, Octets bytes) {
        int end() {
            return offset + bytes.length();
        }
    }

    /** A message of which this fragment came first. */
    static PartialMessage of(Fragment first) {
        return new PartialMessage(
                first.type(),
                first.messageSeq(),
                first.length(),
                List.of(new Part(first.offset(), first.body())));
    }

    /** Whether the fragment tells the same of the whole message as those before it. */
    boolean isSameMessage(Fragment fragment) {
        return type == fragment.type()
                && messageSeq == fragment.messageSeq()
                && length == fragment.length();
    }

    /** Whether the fragment has the same bytes wherever it overlaps what came before. */
    boolean agreesWith(Fragment fragment) {
        return parts.stream().allMatch(part -> agree(part, fragment));
    }

    private static boolean agree(Part part, Fragment fragment) {
        int from = Math.max(part.offset(), fragment.offset());
        int to = Math.min(part.end(), fragment.end());
        if (from >= to) return true;
        var ours = part.bytes().slice(from - part.offset(), to - part.offset());
        var theirs = fragment.body().slice(from - fragment.offset(), to - fragment.offset());
        return ours.equals(theirs);
    }

    /** This and the fragment, which agrees with it. */
    @Cites("rfc6347/4.2.3/b")
    PartialMessage with(Fragment fragment) {
        var merged = new ArrayList<Part>();
        var grown = new Part(fragment.offset(), fragment.body());
        for (Part part : parts) {
            if (part.end() < grown.offset()) {
                merged.add(part);
            } else if (part.offset() > grown.end()) {
                merged.add(grown);
                grown = part;
            } else {
                grown = joined(part, grown);
            }
        }
        merged.add(grown);
        return new PartialMessage(type, messageSeq, length, merged);
    }

    /** Two parts that overlap or touch, as one. */
    private static Part joined(Part one, Part other) {
        var first = one.offset() <= other.offset() ? one : other;
        var second = first == one ? other : one;
        if (second.end() <= first.end()) return first;
        var rest = second.bytes().slice(first.end() - second.offset(), second.bytes().length());
        return new Part(first.offset(), Octets.concat(first.bytes(), rest));
    }

    boolean isComplete() {
        return parts.size() == 1 && parts.getFirst().bytes().length() == length;
    }

    /** The message, which is complete. */
    HandshakeMessage message() {
        return new HandshakeMessage(type, messageSeq, parts.getFirst().bytes());
    }

    /** What it counts against {@link FragmentLimits#bytes()}. */
    long cost() {
        return parts.stream()
                .mapToLong(part -> part.bytes().length() + FragmentLimits.PART_OVERHEAD)
                .sum();
    }
}
