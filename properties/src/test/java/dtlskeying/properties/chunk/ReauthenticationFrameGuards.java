package dtlskeying.properties.chunk;

import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.FRAMES_ARE_OURS;

import dtlskeying.impl.chunk.ReauthenticationFrame.Part;
import dtlskeying.impl.chunk.ReauthenticationMessage;
import dtlskeying.impl.chunk.ReauthenticationParts;
import dtlskeying.impl.chunk.ReauthenticationParts.Begun;
import dtlskeying.impl.chunk.ReauthenticationParts.Outcome;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Octets;

import java.util.List;
import java.util.Set;

/** Known bugs in the frames of re-authentication, each with the property that notices it. */
public final class ReauthenticationFrameGuards {
    private static final ReauthenticationFrameCode OURS = ReauthenticationFrameCode.OURS;

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    writing(
                            "part-as-whole",
                            "each part announces its own length as that of the message",
                            OURS.writing(ReauthenticationFrameGuards::announcingParts)),
                    writing(
                            "little-endian-exchange",
                            "the number of the exchange is written from its low end",
                            OURS.writing((message, most) ->
                                    OURS.write().apply(reversed(message), most))),
                    reading(
                            "any-offset",
                            "parts are joined as they come, wherever they say they belong",
                            OURS.reading(ReauthenticationFrameGuards::joiningAnything)),
                    reading(
                            "first-part-rules",
                            "only the first part says which message it is",
                            OURS.reading(ReauthenticationFrameGuards::trustingTheFirst)),
                    reading(
                            "trailing-bytes",
                            "bytes behind the part are not seen",
                            OURS.reading(ReauthenticationFrameGuards::ignoringTheRest)),
                    reading(
                            "reserved-bits",
                            "a frame with reserved bits is refused",
                            OURS.reading((parts, frame) ->
                                    frame.length() > 3 && frame.at(2) + frame.at(3) > 0
                                            ? new Outcome.Refused("reserved bits")
                                            : parts.on(frame))));

    private ReauthenticationFrameGuards() {}

    private static Guard writing(String bug, String story, ReauthenticationFrameCode code) {
        return new Guard(
                "frame-" + bug,
                story,
                Set.of(FRAMES_ARE_OURS),
                ReauthenticationFrameCode.WRITING,
                code::badlyWritten);
    }

    private static Guard reading(String bug, String story, ReauthenticationFrameCode code) {
        return new Guard(
                "frame-" + bug,
                story,
                Set.of(FRAMES_ARE_OURS),
                ReauthenticationFrameCode.READING,
                code::badlyRead);
    }

    private static List<Octets> announcingParts(ReauthenticationMessage message, int most) {
        return OURS.write().apply(message, most).stream()
                .map(frame -> with(frame, 16, Octets.concat(Octets.hex("0000"), length(frame))))
                .toList();
    }

    private static Octets length(Octets frame) {
        return frame.slice(24, 26);
    }

    private static ReauthenticationMessage reversed(ReauthenticationMessage message) {
        return new ReauthenticationMessage(
                message.kind(),
                Integer.reverseBytes(message.exchange()),
                message.epoch(),
                message.body());
    }

    private static Outcome joiningAnything(ReauthenticationParts parts, Octets frame) {
        if (!(parts instanceof Begun(_, var bytes)) || frame.length() < 26) return parts.on(frame);
        Octets offset = Octets.hex("%08x".formatted(bytes.length()));
        return parts.on(with(frame, 20, offset));
    }

    private static Outcome trustingTheFirst(ReauthenticationParts parts, Octets frame) {
        if (!(parts instanceof Begun(Part first, _)) || frame.length() < 26) return parts.on(frame);
        Octets head =
                new ReauthenticationMessage(
                                first.kind(), first.exchange(), first.epoch(), first.bytes())
                        .frames(100)
                        .getFirst()
                        .slice(0, 16);
        Octets length = Octets.hex("%08x".formatted(first.length()));
        return parts.on(with(frame, 0, Octets.concat(head, length)));
    }

    private static Outcome ignoringTheRest(ReauthenticationParts parts, Octets frame) {
        if (frame.length() < 26) return parts.on(frame);
        int end = 26 + frame.at(24) * 256 + frame.at(25);
        return parts.on(end < frame.length() ? frame.slice(0, end) : frame);
    }

    private static Octets with(Octets frame, int at, Octets bytes) {
        byte[] changed = frame.toArray();
        bytes.copyTo(changed, at);
        return Octets.of(changed);
    }
}
