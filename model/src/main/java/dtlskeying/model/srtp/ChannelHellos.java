package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.EARLY_RESUMPTION_HAS_THREE_WAYS_OUT;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.LATER_CHANNELS_WAIT_AND_RESUME;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.ONE_HANDSHAKE_A_FLOW;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.ONE_SESSION_A_PORT_PAIR;
import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;

import dtlskeying.model.Outcome;
import dtlskeying.model.srtp.ChannelFacts.Channel;
import dtlskeying.model.srtp.ChannelFacts.Stage;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a server makes of a hello, and of the hellos that it keeps (appendix B). */
final class ChannelHellos {
    private ChannelHellos() {}

    static Set<Outcome<ChannelFacts, Effect>> arrived(
            ChannelFacts facts, Input.HelloArrived hello) {
        if (facts.role() == Role.CLIENT)
            return ChannelSetupModel.refused(facts, ONE_HANDSHAKE_A_FLOW);
        Channel channel = facts.channel(hello.channel()).orElse(null);
        if (channel == null) return dropped(facts, hello, ONE_HANDSHAKE_A_FLOW);
        if (channel.handshake() == hello.handshake()) return Set.of(nothing(facts));
        if (!channel.is(Stage.IDLE)) return dropped(facts, hello, ONE_SESSION_A_PORT_PAIR);
        if (facts.any(other -> other.handshake() == hello.handshake()))
            return dropped(facts, hello, ONE_SESSION_A_PORT_PAIR);
        return answers(facts, channel, hello);
    }

    private static Set<Outcome<ChannelFacts, Effect>> answers(
            ChannelFacts facts, Channel channel, Input.HelloArrived hello) {
        int session = hello.session();
        var full = answered(facts, channel, hello, NO_SESSION);
        if (facts.resumable().contains(session))
            return Set.of(
                    answered(facts, channel, hello, session),
                    full.departingFrom(LATER_CHANNELS_WAIT_AND_RESUME));
        boolean isUnfinished = facts.any(other -> makes(other, session));
        if (session == NO_SESSION || !isUnfinished) return Set.of(full);
        var permitted = new HashSet<>(dropped(facts, hello, EARLY_RESUMPTION_HAS_THREE_WAYS_OUT));
        permitted.add(full);
        permitted.add(
                Outcome.of(
                        facts.with(channel.at(Stage.QUEUED, hello.handshake(), session)),
                        List.of(new Effect.Queued(channel.number(), hello.handshake(), session)),
                        EARLY_RESUMPTION_HAS_THREE_WAYS_OUT));
        return permitted;
    }

    private static boolean makes(Channel channel, int session) {
        return channel.is(Stage.UNDER_WAY)
                && channel.asked() == NO_SESSION
                && channel.handshake() == session;
    }

    private static Outcome<ChannelFacts, Effect> answered(
            ChannelFacts facts, Channel channel, Input.HelloArrived hello, int session) {
        return Outcome.of(
                facts.with(channel.at(Stage.UNDER_WAY, hello.handshake(), session)),
                List.of(new Effect.Answered(channel.number(), hello.handshake(), session)),
                EARLY_RESUMPTION_HAS_THREE_WAYS_OUT,
                LATER_CHANNELS_WAIT_AND_RESUME);
    }

    /** A handshake is over, with that session or without: the hellos that waited are answered. */
    static Set<Outcome<ChannelFacts, Effect>> over(ChannelFacts facts, Channel over, int session) {
        List<Channel> queued = waitingFor(facts, over.handshake());
        if (queued.isEmpty()) return Set.of(nothing(facts));
        Outcome<ChannelFacts, Effect> full = answered(facts, queued, NO_SESSION);
        if (!facts.resumable().contains(session)) return Set.of(full);
        return Set.of(
                answered(facts, queued, session),
                full.departingFrom(LATER_CHANNELS_WAIT_AND_RESUME));
    }

    private static List<Channel> waitingFor(ChannelFacts facts, int session) {
        return facts.every(each -> each.is(Stage.QUEUED) && each.asked() == session).toList();
    }

    private static Outcome<ChannelFacts, Effect> answered(
            ChannelFacts facts, List<Channel> queued, int session) {
        var effects = new ArrayList<Effect>();
        ChannelFacts after = facts;
        for (Channel channel : queued) {
            after = after.with(channel.at(Stage.UNDER_WAY, channel.handshake(), session));
            effects.add(new Effect.Answered(channel.number(), channel.handshake(), session));
        }
        return Outcome.of(after, effects, EARLY_RESUMPTION_HAS_THREE_WAYS_OUT);
    }

    private static Outcome<ChannelFacts, Effect> nothing(ChannelFacts facts) {
        return Outcome.of(facts, List.of());
    }

    private static Set<Outcome<ChannelFacts, Effect>> dropped(
            ChannelFacts facts, Input.HelloArrived hello, Clause because) {
        return Set.of(
                Outcome.of(
                        facts,
                        List.of(new Effect.Dropped(hello.channel(), Clause.UNSTATED)),
                        because));
    }
}
