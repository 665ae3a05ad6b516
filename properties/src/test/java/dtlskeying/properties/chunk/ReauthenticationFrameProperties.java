package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.ReauthenticationFrame.Kind;
import dtlskeying.impl.chunk.ReauthenticationMessage;
import dtlskeying.impl.chunk.ReauthenticationParts;
import dtlskeying.impl.chunk.ReauthenticationParts.Begun;
import dtlskeying.impl.chunk.ReauthenticationParts.Outcome;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import java.util.List;
import java.util.SplittableRandom;

/** The frames of re-authentication, and how messages are put together from them. */
class ReauthenticationFrameProperties {
    @Example
    void every_byte_of_a_frame_is_where_the_model_has_it() {
        assertThat(ReauthenticationFrameCode.OURS.badlyWritten()).isEmpty();
    }

    @Example
    void what_is_read_is_what_was_sent_and_a_frame_that_lies_is_refused() {
        assertThat(ReauthenticationFrameCode.OURS.badlyRead()).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed_by_its_property() {
        for (Guard guard : ReauthenticationFrameGuards.ALL)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }

    @Property(tries = 500)
    void any_message_comes_back_in_frames_of_any_length(
            @ForAll Kind kind,
            @ForAll int exchange,
            @ForAll @LongRange(max = (1L << 48) - 1) long epoch,
            @ForAll @IntRange(min = 27, max = 200) int most,
            @ForAll @Size(min = 1, max = 500) byte[] body) {
        var message =
                new ReauthenticationMessage(kind, exchange, new Epoch(epoch), Octets.of(body));
        var parts = ReauthenticationParts.start();
        var frames = message.frames(most);
        assertThat(frames).allMatch(frame -> frame.length() <= most);
        for (Octets frame : frames.subList(0, frames.size() - 1))
            parts = ((Outcome.Kept) parts.on(frame)).next();
        assertThat(parts.on(frames.getLast())).isEqualTo(new Outcome.Whole(message));
    }

    /** Whatever comes in whatever order: no more is kept than has come, and than is allowed. */
    @Property(tries = 1_000)
    void any_bytes_are_answered_and_memory_is_bounded(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var parts = ReauthenticationParts.start();
        long come = 0;
        for (int i = 0; i < 40; i++) {
            Octets frame = spoiled(random);
            come += frame.length();
            parts = after(parts, parts.on(frame));
            if (parts instanceof Begun(var first, var bytes))
                assertThat((long) bytes.length())
                        .isLessThan(first.length())
                        .isLessThan(ReauthenticationMessage.LONGEST)
                        .isLessThanOrEqualTo(come);
        }
    }

    private static ReauthenticationParts after(ReauthenticationParts before, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Kept(var next) -> next;
            case Outcome.Whole _ -> ReauthenticationParts.start();
            case Outcome.Unknown _, Outcome.Foreign _, Outcome.Refused _ -> before;
        };
    }

    /** A frame of one of a few messages, in half of the cases with a bit or its end changed. */
    private static Octets spoiled(SplittableRandom random) {
        Kind kind = Kind.values()[random.nextInt(4)];
        Octets body = Octets.of(new byte[1 + random.nextInt(60)]);
        var message =
                new ReauthenticationMessage(
                        kind, random.nextInt(2), new Epoch(3 + random.nextInt(2)), body);
        List<Octets> frames = message.frames(30 + random.nextInt(40));
        byte[] bytes = frames.get(random.nextInt(frames.size())).toArray();
        if (random.nextBoolean())
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
        return Octets.of(bytes, 0, length);
    }
}
