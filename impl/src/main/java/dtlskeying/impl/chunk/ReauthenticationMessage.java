package dtlskeying.impl.chunk;

import dtlskeying.impl.chunk.ReauthenticationFrame.Kind;
import dtlskeying.impl.chunk.ReauthenticationFrame.Part;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * §6: a whole message of re-authentication.
 *
 * @param exchange the number of the request that it belongs to, unsigned 32 bits
 * @param epoch whose exporter the request is about
 * @param body at least one byte
 */
public record ReauthenticationMessage(Kind kind, int exchange, Epoch epoch, Octets body) {
    /** The longest body that is taken, in bytes: room for long certificate chains. */
    public static final int LONGEST = 1 << 16;

    private static final List<Verdict> VERDICTS = List.of(Verdict.values());
    private static final List<Problem> PROBLEMS = List.of(Problem.values());

    public ReauthenticationMessage {
        if (body.isEmpty() || body.length() > LONGEST)
            throw new IllegalArgumentException("a message of " + body.length() + " bytes");
    }

    /**
     * The frames that carry it, in order.
     *
     * @param most how long a frame may be, more than {@link ReauthenticationFrame#HEAD} bytes
     */
    public List<Octets> frames(int most) {
        int room = Math.min(most - ReauthenticationFrame.HEAD, ReauthenticationFrame.LONGEST_PART);
        if (room < 1) throw new IllegalArgumentException("a frame of " + most + " bytes");
        var frames = new ArrayList<Octets>();
        for (int from = 0; from < body.length(); from += room) {
            Octets bytes = body.slice(from, Math.min(body.length(), from + room));
            var part = new Part(kind, exchange, epoch, body.length(), from, bytes);
            frames.add(ReauthenticationFrame.encode(part));
        }
        return frames;
    }

    /** A RESULT: one byte, 0 for the first verdict. */
    public static ReauthenticationMessage result(int exchange, Epoch epoch, Verdict verdict) {
        Octets code = Octets.of((byte) verdict.ordinal());
        return new ReauthenticationMessage(Kind.RESULT, exchange, epoch, code);
    }

    /** An ERROR: one byte, 0 for the first problem. */
    public static ReauthenticationMessage error(int exchange, Epoch epoch, Problem problem) {
        Octets code = Octets.of((byte) problem.ordinal());
        return new ReauthenticationMessage(Kind.ERROR, exchange, epoch, code);
    }

    /** The verdict of a RESULT, if it has one that is known. */
    public Optional<Verdict> verdict() {
        return coded(VERDICTS);
    }

    /** The problem of an ERROR, if it has one that is known. */
    public Optional<Problem> problem() {
        return coded(PROBLEMS);
    }

    private <T> Optional<T> coded(List<T> known) {
        boolean isKnown = body.length() == 1 && body.at(0) < known.size();
        return isKnown ? Optional.of(known.get(body.at(0))) : Optional.empty();
    }
}
