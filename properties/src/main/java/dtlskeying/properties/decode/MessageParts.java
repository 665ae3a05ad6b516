package dtlskeying.properties.decode;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.HandshakeMessage;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts the handshake messages of one handshake together, as one who listens: parts come in any
 * order, some never, and no message waits for the one before it.
 */
final class MessageParts {
    private static final int LARGEST_MESSAGE = 1 << 17;
    private static final int MOST_PARTS = 1_000;
    private static final int MOST_MESSAGES = 10_000;

    /** The type is in it: a server without state may give one number to two messages. */
    private record Name(Role sender, int type, int messageSeq) {}

    private final Map<Name, TreeMap<Integer, Octets>> open = new HashMap<>();
    private final Map<Name, HandshakeMessage> whole = new HashMap<>();

    /** The message that this part completes, if it does and it is not one that was there before. */
    Optional<HandshakeMessage> take(Role sender, Fragment part) {
        var name = new Name(sender, part.type(), part.messageSeq());
        if (part.length() > LARGEST_MESSAGE || part.end() > part.length()) return Optional.empty();
        if (!whole.containsKey(name) && whole.size() + open.size() >= MOST_MESSAGES)
            return Optional.empty();
        return body(name, part)
                .map(body -> new HandshakeMessage(part.type(), part.messageSeq(), body))
                .filter(message -> !message.equals(whole.put(name, message)));
    }

    private Optional<Octets> body(Name name, Fragment part) {
        if (part.isWhole()) {
            open.remove(name);
            return Optional.of(part.body());
        }
        if (whole.containsKey(name)) return Optional.empty();
        var parts = open.computeIfAbsent(name, _ -> new TreeMap<>());
        if (parts.size() >= MOST_PARTS) return Optional.empty();
        parts.merge(part.offset(), part.body(), MessageParts::longer);
        var body = joined(parts, part.length());
        if (body.isPresent()) open.remove(name);
        return body;
    }

    private static Octets longer(Octets one, Octets other) {
        return one.length() >= other.length() ? one : other;
    }

    private static Optional<Octets> joined(TreeMap<Integer, Octets> parts, int length) {
        int reached = 0;
        for (var part : parts.entrySet()) {
            if (part.getKey() > reached) return Optional.empty();
            reached = Math.max(reached, part.getKey() + part.getValue().length());
        }
        if (reached != length) return Optional.empty();
        byte[] body = new byte[length];
        parts.forEach((offset, bytes) -> bytes.copyTo(body, offset));
        return Optional.of(Octets.of(body));
    }
}
