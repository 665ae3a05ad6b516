package dtlskeying.properties.dtls;

import static dtlskeying.properties.dtls.FragmentsChapter.CHAPTER;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.CHANGED_PARTS_END_THE_HANDSHAKE;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.EARLY_MESSAGES_ARE_QUEUED;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.LIMITED_QUEUE_DISCARDS_THE_REST;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.MESSAGES_ARE_READ_IN_ORDER;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.MESSAGE_SEQ_DOES_NOT_WRAP;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.OVERLAPS_ARE_ACCEPTED;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PARTS_ARE_NOT_EMPTY;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PARTS_LIE_INSIDE_THE_MESSAGE;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PARTS_OF_ONE_MESSAGE_AGREE;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PAST_MESSAGES_ARE_DISCARDED;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.Fragments;
import dtlskeying.impl.dtls.Fragments.Exhausted;
import dtlskeying.impl.dtls.Fragments.Reassembling;
import dtlskeying.impl.dtls.PartialMessage;
import dtlskeying.model.dtls.FragmentsModel;
import dtlskeying.model.dtls.FragmentsModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls.FragmentsSpec.Effect;
import dtlskeying.spec.dtls.FragmentsSpec.Input;
import dtlskeying.spec.dtls.HandshakeMessage;

import net.jqwik.api.Example;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** RFC 6347 §4.2.2 and §4.2.3 held against their model: P63, and bugs of reassembly. */
public class FragmentsProperties extends ChapterProperties<Fragments, Input, Effect, Facts> {
    private static final Law<Fragments, Input, Effect, Facts> PERMITTED = Law.permittedBy(CHAPTER);

    /** Messages leave once each, and in the order of their numbers. */
    private static final Law<Fragments, Input, Effect, Facts> READ_IN_ORDER =
            new Law<>("messages are read in order, each once", FragmentsProperties::readOutOfOrder);

    /** What is kept never grows beyond what the limits allow, one room for the awaited message. */
    private static final Law<Fragments, Input, Effect, Facts> MEMORY_IS_BOUNDED =
            Law.ofSteps(
                    "memory is bounded",
                    entry ->
                            entry.after() instanceof Reassembling(var limits, _, var kept)
                                            && kept.stream().mapToLong(it -> cost(it)).sum()
                                                    > 2L * limits.bytes()
                                    ? Optional.of(entry + " keeps " + kept)
                                    : Optional.empty());

    public FragmentsProperties() {
        super(CHAPTER, 3);
    }

    @Override
    protected int walks() {
        return 20_000;
    }

    @Example
    void messages_are_read_in_order_each_once() {
        holds(READ_IN_ORDER);
    }

    @Example
    void memory_is_bounded() {
        holds(MEMORY_IS_BOUNDED);
    }

    @Example
    void what_just_fits_is_kept() {
        var limits = new FragmentLimits(10, 1, FragmentLimits.PART_OVERHEAD + 1);
        var ahead = new Input.Arrived(new Fragment(1, 3, 1, 0, Octets.hex("1a")));
        assertThat(Fragments.from(0, limits).on(ahead).effects())
                .containsExactly(new Effect.Held(1));
        assertThat(new FragmentsModel().permitted(Facts.awaiting(0, limits), ahead))
                .allSatisfy(outcome ->
                        assertThat(outcome.effects()).containsExactly(new Effect.Held(1)));
    }

    @Example
    void after_the_last_message_but_one_the_last_is_awaited() {
        int last = 0xffff;
        var lastButOne = new Input.Arrived(new Fragment(1, 0, last - 1, 0, Octets.hex("")));
        assertThat(Fragments.from(last - 1, FragmentLimits.DEFAULT).on(lastButOne).state())
                .isEqualTo(Fragments.from(last, FragmentLimits.DEFAULT));
    }

    @Example
    void a_message_is_cut_into_no_empty_part() {
        var whole = new Fragment(1, 6, 0, 0, Octets.hex("010203040506"));
        assertThat(Fragments.split(whole, 3))
                .containsExactly(whole.between(0, 3), whole.between(3, 6));
    }

    private static Optional<String> readOutOfOrder(Trace<Fragments, Input, Effect, Facts> trace) {
        int next = trace.start().facts().next();
        for (var entry : trace.entries())
            for (Effect effect : entry.effects())
                if (effect instanceof Effect.Delivered(var message)
                        && message.messageSeq() != next++)
                    return Optional.of(message + " is read out of its turn");
        return Optional.empty();
    }

    private static long cost(PartialMessage message) {
        return message.parts().stream()
                .mapToLong(part -> part.bytes().length() + FragmentLimits.PART_OVERHEAD)
                .sum();
    }

    @Override
    protected List<Mutant<Fragments, Input, Effect, Facts>> mutants() {
        return List.of(
                new Mutant<>(
                        "overlap-trusted",
                        "where parts overlap the later one wins, though it says something else",
                        Set.of(CHANGED_PARTS_END_THE_HANDSHAKE),
                        PERMITTED,
                        FragmentsProperties::trustingTheLater),
                new Mutant<>(
                        "overlap-refused",
                        "a part that overlaps is refused: a resend in other sizes never completes",
                        Set.of(OVERLAPS_ARE_ACCEPTED),
                        PERMITTED,
                        FragmentsProperties::refusingOverlaps),
                new Mutant<>(
                        "early-read",
                        "a whole message is read when it comes, whatever its number",
                        Set.of(MESSAGES_ARE_READ_IN_ORDER),
                        READ_IN_ORDER,
                        FragmentsProperties::readingEarly),
                new Mutant<>(
                        "early-dropped",
                        "a message that is ahead is dropped although there is room",
                        Set.of(EARLY_MESSAGES_ARE_QUEUED),
                        PERMITTED,
                        FragmentsProperties::droppingEarly),
                new Mutant<>(
                        "read-again",
                        "a message that was read is read again when it is sent again",
                        Set.of(PAST_MESSAGES_ARE_DISCARDED),
                        READ_IN_ORDER,
                        insteadOf(PAST_MESSAGES_ARE_DISCARDED, (state, part) -> read(state, part))),
                new Mutant<>(
                        "heartbleed",
                        "the part is as long as it says, whatever the message can hold",
                        Set.of(PARTS_LIE_INSIDE_THE_MESSAGE),
                        PERMITTED,
                        insteadOf(PARTS_LIE_INSIDE_THE_MESSAGE, FragmentsProperties::held)),
                new Mutant<>(
                        "empty-part",
                        "parts of no bytes are kept, as many as anyone likes to send",
                        Set.of(PARTS_ARE_NOT_EMPTY),
                        PERMITTED,
                        insteadOf(PARTS_ARE_NOT_EMPTY, FragmentsProperties::held)),
                new Mutant<>(
                        "other-length",
                        "each part may announce a length of its own",
                        Set.of(PARTS_OF_ONE_MESSAGE_AGREE),
                        PERMITTED,
                        insteadOf(PARTS_OF_ONE_MESSAGE_AGREE, FragmentsProperties::held)),
                new Mutant<>(
                        "no-limit",
                        "everything that comes is kept",
                        Set.of(LIMITED_QUEUE_DISCARDS_THE_REST),
                        MEMORY_IS_BOUNDED,
                        FragmentsProperties::keepingAll),
                new Mutant<>(
                        "wrap",
                        "after message 65535 comes message 0",
                        Set.of(MESSAGE_SEQ_DOES_NOT_WRAP),
                        READ_IN_ORDER,
                        FragmentsProperties::wrapping));
    }

    private static Machine<Fragments, Input, Effect> trustingTheLater(
            Machine<Fragments, Input, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return state instanceof Reassembling(var limits, var next, var kept)
                            && input instanceof Input.Arrived(var part)
                            && isRefused(step, CHANGED_PARTS_END_THE_HANDSHAKE)
                    ? healthy.on(
                            new Reassembling(
                                    limits,
                                    next,
                                    kept.stream()
                                            .filter(it -> it.messageSeq() != part.messageSeq())
                                            .toList()),
                            input)
                    : step;
        };
    }

    private static Machine<Fragments, Input, Effect> refusingOverlaps(
            Machine<Fragments, Input, Effect> healthy) {
        return (state, input) ->
                state instanceof Reassembling(_, _, var kept)
                                && input instanceof Input.Arrived(var part)
                                && kept.stream().anyMatch(it -> overlaps(it, part))
                        ? Step.stay(
                                state,
                                new Effect.Refused(
                                        part.messageSeq(), CHANGED_PARTS_END_THE_HANDSHAKE))
                        : healthy.on(state, input);
    }

    private static boolean overlaps(PartialMessage message, Fragment part) {
        return message.messageSeq() == part.messageSeq()
                && message.parts().stream()
                        .anyMatch(it ->
                                it.offset() < part.end()
                                        && part.offset() < it.offset() + it.bytes().length());
    }

    private static Machine<Fragments, Input, Effect> readingEarly(
            Machine<Fragments, Input, Effect> healthy) {
        return (state, input) ->
                state instanceof Reassembling(_, var next, _)
                                && input instanceof Input.Arrived(var part)
                                && part.messageSeq() > next
                                && part.isWhole()
                        ? read(state, part)
                        : healthy.on(state, input);
    }

    private static Machine<Fragments, Input, Effect> droppingEarly(
            Machine<Fragments, Input, Effect> healthy) {
        return (state, input) ->
                state instanceof Reassembling(_, var next, _)
                                && input instanceof Input.Arrived(var part)
                                && part.messageSeq() > next
                        ? Step.stay(
                                state,
                                new Effect.Discarded(
                                        part.messageSeq(), LIMITED_QUEUE_DISCARDS_THE_REST))
                        : healthy.on(state, input);
    }

    private static Machine<Fragments, Input, Effect> keepingAll(
            Machine<Fragments, Input, Effect> healthy) {
        var none = new FragmentLimits(1 << 16, 1 << 16, 1 << 16);
        return (state, input) ->
                state instanceof Reassembling(var limits, var next, var kept)
                        ? limited(healthy.on(new Reassembling(none, next, kept), input), limits)
                        : healthy.on(state, input);
    }

    private static Step<Fragments, Effect> limited(
            Step<Fragments, Effect> step, FragmentLimits limits) {
        return step.state() instanceof Reassembling(_, var next, var kept)
                ? new Step<>(new Reassembling(limits, next, kept), step.effects())
                : step;
    }

    private static Machine<Fragments, Input, Effect> wrapping(
            Machine<Fragments, Input, Effect> healthy) {
        return (state, input) ->
                state instanceof Exhausted
                        ? healthy.on(Fragments.from(0, FragmentLimits.DEFAULT), input)
                        : healthy.on(state, input);
    }

    /** What a healthy machine refuses or drops for that reason. */
    private interface Bug {
        Step<Fragments, Effect> on(Fragments state, Fragment part);
    }

    private static UnaryOperator<Machine<Fragments, Input, Effect>> insteadOf(
            Clause reason, Bug bug) {
        return healthy ->
                (state, input) -> {
                    var step = healthy.on(state, input);
                    return input instanceof Input.Arrived(var part) && isRefused(step, reason)
                            ? bug.on(state, part)
                            : step;
                };
    }

    private static boolean isRefused(Step<Fragments, Effect> step, Clause reason) {
        return step.effects().getFirst().clause() == reason;
    }

    private static Step<Fragments, Effect> held(Fragments state, Fragment part) {
        return Step.stay(state, new Effect.Held(part.messageSeq()));
    }

    private static Step<Fragments, Effect> read(Fragments state, Fragment part) {
        return Step.stay(
                state,
                new Effect.Delivered(
                        new HandshakeMessage(part.type(), part.messageSeq(), part.body())));
    }
}
