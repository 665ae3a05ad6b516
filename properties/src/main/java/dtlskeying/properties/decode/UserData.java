package dtlskeying.properties.decode;

import dtlskeying.properties.decode.Unit.Chunk;
import dtlskeying.spec.Octets;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the user messages of the key management together from DATA chunks (RFC 9260 §3.3.1): those
 * with its PPID, each once, whatever is repeated.
 */
final class UserData {
    private static final int HEAD = 12;
    private static final int MOST_PARTS = 4_096;
    private static final int LAST = 1;
    private static final int FIRST = 2;

    private final long ppid;
    private final Map<Name, Part> parts = new HashMap<>();

    /** The sender, the verification tag that it uses, and the transmission sequence number. */
    private record Name(InetSocketAddress from, long tag, long tsn) {
        Name next() {
            return new Name(from, tag, tsn + 1 & 0xffff_ffffL);
        }

        Name before() {
            return new Name(from, tag, tsn - 1 & 0xffff_ffffL);
        }
    }

    private record Part(boolean isFirst, boolean isLast, Octets data) {}

    UserData(long ppid) {
        this.ppid = ppid;
    }

    /** The message that this chunk completes, if it does. */
    Optional<Octets> take(InetSocketAddress from, long tag, Chunk chunk) {
        var body = chunk.body();
        if (chunk.type() != SctpChunks.DATA || body.length() < HEAD) return Optional.empty();
        if (uint32(body, 8) != ppid || parts.size() >= MOST_PARTS) return Optional.empty();
        var name = new Name(from, tag, uint32(body, 0));
        var part =
                new Part(
                        (chunk.flags() & FIRST) != 0,
                        (chunk.flags() & LAST) != 0,
                        body.slice(HEAD, body.length()));
        return parts.putIfAbsent(name, part) == null ? whole(name) : Optional.empty();
    }

    private Optional<Octets> whole(Name name) {
        Name first = name;
        while (parts.containsKey(first) && !parts.get(first).isFirst()) first = first.before();
        var message = Octets.EMPTY;
        for (Name at = first; parts.containsKey(at); at = at.next()) {
            message = Octets.concat(message, parts.get(at).data());
            if (parts.get(at).isLast()) return Optional.of(message);
        }
        return Optional.empty();
    }

    private static long uint32(Octets bytes, int at) {
        long value = 0;
        for (int i = at; i < at + 4; i++) value = value << 8 | bytes.at(i);
        return value;
    }
}
