package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.ReauthenticationFrame.Kind;
import dtlskeying.impl.chunk.ReauthenticationMessage;
import dtlskeying.impl.chunk.ReauthenticationParts;
import dtlskeying.impl.chunk.ReauthenticationParts.Outcome;
import dtlskeying.model.chunk.ReauthenticationFrameModel;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The codec of the frames of re-authentication, as far as a bug may replace it.
 *
 * @param write the frames of a message that are at most so long
 * @param read what comes of the next frame
 */
record ReauthenticationFrameCode(
        BiFunction<ReauthenticationMessage, Integer, List<Octets>> write,
        BiFunction<ReauthenticationParts, Octets, Outcome> read) {
    /** The name of the law about what is sent. */
    static final String WRITING = "every byte of a frame is where the model has it";

    /** The name of the law about what is found. */
    static final String READING = "what is read is what was sent, and a frame that lies is refused";

    /** What we do. */
    static final ReauthenticationFrameCode OURS =
            new ReauthenticationFrameCode(
                    ReauthenticationMessage::frames, ReauthenticationParts::on);

    private static final int HEAD = 26;
    private static final Octets BODY = Octets.hex("000102030405060708090a0b0c0d0e0f");

    ReauthenticationFrameCode writing(
            BiFunction<ReauthenticationMessage, Integer, List<Octets>> other) {
        return new ReauthenticationFrameCode(other, read);
    }

    ReauthenticationFrameCode reading(BiFunction<ReauthenticationParts, Octets, Outcome> other) {
        return new ReauthenticationFrameCode(write, other);
    }

    /** The first message that is not written as the model has it. */
    Optional<String> badlyWritten() {
        for (var message : messages())
            for (int room : new int[] {100, 16, 15, 8, 5, 1})
                if (!write.apply(message, HEAD + room).equals(frames(message, room)))
                    return Optional.of(message + " in parts of " + room);
        return Optional.empty();
    }

    /** The first frames that are not read as the model has them, or that are read and lie. */
    Optional<String> badlyRead() {
        for (var message : messages())
            for (int room : new int[] {100, 15, 8, 1}) {
                var frames = frames(message, room);
                if (!whole(frames).equals(Optional.of(message)))
                    return Optional.of("not read: " + frames);
                if (!whole(withReservedBits(frames)).equals(Optional.of(message)))
                    return Optional.of("reserved bits in " + frames);
            }
        for (var lie : lies())
            if (!(last(lie) instanceof Outcome.Refused)) return Optional.of("taken: " + lie);
        return Optional.empty();
    }

    /** The message that the frames are; nothing if they are none, or not all of it. */
    private Optional<ReauthenticationMessage> whole(List<Octets> frames) {
        return last(frames) instanceof Outcome.Whole(var message)
                ? Optional.of(message)
                : Optional.empty();
    }

    private Outcome last(List<Octets> frames) {
        var parts = ReauthenticationParts.start();
        Outcome last = new Outcome.Kept(parts);
        for (Octets frame : frames) {
            last = read.apply(parts, frame);
            if (last instanceof Outcome.Kept(var next)) parts = next;
        }
        return last;
    }

    private static List<ReauthenticationMessage> messages() {
        var messages = new ArrayList<ReauthenticationMessage>();
        for (Kind kind : Kind.values())
            for (int exchange : new int[] {0, 0x01020304, -1})
                for (long epoch : new long[] {3, 0x010203040506L, Epoch.LAST.number()})
                    for (Octets body : List.of(Octets.hex("07"), BODY))
                        messages.add(
                                new ReauthenticationMessage(
                                        kind, exchange, new Epoch(epoch), body));
        return messages;
    }

    private static List<Octets> frames(ReauthenticationMessage message, int room) {
        var frames = new ArrayList<Octets>();
        Octets body = message.body();
        for (int from = 0; from < body.length(); from += room)
            frames.add(
                    ReauthenticationFrameModel.frame(
                            message.kind().ordinal() + 1,
                            Integer.toUnsignedLong(message.exchange()),
                            message.epoch().number(),
                            body.length(),
                            from,
                            body.slice(from, Math.min(body.length(), from + room))));
        return frames;
    }

    private static List<Octets> withReservedBits(List<Octets> frames) {
        return frames.stream()
                .map(frame -> Octets.hex(frame.toHex().substring(0, 4) + "ffff" + rest(frame)))
                .toList();
    }

    private static String rest(Octets frame) {
        return frame.toHex().substring(8);
    }

    /** Cut anywhere, or longer than they say; too much announced; out of order, of two messages. */
    private static List<List<Octets>> lies() {
        var lies = new ArrayList<List<Octets>>();
        Octets whole = frame(1, 9, 6, 16, 0, BODY);
        for (int i = 0; i < whole.length(); i++) lies.add(List.of(whole.slice(0, i)));
        lies.add(List.of(Octets.concat(whole, Octets.hex("00"))));
        lies.add(List.of(frame(1, 9, 6, 16, 0, Octets.EMPTY)));
        lies.add(List.of(frame(1, 9, 1L << 48, 16, 0, BODY)));
        for (long length : new long[] {0, 15, 65_537, 0x7fff_ffffL, 0xffff_ffffL})
            lies.add(List.of(frame(1, 9, 6, length, 0, BODY)));
        for (long offset : new long[] {1, 8, 0x7fff_ffffL, 0xffff_fff0L})
            lies.add(List.of(frame(1, 9, 6, 65_536, offset, BODY)));
        Octets first = frame(2, 9, 6, 16, 0, BODY.slice(0, 8));
        Octets end = BODY.slice(8, 16);
        lies.add(List.of(first, first));
        lies.add(List.of(first, frame(2, 9, 6, 16, 7, BODY.slice(7, 16))));
        lies.add(List.of(first, frame(2, 9, 6, 16, 9, BODY.slice(9, 16))));
        lies.add(List.of(first, frame(2, 9, 6, 17, 8, end)));
        lies.add(List.of(first, frame(1, 9, 6, 16, 8, end)));
        lies.add(List.of(first, frame(2, 8, 6, 16, 8, end)));
        lies.add(List.of(first, frame(2, 9, 7, 16, 8, end)));
        return lies;
    }

    private static Octets frame(
            int kind, long exchange, long epoch, long length, long offset, Octets part) {
        return ReauthenticationFrameModel.frame(kind, exchange, epoch, length, offset, part);
    }
}
