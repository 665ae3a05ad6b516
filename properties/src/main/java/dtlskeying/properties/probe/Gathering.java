package dtlskeying.properties.probe;

import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Fragment;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The parts of one message that have come; parts that say another length are not taken. */
final class Gathering {
    private static final int LONGEST_MESSAGE = 1 << 17;

    private final Fragment first;
    private final byte[] body;
    private final BitSet covered = new BitSet();

    private Gathering(Fragment first) {
        this.first = first;
        this.body = new byte[first.length()];
    }

    /** One without parts, for the message that this is a part of. */
    static Gathering of(Fragment part) {
        return new Gathering(part);
    }

    /** Whether it is a message that anybody would put together. */
    static boolean isBearable(Fragment part) {
        return part.length() <= LONGEST_MESSAGE;
    }

    /** The messages that are whole by these parts, by message_seq; each body is all of it. */
    static List<Fragment> whole(Stream<Fragment> parts) {
        Map<Integer, Gathering> bySequence = new TreeMap<>();
        parts.filter(Gathering::isBearable)
                .forEach(part ->
                        bySequence.computeIfAbsent(part.messageSeq(), _ -> of(part)).take(part));
        return bySequence.values().stream()
                .filter(Gathering::isWhole)
                .map(Gathering::message)
                .toList();
    }

    void take(Fragment part) {
        boolean isOfIt = part.length() == body.length && part.type() == first.type();
        if (!isOfIt || part.end() > body.length) return;
        part.body().copyTo(body, part.offset());
        covered.set(part.offset(), part.end());
    }

    boolean isWhole() {
        return covered.cardinality() == body.length;
    }

    /** The message as one part. */
    Fragment message() {
        return new Fragment(first.type(), body.length, first.messageSeq(), 0, Octets.of(body));
    }
}
