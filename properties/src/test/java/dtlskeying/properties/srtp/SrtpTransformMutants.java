package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.INDEX_IS_THE_CLOSEST;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.INDEX_MOVES_AFTER_AUTHENTICATION;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.KEY_STOPS_AT_ITS_LIFETIME;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.NO_INDEX_TWICE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.OPTIONS_ARE_AT_THEIR_DEFAULTS;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.PACKET_BEHIND_THE_LIST_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.REPLAYED_PACKET_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.SRTCP_INDEX_COUNTS_PACKETS;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.PacketIndex;
import dtlskeying.impl.srtp.PacketIndex.Heard;
import dtlskeying.impl.srtp.PacketIndex.Unheard;
import dtlskeying.impl.srtp.ReplayList;
import dtlskeying.impl.srtp.SrtpTransform;
import dtlskeying.impl.srtp.SrtpTransform.Receiving;
import dtlskeying.impl.srtp.SrtpTransform.Sending;
import dtlskeying.impl.srtp.SrtpTransform.Unused;
import dtlskeying.model.srtp.SrtpTransformModel.Facts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.SrtpTransformSpec.Claim;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input;
import dtlskeying.spec.srtp.SrtpTransformSpec.Tag;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The known bugs of index and replay list, each with the law that notices it. */
final class SrtpTransformMutants {
    private static final Law<SrtpTransform, Input, Effect, Facts> MODEL =
            Law.permittedBy(SrtpTransformChapter.CHAPTER);

    private SrtpTransformMutants() {}

    static List<Mutant<SrtpTransform, Input, Effect, Facts>> all() {
        return List.of(
                bug(
                        "X38",
                        "the counter turns where the number falls by 2^14, not by 2^15",
                        SrtpTransformProperties.ROC_INDEX_GUESS_EQUALS_ORACLE,
                        Mutant.instead(SrtpTransformMutants::turningEarly),
                        INDEX_IS_THE_CLOSEST),
                bug(
                        "X38a",
                        "the highest number received counts, not the highest authentic one",
                        SrtpTransformProperties.FAILED_PACKET_CHANGES_NOTHING,
                        Mutant.instead(SrtpTransformMutants::movingTooSoon),
                        INDEX_MOVES_AFTER_AUTHENTICATION),
                bug(
                        "X40",
                        "the replay list is updated before the tag is checked",
                        SrtpTransformProperties.FAILED_PACKET_CHANGES_NOTHING,
                        Mutant.instead(SrtpTransformMutants::listingTooSoon),
                        INDEX_MOVES_AFTER_AUTHENTICATION),
                bug(
                        "no-roll-over",
                        "the sender's counter stays 0 when its numbers wrap",
                        SrtpTransformProperties.NO_TWO_TIME_PAD,
                        Mutant.instead(SrtpTransformMutants::neverRollingOver),
                        NO_INDEX_TWICE,
                        INDEX_IS_THE_CLOSEST),
                bug(
                        "resend",
                        "a packet with a number that was used is protected again",
                        SrtpTransformProperties.NO_TWO_TIME_PAD,
                        Mutant.instead(SrtpTransformMutants::sendingAgain),
                        NO_INDEX_TWICE),
                bug(
                        "control-reuse",
                        "the SRTCP index does not move",
                        SrtpTransformProperties.NO_TWO_TIME_PAD,
                        Mutant.instead(SrtpTransformMutants::stuckControl),
                        SRTCP_INDEX_COUNTS_PACKETS,
                        NO_INDEX_TWICE),
                bug(
                        "control-gap",
                        "the SRTCP index is moved before it is used",
                        MODEL,
                        Mutant.misdoing(effect ->
                                effect instanceof Effect.Protected(var kind, var index)
                                                && kind == RTCP
                                        ? new Effect.Protected(RTCP, index + 1)
                                        : effect),
                        SRTCP_INDEX_COUNTS_PACKETS),
                bug(
                        "control-wrap",
                        "the SRTCP index starts again after 2^31 packets",
                        MODEL,
                        Mutant.instead(SrtpTransformMutants::wrappingControl),
                        KEY_STOPS_AT_ITS_LIFETIME),
                bug(
                        "no-list",
                        "there is no replay list",
                        SrtpTransformProperties.SRTP_ACCEPT_AT_MOST_ONCE,
                        opening(REPLAYED_PACKET_IS_DISCARDED),
                        REPLAYED_PACKET_IS_DISCARDED),
                bug(
                        "behind-is-new",
                        "what is behind the replay list is taken for new",
                        SrtpTransformProperties.SRTP_ACCEPT_AT_MOST_ONCE,
                        opening(PACKET_BEHIND_THE_LIST_IS_DISCARDED),
                        PACKET_BEHIND_THE_LIST_IS_DISCARDED),
                bug(
                        "short-list",
                        "the replay list looks back 32 packets, as bits of an int",
                        MODEL,
                        Mutant.instead(SrtpTransformMutants::lookingBack32),
                        OPTIONS_ARE_AT_THEIR_DEFAULTS),
                bug(
                        "one-list",
                        "SRTP and SRTCP share a replay list",
                        MODEL,
                        Mutant.instead(SrtpTransformMutants::sharingTheList),
                        REPLAYED_PACKET_IS_DISCARDED),
                bug(
                        "no-tag",
                        "the tag is not looked at",
                        MODEL,
                        opening(UNAUTHENTIC_PACKET_IS_DISCARDED),
                        UNAUTHENTIC_PACKET_IS_DISCARDED),
                bug(
                        "both-ways",
                        "a sender's context opens what arrives, by one list for both directions",
                        MODEL,
                        Mutant.instead(SrtpTransformMutants::openingAsSender),
                        CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION));
    }

    private static Mutant<SrtpTransform, Input, Effect, Facts> bug(
            String id,
            String story,
            Law<SrtpTransform, Input, Effect, Facts> killer,
            UnaryOperator<Machine<SrtpTransform, Input, Effect>> change,
            Clause... breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, change);
    }

    /** A guess by the counter alone, after which the highest index does not fall. */
    private static Optional<Step<SrtpTransform, Effect>> turningEarly(
            SrtpTransform state, Input input) {
        if (!(input instanceof Input.Arrive(var sequence, _))) return Optional.empty();
        if (!(state instanceof Receiving(Heard(var highest), var rtp, var rtcp)))
            return Optional.empty();
        int ahead = sequence - (int) (highest % 0x10000);
        long rollover = highest / 0x10000 + (ahead < -0x4000 ? 1 : ahead > 0x4000 ? -1 : 0);
        if (rollover < 0 || rollover > 0xffffffffL) return Optional.empty();
        var sick = new Receiving(new Unheard(rollover), rtp, rtcp).on(input);
        var after =
                sick.state() instanceof Receiving(Heard(var index), var list, _)
                        ? new Receiving(new Heard(Math.max(index, highest)), list, rtcp)
                        : state;
        return Optional.of(new Step<>(after, sick.effects()));
    }

    private static Optional<Step<SrtpTransform, Effect>> movingTooSoon(
            SrtpTransform state, Input input) {
        return state instanceof Receiving(var index, var rtp, var rtcp)
                        && input instanceof Input.Arrive(var sequence, Tag.Forged())
                ? changed(
                        new Receiving(index.heard(index.guess(sequence)), rtp, rtcp),
                        state.on(input))
                : Optional.empty();
    }

    private static Optional<Step<SrtpTransform, Effect>> listingTooSoon(
            SrtpTransform state, Input input) {
        return state instanceof Receiving(var index, var rtp, var rtcp)
                        && input instanceof Input.ArriveControl(var control, Tag.Forged())
                        && rtcp.verdict(control) == ReplayList.Verdict.NEW
                ? changed(new Receiving(index, rtp, rtcp.with(control)), state.on(input))
                : Optional.empty();
    }

    private static Optional<Step<SrtpTransform, Effect>> neverRollingOver(
            SrtpTransform state, Input input) {
        return state instanceof Sending(Heard(var highest), _, var control)
                        && input instanceof Input.Send(var sequence)
                        && highest % 0x10000 > 0x8000
                        && sequence == 0
                ? Optional.of(new Sending(PacketIndex.FIRST, ReplayList.EMPTY, control).on(input))
                : Optional.empty();
    }

    private static Optional<Step<SrtpTransform, Effect>> sendingAgain(
            SrtpTransform state, Input input) {
        return state instanceof Sending(var index, _, _)
                        && input instanceof Input.Send(var sequence)
                        && state.on(input).effects().getFirst() instanceof Effect.Refused
                ? Optional.of(Step.stay(state, new Effect.Protected(RTP, index.guess(sequence))))
                : Optional.empty();
    }

    private static Optional<Step<SrtpTransform, Effect>> stuckControl(
            SrtpTransform state, Input input) {
        return state instanceof Sending && input instanceof Input.SendControl
                ? changed(state, state.on(input))
                : Optional.empty();
    }

    private static Optional<Step<SrtpTransform, Effect>> wrappingControl(
            SrtpTransform state, Input input) {
        return state instanceof Sending(var index, var used, _)
                        && input instanceof Input.SendControl
                        && state.on(input).effects().getFirst() instanceof Effect.Refused
                ? Optional.of(new Sending(index, used, 0).on(input))
                : Optional.empty();
    }

    /** What should be dropped for that reason is opened. */
    private static UnaryOperator<Machine<SrtpTransform, Input, Effect>> opening(Claim reason) {
        return healthy ->
                (state, input) -> {
                    var step = healthy.on(state, input);
                    return step.effects().getFirst() instanceof Effect.Discarded(_, var clause)
                                    && clause == reason
                            ? Step.stay(state, opened(state, input))
                            : step;
                };
    }

    private static Effect opened(SrtpTransform state, Input input) {
        return switch (input) {
            case Input.Arrive(var sequence, _) ->
                    new Effect.Opened(RTP, indexOf(state).guess(sequence));
            case Input.ArriveControl(var index, _) -> new Effect.Opened(RTCP, index);
            case Input.Send _, Input.SendControl() -> throw new AssertionError(input);
        };
    }

    private static PacketIndex indexOf(SrtpTransform state) {
        return switch (state) {
            case Unused(var index, _) -> index;
            case Sending(var index, _, _) -> index;
            case Receiving(var index, _, _) -> index;
        };
    }

    private static Optional<Step<SrtpTransform, Effect>> lookingBack32(
            SrtpTransform state, Input input) {
        return state instanceof Receiving(_, _, var rtcp)
                        && input instanceof Input.ArriveControl(var index, _)
                        && rtcp.highest() - index >= 32
                ? Optional.of(
                        Step.stay(
                                state,
                                new Effect.Discarded(RTCP, PACKET_BEHIND_THE_LIST_IS_DISCARDED)))
                : Optional.empty();
    }

    private static Optional<Step<SrtpTransform, Effect>> sharingTheList(
            SrtpTransform state, Input input) {
        return state instanceof Receiving(var index, var rtp, _)
                        && input instanceof Input.ArriveControl
                ? Optional.of(new Receiving(index, rtp, rtp).on(input))
                : Optional.empty();
    }

    private static Optional<Step<SrtpTransform, Effect>> openingAsSender(
            SrtpTransform state, Input input) {
        return state instanceof Sending(var index, var used, _) && input instanceof Input.Arrive
                ? changed(state, new Receiving(index, used, ReplayList.EMPTY).on(input))
                : Optional.empty();
    }

    private static Optional<Step<SrtpTransform, Effect>> changed(
            SrtpTransform after, Step<SrtpTransform, Effect> step) {
        return Optional.of(new Step<>(after, step.effects()));
    }
}
