package dtlskeying.properties.srtp;

import static dtlskeying.properties.srtp.ChannelSetupChapter.CHAPTER;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.RESUMED_CONNECTION_HAS_NEW_KEYS;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.BOTH_FLOWS_USE_THE_SAME_CIPHERS;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.EARLY_RESUMPTION_HAS_THREE_WAYS_OUT;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.LATER_CHANNELS_WAIT_AND_RESUME;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.ONE_HANDSHAKE_A_FLOW;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.ONE_SESSION_A_PORT_PAIR;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.RTP_AND_RTCP_MAY_SHARE_A_PORT;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.SYMMETRIC_RTP_SHARES_A_SESSION;
import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.UNUSED_HALF_IS_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.ChannelSetup;
import dtlskeying.model.srtp.ChannelFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.PacketKind;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Bugs of ends that set up several channels. */
final class ChannelSetupMutants {
    private static final Law<ChannelSetup, Input, Effect, ChannelFacts> PERMITTED =
            Law.permittedBy(CHAPTER);

    /** P41: the keys of a handshake protect the packets of the one channel that it was made for. */
    static final Law<ChannelSetup, Input, Effect, ChannelFacts> FRESH_KEYS =
            new Law<>("P41 ResumedSessionsHaveFreshSrtpKeys", ChannelSetupMutants::staleKeys);

    static final List<Mutant<ChannelSetup, Input, Effect, ChannelFacts>> ALL =
            List.of(
                    mutant(
                            "session-keys",
                            "a resumed channel gets the keys of the handshake that made the session",
                            Set.of(ONE_HANDSHAKE_A_FLOW, RESUMED_CONNECTION_HAS_NEW_KEYS),
                            FRESH_KEYS,
                            ChannelSetupMutants::withKeysOfTheSession),
                    mutant(
                            "shared-ports",
                            "RTCP on its own port is protected by the keys of the RTP session",
                            Set.of(ONE_SESSION_A_PORT_PAIR),
                            FRESH_KEYS,
                            healthy -> (state, input) -> withKeysForRtcp(healthy.on(state, input))),
                    mutant(
                            "second-hello",
                            "a second hello on the same ports is answered as well",
                            Set.of(ONE_SESSION_A_PORT_PAIR),
                            PERMITTED,
                            instead(
                                    Effect.Dropped.class,
                                    input ->
                                            input instanceof Input.HelloArrived(var at, var n, _)
                                                    ? Optional.of(
                                                            new Effect.Answered(at, n, NO_SESSION))
                                                    : Optional.empty())),
                    mutant(
                            "unwanted",
                            "handshakes are reported on ports that nobody has asked for",
                            Set.of(ONE_HANDSHAKE_A_FLOW),
                            PERMITTED,
                            instead(
                                    Effect.Refused.class,
                                    input ->
                                            input instanceof Input.Completed(var at, _, _)
                                                    ? Optional.of(
                                                            new Effect.Installed(
                                                                    at, 9, PacketKind.RTP))
                                                    : Optional.empty())),
                    mutant(
                            "two-for-one-stream",
                            "packets that a session protects both ways get another session",
                            Set.of(SYMMETRIC_RTP_SHARES_A_SESSION),
                            PERMITTED,
                            instead(
                                    Effect.Refused.class,
                                    input ->
                                            input instanceof Input.Wanted wanted
                                                    ? Optional.of(
                                                            new Effect.Listening(wanted.channel()))
                                                    : Optional.empty())),
                    mutant(
                            "mux-without-rtcp",
                            "where RTP and RTCP share a port the keys of RTCP are thrown away",
                            Set.of(RTP_AND_RTCP_MAY_SHARE_A_PORT),
                            PERMITTED,
                            Mutant.misdoing(ChannelSetupMutants::withoutRtcpOfBoth)),
                    mutant(
                            "all-keys-kept",
                            "keys for packets that never travel on the port are kept",
                            Set.of(UNUSED_HALF_IS_DISCARDED),
                            PERMITTED,
                            Mutant.misdoing(ChannelSetupMutants::withBothHalves)),
                    mutant(
                            "impatient",
                            "no channel waits: each does the public-key work anew",
                            Set.of(LATER_CHANNELS_WAIT_AND_RESUME),
                            PERMITTED,
                            healthy -> (state, input) -> impatient(healthy, state, input)),
                    mutant(
                            "forgetful",
                            "a server forgets its sessions and answers everybody in full",
                            Set.of(LATER_CHANNELS_WAIT_AND_RESUME),
                            PERMITTED,
                            Mutant.misdoing(effect ->
                                    effect instanceof Effect.Answered(var at, var n, _)
                                            ? new Effect.Answered(at, n, NO_SESSION)
                                            : effect)),
                    mutant(
                            "mixed-ciphers",
                            "RTCP goes under another profile than its RTP",
                            Set.of(BOTH_FLOWS_USE_THE_SAME_CIPHERS),
                            PERMITTED,
                            Mutant.misdoing(effect ->
                                    effect instanceof Effect.Abandoned(var at, _)
                                            ? new Effect.Installed(at, 2, PacketKind.RTCP)
                                            : effect)),
                    mutant(
                            "unfinished-session",
                            "a session is resumed whose own handshake is not complete",
                            Set.of(EARLY_RESUMPTION_HAS_THREE_WAYS_OUT),
                            PERMITTED,
                            Mutant.misdoing(effect ->
                                    effect instanceof Effect.Queued(var at, var n, var session)
                                            ? new Effect.Answered(at, n, session)
                                            : effect)),
                    mutant(
                            "lost-queue",
                            "who queues for a session is never answered if its handshake fails",
                            Set.of(EARLY_RESUMPTION_HAS_THREE_WAYS_OUT),
                            PERMITTED,
                            healthy ->
                                    (state, input) ->
                                            input instanceof Input.Failed
                                                    ? silent(healthy.on(state, input))
                                                    : healthy.on(state, input)));

    private ChannelSetupMutants() {}

    private static Optional<String> staleKeys(
            Trace<ChannelSetup, Input, Effect, ChannelFacts> trace) {
        Map<Integer, Integer> owners = new HashMap<>();
        Set<Integer> used = new HashSet<>();
        for (var entry : trace.entries()) {
            Set<Integer> now = new HashSet<>();
            for (Effect effect : entry.effects())
                if (effect instanceof Effect.Installed(var channel, var handshake, _)) {
                    Integer owner = owners.putIfAbsent(handshake, channel);
                    if (owner != null && owner != channel || used.contains(handshake))
                        return Optional.of("keys of handshake " + handshake + " again: " + entry);
                    now.add(handshake);
                }
            used.addAll(now);
        }
        return Optional.empty();
    }

    private static Machine<ChannelSetup, Input, Effect> withKeysOfTheSession(
            Machine<ChannelSetup, Input, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            if (!(input instanceof Input.Completed(_, var session, _)) || session == NO_SESSION)
                return step;
            return new Step<>(
                    step.state(),
                    step.effects().stream().map(effect -> underKeysOf(session, effect)).toList());
        };
    }

    private static Effect underKeysOf(int session, Effect effect) {
        return effect instanceof Effect.Installed(var channel, _, var kind)
                ? new Effect.Installed(channel, session, kind)
                : effect;
    }

    private static Step<ChannelSetup, Effect> withKeysForRtcp(Step<ChannelSetup, Effect> step) {
        var more =
                step.effects().stream()
                        .filter(effect ->
                                effect instanceof Effect.Installed(var at, _, _) && at == 1)
                        .map(effect -> (Effect) new Effect.Installed(2, 1, PacketKind.RTCP));
        return new Step<>(step.state(), Stream.concat(step.effects().stream(), more).toList());
    }

    private static Effect withoutRtcpOfBoth(Effect effect) {
        return effect instanceof Effect.Installed(var at, var n, var kind)
                        && at == 3
                        && kind == PacketKind.RTCP
                ? new Effect.Destroyed(at, n, kind, UNUSED_HALF_IS_DISCARDED)
                : effect;
    }

    private static Effect withBothHalves(Effect effect) {
        return effect instanceof Effect.Destroyed(var at, var n, var kind, var clause)
                        && clause == UNUSED_HALF_IS_DISCARDED
                ? new Effect.Installed(at, n, kind)
                : effect;
    }

    private static Step<ChannelSetup, Effect> impatient(
            Machine<ChannelSetup, Input, Effect> healthy, ChannelSetup state, Input input) {
        var step = healthy.on(state, input);
        if (!(state instanceof ChannelSetup.Client(_, var call))) return step;
        return new Step<>(
                step.state(),
                step.effects().stream()
                        .map(effect ->
                                effect instanceof Effect.Waiting(var at)
                                        ? new Effect.Started(at, call.started() + 1, NO_SESSION)
                                        : effect)
                        .toList());
    }

    private static Step<ChannelSetup, Effect> silent(Step<ChannelSetup, Effect> step) {
        return new Step<>(step.state(), List.of());
    }

    /** Where the healthy machine refuses or drops, another effect. */
    private static UnaryOperator<Machine<ChannelSetup, Input, Effect>> instead(
            Class<? extends Effect> refusal, Mistake mistake) {
        return healthy ->
                (state, input) -> {
                    var step = healthy.on(state, input);
                    boolean isRefused = step.effects().stream().anyMatch(refusal::isInstance);
                    return mistake.on(input)
                            .filter(_ -> isRefused)
                            .map(effect -> new Step<>(step.state(), List.of(effect)))
                            .orElse(step);
                };
    }

    private interface Mistake {
        Optional<Effect> on(Input input);
    }

    private static Mutant<ChannelSetup, Input, Effect, ChannelFacts> mutant(
            String id,
            String story,
            Set<Clause> breaks,
            Law<ChannelSetup, Input, Effect, ChannelFacts> killer,
            UnaryOperator<Machine<ChannelSetup, Input, Effect>> change) {
        return new Mutant<>(id, story, breaks, killer, change);
    }
}
