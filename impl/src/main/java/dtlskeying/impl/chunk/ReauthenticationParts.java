package dtlskeying.impl.chunk;

import dtlskeying.impl.chunk.ReauthenticationFrame.OtherKind;
import dtlskeying.impl.chunk.ReauthenticationFrame.OtherVersion;
import dtlskeying.impl.chunk.ReauthenticationFrame.Part;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.spec.Octets;

/**
 * §6: puts the parts of a message together. What carries them keeps their order and loses none, so
 * a part either begins a message or goes on where the one before ended; no other is taken.
 *
 * <p>Never more is kept than has come, and never more than {@link ReauthenticationMessage#LONGEST}.
 */
public sealed interface ReauthenticationParts {
    /** No message has begun. */
    record Empty() implements ReauthenticationParts {}

    /**
     * A message has begun.
     *
     * @param first its first part
     * @param bytes all that has come of it
     */
    record Begun(Part first, Octets bytes) implements ReauthenticationParts {}

    /** What came of a frame. */
    sealed interface Outcome {
        /** More has to come. */
        record Kept(ReauthenticationParts next) implements Outcome {}

        /** That was the last part: nothing is kept. */
        record Whole(ReauthenticationMessage message) implements Outcome {}

        /** It is of a kind that is unknown here: what was kept stays as it was. */
        record Unknown(OtherKind frame) implements Outcome {}

        /** It is of another version, and so may be all that follows. */
        record Foreign(OtherVersion frame) implements Outcome {}

        /** It is no frame, or does not fit: what was kept stays as it was. */
        record Refused(String reason) implements Outcome {}
    }

    /** Before the first part. */
    static ReauthenticationParts start() {
        return new Empty();
    }

    /** Takes the next frame, which may be anything. */
    default Outcome on(Octets frame) {
        return switch (ReauthenticationFrame.decode(frame)) {
            case Decoded.Malformed<ReauthenticationFrame>(var reason) ->
                    new Outcome.Refused(reason);
            case Decoded.Value<ReauthenticationFrame>(OtherKind other) ->
                    new Outcome.Unknown(other);
            case Decoded.Value<ReauthenticationFrame>(OtherVersion other) ->
                    new Outcome.Foreign(other);
            case Decoded.Value<ReauthenticationFrame>(Part part) -> on(part);
        };
    }

    private Outcome on(Part part) {
        return switch (this) {
            case Empty _ -> begun(part);
            case Begun(var first, var bytes) -> continued(first, bytes, part);
        };
    }

    private static Outcome begun(Part part) {
        if (part.length() > ReauthenticationMessage.LONGEST)
            return new Outcome.Refused("a message of " + part.length() + " bytes");
        if (part.offset() != 0)
            return new Outcome.Refused("a message that begins at " + part.offset());
        return grown(part, part.bytes());
    }

    private static Outcome continued(Part first, Octets bytes, Part part) {
        boolean isSame =
                part.kind() == first.kind()
                        && part.exchange() == first.exchange()
                        && part.epoch().equals(first.epoch())
                        && part.length() == first.length();
        if (!isSame) return new Outcome.Refused("a part of another message");
        if (part.offset() != bytes.length())
            return new Outcome.Refused(
                    "a part at %d, not %d".formatted(part.offset(), bytes.length()));
        return grown(first, Octets.concat(bytes, part.bytes()));
    }

    private static Outcome grown(Part first, Octets bytes) {
        if (bytes.length() < first.length()) return new Outcome.Kept(new Begun(first, bytes));
        return new Outcome.Whole(
                new ReauthenticationMessage(first.kind(), first.exchange(), first.epoch(), bytes));
    }
}
