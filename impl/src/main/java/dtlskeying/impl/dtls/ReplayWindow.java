package dtlskeying.impl.dtls;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.RECORDS_LEFT_OF_THE_WINDOW_ARE_DISCARDED;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.SEEN_RECORDS_ARE_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls.ReplayWindowSpec.Effect;
import dtlskeying.spec.dtls.ReplayWindowSpec.Effect.Accepted;
import dtlskeying.spec.dtls.ReplayWindowSpec.Effect.Discarded;
import dtlskeying.spec.dtls.ReplayWindowSpec.Effect.Fresh;
import dtlskeying.spec.dtls.ReplayWindowSpec.Input;
import dtlskeying.spec.dtls.ReplayWindowSpec.Input.Arrived;
import dtlskeying.spec.dtls.ReplayWindowSpec.Input.Authenticated;

import java.math.BigInteger;

/**
 * RFC 6347 §4.1.2.6, RFC 9147 §4.5.1: which sequence numbers of one epoch are still welcome.
 *
 * <p>The window ends at the highest authentic number and moves only for authentic records.
 */
public sealed interface ReplayWindow {
    /** The width that RFC 6347 prefers. */
    int DEFAULT_WIDTH = 64;

    /** Nothing authentic has come yet: every number is fresh. */
    record Untouched(int width) implements ReplayWindow {
        public Untouched {
            requireWidth(width);
        }
    }

    /**
     * At least one authentic record came.
     *
     * @param highest the highest authentic number
     * @param seen bit n is set if {@code highest - n} was accepted; {@code width} bits
     */
    record Sliding(int width, long highest, BigInteger seen) implements ReplayWindow {
        public Sliding {
            requireWidth(width);
        }
    }

    /** A window of an epoch that begins; {@code width} is 32 to 1024. */
    static ReplayWindow of(int width) {
        return new Untouched(width);
    }

    /** Takes one input; any input is answered in any state. */
    default Step<ReplayWindow, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Untouched same, Arrived(var sequence)) -> stay(same, new Fresh(sequence));
            case Row(Untouched(var width), Authenticated(var sequence)) ->
                    become(new Sliding(width, sequence, BigInteger.ONE), new Accepted(sequence));

            case Row(Sliding same, Arrived(var sequence)) when isLeftOf(same, sequence) ->
                    stay(same, tooOld(sequence));
            case Row(Sliding same, Arrived(var sequence)) when wasSeen(same, sequence) ->
                    stay(same, replayed(sequence));
            case Row(Sliding same, Arrived(var sequence)) -> stay(same, new Fresh(sequence));

            case Row(Sliding same, Authenticated(var sequence)) when isLeftOf(same, sequence) ->
                    stay(same, tooOld(sequence));
            case Row(Sliding same, Authenticated(var sequence)) when wasSeen(same, sequence) ->
                    stay(same, replayed(sequence));
            case Row(Sliding window, Authenticated(var sequence)) ->
                    become(counted(window, sequence), new Accepted(sequence));
        };
    }

    /** Whether a record with this number would be worth opening. */
    default boolean isFresh(long sequence) {
        return on(new Arrived(sequence)).effects().getFirst() instanceof Fresh;
    }

    /** Whether the number is so old that the window cannot tell whether it was seen. */
    default boolean isTooOld(long sequence) {
        return switch (this) {
            case Untouched _ -> false;
            case Sliding window -> isLeftOf(window, sequence);
        };
    }

    private static boolean isLeftOf(Sliding window, long sequence) {
        return sequence <= window.highest() - window.width();
    }

    /** Only for numbers that are not left of the window. */
    private static boolean wasSeen(Sliding window, long sequence) {
        return sequence <= window.highest()
                && window.seen().testBit((int) (window.highest() - sequence));
    }

    @Cites({"rfc6347/4.1.2.6/c", "rfc9147/4.5.1/b"})
    private static Sliding counted(Sliding window, long sequence) {
        long ahead = sequence - window.highest();
        if (ahead <= 0)
            return new Sliding(
                    window.width(), window.highest(), window.seen().setBit((int) -ahead));
        if (ahead >= window.width()) return new Sliding(window.width(), sequence, BigInteger.ONE);
        var all = BigInteger.ONE.shiftLeft(window.width()).subtract(BigInteger.ONE);
        var moved = window.seen().shiftLeft((int) ahead).setBit(0).and(all);
        return new Sliding(window.width(), sequence, moved);
    }

    private static Effect tooOld(long sequence) {
        return new Discarded(sequence, RECORDS_LEFT_OF_THE_WINDOW_ARE_DISCARDED);
    }

    private static Effect replayed(long sequence) {
        return new Discarded(sequence, SEEN_RECORDS_ARE_DISCARDED);
    }

    @Cites("rfc6347/4.1.2.6/d")
    private static void requireWidth(int width) {
        if (width < 32 || width > 1024)
            throw new IllegalArgumentException("a window is 32 to 1024 wide, not " + width);
    }

    /** One row of the transition table. */
    record Row(ReplayWindow state, Input input) {}
}
