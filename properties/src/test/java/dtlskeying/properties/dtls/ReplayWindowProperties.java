package dtlskeying.properties.dtls;

import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.ONLY_AUTHENTIC_RECORDS_MOVE_THE_WINDOW;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.RECORDS_LEFT_OF_THE_WINDOW_ARE_DISCARDED;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.SEEN_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.WINDOW_HOLDS_AT_LEAST_32;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.WINDOW_WAITS_FOR_DEPROTECTION;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.impl.dtls.ReplayWindow.Sliding;
import dtlskeying.model.dtls.ReplayWindowModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace;
import dtlskeying.spec.dtls.ReplayWindowSpec.Effect;
import dtlskeying.spec.dtls.ReplayWindowSpec.Input;

import net.jqwik.api.Example;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** RFC 6347 §4.1.2.6 held against its model: P61, the half of P30 that it is, and X40. */
public class ReplayWindowProperties extends ChapterProperties<ReplayWindow, Input, Effect, Facts> {
    /** P61: no number is accepted twice. */
    static final Law<ReplayWindow, Input, Effect, Facts> ACCEPTED_AT_MOST_ONCE =
            new Law<>("P61 RecordAcceptAtMostOncePerEpoch", ReplayWindowProperties::acceptedTwice);

    /** P30: a record that was not authenticated changes nothing. */
    static final Law<ReplayWindow, Input, Effect, Facts> UNPROVED_RECORDS_CHANGE_NOTHING =
            Law.ofSteps(
                    "P30 FailedPacketChangesNothing",
                    entry ->
                            entry.input() instanceof Input.Arrived
                                            && !entry.before().equals(entry.after())
                                    ? Optional.of(entry + " moved the window")
                                    : Optional.empty());

    /** A new number up to 31 behind the largest is welcome. */
    static final Law<ReplayWindow, Input, Effect, Facts> THE_LAST_32_ARE_REMEMBERED =
            new Law<>("the last 32 numbers are told apart", ReplayWindowProperties::lateAndLost);

    public ReplayWindowProperties() {
        super(ReplayWindowChapter.CHAPTER, 3);
    }

    @Example
    void P61_record_accept_at_most_once_per_epoch() {
        holds(ACCEPTED_AT_MOST_ONCE);
    }

    @Example
    void P30_failed_packet_changes_nothing() {
        holds(UNPROVED_RECORDS_CHANGE_NOTHING);
    }

    @Example
    void the_last_32_numbers_are_told_apart() {
        holds(THE_LAST_32_ARE_REMEMBERED);
    }

    @Example
    void too_old_is_what_is_discarded_for_its_age() {
        var windows = List.of(ReplayWindow.of(32), new Sliding(32, 40, BigInteger.ONE));
        for (ReplayWindow window : windows)
            for (long sequence = 0; sequence < 80; sequence++)
                assertThat(window.isTooOld(sequence))
                        .as("%d at %s", sequence, window)
                        .isEqualTo(isDiscardedForItsAge(window, sequence));
    }

    private static boolean isDiscardedForItsAge(ReplayWindow window, long sequence) {
        var discarded = new Effect.Discarded(sequence, RECORDS_LEFT_OF_THE_WINDOW_ARE_DISCARDED);
        return window.on(new Input.Arrived(sequence)).effects().equals(List.of(discarded));
    }

    @Example
    void a_window_is_32_to_1024_wide() {
        for (int width : List.of(32, 1024)) {
            assertThat(ReplayWindow.of(width)).isEqualTo(new ReplayWindow.Untouched(width));
            assertThat(new Sliding(width, 0, BigInteger.ONE).width()).isEqualTo(width);
        }
        for (int width : List.of(31, 1025)) {
            assertThatThrownBy(() -> ReplayWindow.of(width)).hasMessageContaining("32 to 1024");
            assertThatThrownBy(() -> new Sliding(width, 0, BigInteger.ONE))
                    .hasMessageContaining("32 to 1024");
        }
    }

    private static Optional<String> acceptedTwice(Trace<ReplayWindow, Input, Effect, Facts> trace) {
        var accepted = new HashSet<Long>();
        for (var entry : trace.entries())
            for (Effect effect : entry.effects())
                if (effect instanceof Effect.Accepted(var sequence) && !accepted.add(sequence))
                    return Optional.of(sequence + " is accepted again");
        return Optional.empty();
    }

    private static Optional<String> lateAndLost(Trace<ReplayWindow, Input, Effect, Facts> trace) {
        var accepted = new HashSet<Long>();
        long highest = -1;
        for (var entry : trace.entries()) {
            boolean isNew =
                    entry.input() instanceof Input.Authenticated(var sequence)
                            && sequence > highest - 32
                            && !accepted.contains(sequence);
            boolean isTaken = entry.effects().getFirst() instanceof Effect.Accepted;
            if (isNew && !isTaken) return Optional.of(entry + " after " + accepted);
            if (isTaken && entry.input() instanceof Input.Authenticated(var sequence)) {
                accepted.add(sequence);
                highest = Math.max(highest, sequence);
            }
        }
        return Optional.empty();
    }

    @Override
    protected List<Mutant<ReplayWindow, Input, Effect, Facts>> mutants() {
        return List.of(
                new Mutant<>(
                        "X40",
                        "the window moves before the record is authenticated",
                        Set.of(
                                ONLY_AUTHENTIC_RECORDS_MOVE_THE_WINDOW,
                                WINDOW_WAITS_FOR_DEPROTECTION),
                        UNPROVED_RECORDS_CHANGE_NOTHING,
                        ReplayWindowProperties::countingOnArrival),
                new Mutant<>(
                        "X39a",
                        "only the largest number is remembered",
                        Set.of(SEEN_RECORDS_ARE_DISCARDED),
                        ACCEPTED_AT_MOST_ONCE,
                        ReplayWindowProperties::rememberingOnlyTheLargest),
                new Mutant<>(
                        "jump",
                        "a jump further than the window is wide marks all of it as seen",
                        Set.of(WINDOW_HOLDS_AT_LEAST_32),
                        THE_LAST_32_ARE_REMEMBERED,
                        ReplayWindowProperties::fillingTheGap),
                new Mutant<>(
                        "narrow",
                        "the window is a machine word of 16 bits",
                        Set.of(WINDOW_HOLDS_AT_LEAST_32),
                        THE_LAST_32_ARE_REMEMBERED,
                        ReplayWindowProperties::rememberingSixteen),
                new Mutant<>(
                        "left-edge",
                        "what the window cannot tell is taken for new",
                        Set.of(RECORDS_LEFT_OF_THE_WINDOW_ARE_DISCARDED),
                        ACCEPTED_AT_MOST_ONCE,
                        ReplayWindowProperties::trustingTheOld));
    }

    private static Machine<ReplayWindow, Input, Effect> countingOnArrival(
            Machine<ReplayWindow, Input, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return step.effects().getFirst() instanceof Effect.Fresh(var sequence)
                    ? new Step<>(
                            healthy.on(state, new Input.Authenticated(sequence)).state(),
                            step.effects())
                    : step;
        };
    }

    private static Machine<ReplayWindow, Input, Effect> rememberingOnlyTheLargest(
            Machine<ReplayWindow, Input, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return step.state() instanceof Sliding(var width, var highest, _)
                    ? new Step<>(new Sliding(width, highest, BigInteger.ONE), step.effects())
                    : step;
        };
    }

    private static Machine<ReplayWindow, Input, Effect> fillingTheGap(
            Machine<ReplayWindow, Input, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            boolean jumped =
                    state instanceof Sliding(var width, var before, _)
                            && step.state() instanceof Sliding(_, var after, _)
                            && after - before >= width;
            return jumped && step.state() instanceof Sliding(var width, var highest, _)
                    ? new Step<>(
                            new Sliding(
                                    width,
                                    highest,
                                    BigInteger.TWO.pow(width).subtract(BigInteger.ONE)),
                            step.effects())
                    : step;
        };
    }

    private static Machine<ReplayWindow, Input, Effect> rememberingSixteen(
            Machine<ReplayWindow, Input, Effect> healthy) {
        return (state, input) ->
                state instanceof Sliding(_, var highest, _)
                                && input instanceof Input.Authenticated(var sequence)
                                && sequence <= highest - 16
                        ? Step.stay(
                                state,
                                new Effect.Discarded(
                                        sequence, RECORDS_LEFT_OF_THE_WINDOW_ARE_DISCARDED))
                        : healthy.on(state, input);
    }

    private static Machine<ReplayWindow, Input, Effect> trustingTheOld(
            Machine<ReplayWindow, Input, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Authenticated(var sequence) && state.isTooOld(sequence)
                        ? Step.stay(state, new Effect.Accepted(sequence))
                        : healthy.on(state, input);
    }
}
