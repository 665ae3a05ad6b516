package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import dtlskeying.model.Relation;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.model.srtp.ChannelFacts.Channel;
import dtlskeying.model.srtp.ChannelFacts.Stage;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.ChannelSetupSpec.Traffic;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every model of channel set-up keeps, and what it is tried with. */
final class ChannelSetupRules {
    static final ChannelSetupModel HONEST = new ChannelSetupModel();
    private static final int MOST_STARTS = 3;

    /** An RTP channel, the RTCP channel beside it, and one too many for the same packets. */
    static final List<Input.Wanted> WANTED =
            List.of(
                    new Input.Wanted(1, 1, Media.RTP_ONLY, Traffic.BOTH_WAYS),
                    new Input.Wanted(2, 1, Media.RTCP_ONLY, Traffic.BOTH_WAYS),
                    new Input.Wanted(3, 1, Media.MULTIPLEXED, Traffic.OUTBOUND));

    private static List<Input> alphabet(Role role) {
        var inputs = new ArrayList<Input>(WANTED.subList(0, 2));
        for (int channel = 1; channel <= 2; channel++) {
            inputs.add(new Input.Failed(channel));
            inputs.add(new Input.Closed(channel));
            for (int session = NO_SESSION; session <= 2; session++) {
                inputs.add(new Input.Completed(channel, session, SRTP_AES128_CM_HMAC_SHA1_80));
                if (role == Role.CLIENT) inputs.add(new Input.FinishedSent(channel, session));
                else inputs.add(new Input.HelloArrived(channel, channel, session));
            }
        }
        inputs.add(new Input.Completed(2, 2, SRTP_AES128_CM_HMAC_SHA1_32));
        inputs.add(
                role == Role.CLIENT
                        ? new Input.HelloArrived(1, 1, NO_SESSION)
                        : new Input.FinishedSent(1, 1));
        inputs.add(new Input.HelloArrived(2, 3, 1));
        return inputs;
    }

    static final List<Invariant<Step<ChannelFacts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "a pair of ports that is taken is refused",
                            step -> wanted(step).anyMatch(number -> isKnown(step, number)),
                            step -> step.did(Effect.Refused.class)),
                    new Invariant<>(
                            "a channel that waits has something to wait for",
                            step ->
                                    step.after().role() == Role.CLIENT
                                            && stages(step).contains(Stage.IDLE),
                            step -> stages(step).contains(Stage.UNDER_WAY)),
                    new Invariant<>(
                            "a hello that is queued waits for a handshake under way",
                            step -> stages(step).contains(Stage.QUEUED),
                            step ->
                                    step.after()
                                            .every(each -> each.is(Stage.QUEUED))
                                            .allMatch(each -> isMade(step.after(), each.asked()))),
                    new Invariant<>(
                            "nothing resumes what has failed",
                            step ->
                                    !step.before().spoiled().isEmpty()
                                            && !resumptions(step).isEmpty(),
                            step ->
                                    resumptions(step).stream()
                                            .noneMatch(step.before().spoiled()::contains)),
                    new Invariant<>(
                            "keys come with a handshake that was under way, and are its own",
                            step -> step.did(Effect.Installed.class),
                            step ->
                                    step.all(Effect.Installed.class).stream()
                                            .allMatch(keys -> areDue(step, keys))),
                    new Invariant<>(
                            "a channel that is over leaves no keys",
                            step -> step.inputs().stream().anyMatch(Input.Closed.class::isInstance),
                            step -> keysGone(step).equals(keysOver(step))),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step ->
                                    step.did(Effect.Refused.class)
                                            || step.did(Effect.Dropped.class),
                            Step::changedNothing));

    private static Stream<Integer> wanted(Step<ChannelFacts, Input, Effect> step) {
        return step.inputs().stream()
                .filter(Input.Wanted.class::isInstance)
                .map(input -> ((Input.Wanted) input).channel());
    }

    private static boolean isKnown(Step<ChannelFacts, Input, Effect> step, int number) {
        return step.before().channel(number).isPresent();
    }

    private static Set<Stage> stages(Step<ChannelFacts, Input, Effect> step) {
        return step.after().channels().stream().map(Channel::stage).collect(Collectors.toSet());
    }

    private static boolean isMade(ChannelFacts facts, int session) {
        return facts.any(each -> each.is(Stage.UNDER_WAY) && each.handshake() == session);
    }

    private static Set<Integer> resumptions(Step<ChannelFacts, Input, Effect> step) {
        var sessions = new HashSet<Integer>();
        step.all(Effect.Started.class).forEach(start -> sessions.add(start.session()));
        step.all(Effect.Answered.class).forEach(answer -> sessions.add(answer.session()));
        sessions.remove(NO_SESSION);
        return sessions;
    }

    private static boolean areDue(Step<ChannelFacts, Input, Effect> step, Effect.Installed keys) {
        return step.before()
                .channel(keys.channel())
                .filter(each -> each.is(Stage.UNDER_WAY))
                .filter(each -> each.handshake() == keys.handshake())
                .filter(each -> each.wanted().media().carries(keys.kind()))
                .isPresent();
    }

    private static Set<Effect> keysGone(Step<ChannelFacts, Input, Effect> step) {
        return step.all(Effect.Destroyed.class).stream()
                .map(gone -> new Effect.Installed(gone.channel(), gone.handshake(), gone.kind()))
                .collect(Collectors.toSet());
    }

    private static Set<Effect> keysOver(Step<ChannelFacts, Input, Effect> step) {
        var due = new HashSet<Effect>();
        step.before()
                .every(each -> each.is(Stage.READY))
                .filter(each -> step.after().channel(each.number()).isEmpty())
                .forEach(each -> {
                    for (var kind : PacketKind.values())
                        if (each.wanted().media().carries(kind))
                            due.add(new Effect.Installed(each.number(), each.handshake(), kind));
                });
        return due;
    }

    static Exploration<Step<ChannelFacts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<ChannelFacts, Input, Effect> relation, Role role) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(ChannelFacts.start(role)),
                        alphabet(role),
                        facts -> facts.started() <= MOST_STARTS,
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }

    private ChannelSetupRules() {}
}
