package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.BOTH_FLOWS_USE_THE_SAME_CIPHERS;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.ONE_HANDSHAKE_A_FLOW;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.ONE_SESSION_A_PORT_PAIR;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.RTP_AND_RTCP_MAY_SHARE_A_PORT;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.SYMMETRIC_RTP_SHARES_A_SESSION;
import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.UNUSED_HALF_IS_DISCARDED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.srtp.ChannelFacts.Channel;
import dtlskeying.model.srtp.ChannelFacts.Stage;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * §3 and appendix B as a relation: a list of channels and two sets of sessions. When a client
 * starts its channels is in {@link ChannelStarts}, what a server makes of a hello in {@link
 * ChannelHellos}.
 */
public record ChannelSetupModel() implements Relation<ChannelFacts, Input, Effect> {
    @Override
    public Set<Outcome<ChannelFacts, Effect>> permitted(ChannelFacts facts, Input input) {
        return switch (input) {
            case Input.Wanted wanted -> wanted(facts, wanted);
            case Input.HelloArrived hello -> ChannelHellos.arrived(facts, hello);
            case Input.FinishedSent(var number, var session) ->
                    ChannelStarts.finishedSent(facts, number, session);
            case Input.Completed(var number, var session, var profile) ->
                    completed(facts, number, session, profile);
            case Input.Failed(var number) -> failed(facts, number);
            case Input.Closed(var number) -> closed(facts, number);
        };
    }

    /** Two sessions for one thing are against a recommendation; two of one port are forbidden. */
    private static Set<Outcome<ChannelFacts, Effect>> wanted(
            ChannelFacts facts, Input.Wanted wanted) {
        if (facts.channel(wanted.channel()).isPresent())
            return refused(facts, ONE_SESSION_A_PORT_PAIR);
        Channel idle = Channel.idle(wanted);
        Set<Outcome<ChannelFacts, Effect>> taken =
                facts.role() == Role.CLIENT
                        ? ChannelStarts.wanted(facts.and(idle), idle)
                        : Set.of(
                                Outcome.of(
                                        facts.and(idle),
                                        List.of(new Effect.Listening(wanted.channel()))));
        if (!facts.any(other -> serveTheSame(other.wanted(), wanted))) return taken;
        return Either.of(
                refused(facts, SYMMETRIC_RTP_SHARES_A_SESSION, RTP_AND_RTCP_MAY_SHARE_A_PORT),
                departing(taken, SYMMETRIC_RTP_SHARES_A_SESSION));
    }

    private static boolean serveTheSame(Input.Wanted one, Input.Wanted other) {
        return one.flow() == other.flow()
                && one.traffic().overlaps(other.traffic())
                && Stream.of(PacketKind.values())
                        .anyMatch(kind -> one.media().carries(kind) && other.media().carries(kind));
    }

    private static Set<Outcome<ChannelFacts, Effect>> completed(
            ChannelFacts facts, int number, int session, ProtectionProfile profile) {
        Channel channel = facts.channel(number).orElse(null);
        if (channel == null || !channel.is(Stage.UNDER_WAY))
            return refused(facts, ONE_HANDSHAKE_A_FLOW);
        if (!mayHave(facts.role(), channel, session)) return refused(facts, ONE_HANDSHAKE_A_FLOW);
        var known = facts.resuming(session);
        var permitted = new HashSet<Outcome<ChannelFacts, Effect>>();
        ChannelFacts ready = known.with(channel.ready(profile));
        boolean isOdd = facts.any(other -> isOtherKindUnderOther(other, channel, profile));
        for (List<Effect> keyed : keyed(channel)) {
            var outcomes = released(ready, keyed, channel, session);
            permitted.addAll(
                    isOdd ? departing(outcomes, BOTH_FLOWS_USE_THE_SAME_CIPHERS) : outcomes);
        }
        if (isOdd)
            permitted.addAll(
                    released(
                            known.without(channel), List.of(abandoned(channel)), channel, session));
        return permitted;
    }

    /** A full handshake makes its own session or none, a resumption ends in the one asked for. */
    private static boolean mayHave(Role role, Channel channel, int session) {
        boolean isFull = session == NO_SESSION || session == channel.handshake();
        boolean isResumed = channel.asked() != NO_SESSION && session == channel.asked();
        return role == Role.CLIENT || channel.asked() == NO_SESSION
                ? isFull || isResumed
                : isResumed;
    }

    private static boolean isOtherKindUnderOther(
            Channel other, Channel channel, ProtectionProfile profile) {
        return other.is(Stage.READY)
                && other.wanted().flow() == channel.wanted().flow()
                && other.wanted().media() != channel.wanted().media()
                && !other.profile().orElseThrow().equals(profile);
    }

    private static Effect abandoned(Channel channel) {
        return new Effect.Abandoned(channel.number(), Clause.UNSTATED);
    }

    /** What becomes of the two halves of the keys, in either order. */
    private static List<List<Effect>> keyed(Channel channel) {
        var effects = new ArrayList<Effect>();
        for (PacketKind kind : PacketKind.values())
            effects.add(
                    channel.wanted().media().carries(kind)
                            ? new Effect.Installed(channel.number(), channel.handshake(), kind)
                            : destroyed(channel, kind));
        return List.of(List.copyOf(effects), effects.reversed());
    }

    private static Effect destroyed(Channel channel, PacketKind kind) {
        return new Effect.Destroyed(channel.number(), channel.handshake(), kind, Clause.UNSTATED);
    }

    /** After these effects, what waited for the handshake goes on. */
    private static Set<Outcome<ChannelFacts, Effect>> released(
            ChannelFacts facts, List<Effect> effects, Channel over, int session) {
        Set<Outcome<ChannelFacts, Effect>> next =
                facts.role() == Role.CLIENT
                        ? ChannelStarts.completed(facts, session)
                        : ChannelHellos.over(facts, over, session);
        return next.stream().map(outcome -> after(effects, outcome)).collect(Collectors.toSet());
    }

    private static Outcome<ChannelFacts, Effect> after(
            List<Effect> effects, Outcome<ChannelFacts, Effect> outcome) {
        var all = new ArrayList<>(effects);
        all.addAll(outcome.effects());
        Set<Clause> because =
                Either.of(
                        outcome.because(),
                        Set.of(
                                UNUSED_HALF_IS_DISCARDED,
                                BOTH_FLOWS_USE_THE_SAME_CIPHERS,
                                ONE_SESSION_A_PORT_PAIR,
                                ONE_HANDSHAKE_A_FLOW));
        return new Outcome<>(outcome.after(), all, because, outcome.departs());
    }

    private static Set<Outcome<ChannelFacts, Effect>> failed(ChannelFacts facts, int number) {
        Channel channel = facts.channel(number).orElse(null);
        if (channel == null || !channel.is(Stage.UNDER_WAY))
            return refused(facts, ONE_HANDSHAKE_A_FLOW);
        return lost(facts, channel);
    }

    private static Set<Outcome<ChannelFacts, Effect>> lost(ChannelFacts facts, Channel channel) {
        var spoiled = new HashSet<>(Set.of(channel.handshake()));
        if (channel.asked() != NO_SESSION) spoiled.add(channel.asked());
        return over(facts.without(channel).spoiling(spoiled), channel);
    }

    /** Nothing comes of its handshake; a closure, unlike a failure, spoils no session. */
    private static Set<Outcome<ChannelFacts, Effect>> over(ChannelFacts rest, Channel channel) {
        return rest.role() == Role.CLIENT
                ? ChannelStarts.failed(rest)
                : ChannelHellos.over(rest, channel, NO_SESSION);
    }

    private static Set<Outcome<ChannelFacts, Effect>> closed(ChannelFacts facts, int number) {
        Channel channel = facts.channel(number).orElse(null);
        if (channel == null) return refused(facts, ONE_HANDSHAKE_A_FLOW);
        return switch (channel.stage()) {
            case IDLE, QUEUED -> Set.of(Outcome.of(facts.without(channel), List.of()));
            case UNDER_WAY -> over(facts.without(channel), channel);
            case READY -> unkeyed(facts.without(channel), channel);
        };
    }

    private static Set<Outcome<ChannelFacts, Effect>> unkeyed(ChannelFacts rest, Channel channel) {
        Media media = channel.wanted().media();
        var effects = new ArrayList<Effect>();
        for (PacketKind kind : PacketKind.values())
            if (media.carries(kind)) effects.add(destroyed(channel, kind));
        Outcome<ChannelFacts, Effect> gone = Outcome.of(rest, List.of());
        return Either.of(Set.of(after(effects, gone)), Set.of(after(effects.reversed(), gone)));
    }

    static Set<Outcome<ChannelFacts, Effect>> departing(
            Set<Outcome<ChannelFacts, Effect>> outcomes, Clause recommendation) {
        return outcomes.stream()
                .map(outcome -> departing(outcome, recommendation))
                .collect(Collectors.toSet());
    }

    private static Outcome<ChannelFacts, Effect> departing(
            Outcome<ChannelFacts, Effect> outcome, Clause recommendation) {
        Set<Clause> departs = Either.of(outcome.departs(), Set.of(recommendation));
        return new Outcome<>(outcome.after(), outcome.effects(), outcome.because(), departs);
    }

    static Set<Outcome<ChannelFacts, Effect>> refused(ChannelFacts facts, Clause... because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Refused(Clause.UNSTATED)), because));
    }
}
