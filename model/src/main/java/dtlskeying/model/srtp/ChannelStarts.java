package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.LATER_CHANNELS_WAIT_AND_RESUME;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.ONE_HANDSHAKE_A_FLOW;
import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;

import dtlskeying.model.Outcome;
import dtlskeying.model.srtp.ChannelFacts.Channel;
import dtlskeying.model.srtp.ChannelFacts.Stage;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** When a client starts its channels: at once, after the first, or right after its Finished. */
final class ChannelStarts {
    private ChannelStarts() {}

    /** A channel that is new. */
    static Set<Outcome<ChannelFacts, Effect>> wanted(ChannelFacts facts, Channel idle) {
        Outcome<ChannelFacts, Effect> full = started(facts, List.of(idle), NO_SESSION);
        var permitted = new HashSet<Outcome<ChannelFacts, Effect>>();
        for (int session : new TreeSet<>(facts.resumable()))
            permitted.add(started(facts, List.of(idle), session));
        if (permitted.isEmpty() && isUnderWay(facts)) {
            permitted.add(
                    Outcome.of(
                            facts,
                            List.of(new Effect.Waiting(idle.number())),
                            LATER_CHANNELS_WAIT_AND_RESUME));
            for (int session : early(facts)) permitted.add(started(facts, List.of(idle), session));
        }
        permitted.add(
                permitted.isEmpty() ? full : full.departingFrom(LATER_CHANNELS_WAIT_AND_RESUME));
        return permitted;
    }

    /** Sessions whose full handshake is complete but for the server's Finished. */
    private static Set<Integer> early(ChannelFacts facts) {
        var sessions = new TreeSet<Integer>();
        facts.every(channel -> channel.is(Stage.UNDER_WAY) && channel.named() != NO_SESSION)
                .forEach(channel -> sessions.add(channel.named()));
        sessions.removeAll(facts.spoiled());
        return sessions;
    }

    /** Appendix B leaves it to the peers whether to interlace the handshakes. */
    static Set<Outcome<ChannelFacts, Effect>> finishedSent(
            ChannelFacts facts, int number, int session) {
        Channel channel = facts.channel(number).orElse(null);
        boolean isReport =
                facts.role() == Role.CLIENT
                        && channel != null
                        && channel.is(Stage.UNDER_WAY)
                        && (session == NO_SESSION || session == channel.handshake());
        if (!isReport) return ChannelSetupModel.refused(facts, ONE_HANDSHAKE_A_FLOW);
        ChannelFacts after = facts.with(channel.naming(session));
        Outcome<ChannelFacts, Effect> nothing = Outcome.of(after, List.of());
        if (waiting(facts).isEmpty() || !early(after).contains(session)) return Set.of(nothing);
        return Set.of(nothing, started(after, waiting(facts), session));
    }

    /** What waited resumes; where the session has no name there is nothing to wait for. */
    static Set<Outcome<ChannelFacts, Effect>> completed(ChannelFacts facts, int session) {
        List<Channel> waiting = waiting(facts);
        if (waiting.isEmpty()) return Set.of(Outcome.of(facts, List.of()));
        Outcome<ChannelFacts, Effect> full = started(facts, waiting, NO_SESSION);
        if (!facts.resumable().contains(session)) return Set.of(full);
        return Set.of(
                started(facts, waiting, session),
                full.departingFrom(LATER_CHANNELS_WAIT_AND_RESUME));
    }

    /** The one that has waited longest leads now, at the latest when no other is under way. */
    static Set<Outcome<ChannelFacts, Effect>> failed(ChannelFacts facts) {
        List<Channel> waiting = waiting(facts);
        Outcome<ChannelFacts, Effect> nothing = Outcome.of(facts, List.of());
        if (waiting.isEmpty()) return Set.of(nothing);
        Outcome<ChannelFacts, Effect> next =
                started(facts, List.of(waiting.getFirst()), NO_SESSION);
        return isUnderWay(facts) ? Set.of(nothing, next) : Set.of(next);
    }

    private static List<Channel> waiting(ChannelFacts facts) {
        return facts.every(channel -> channel.is(Stage.IDLE)).toList();
    }

    private static boolean isUnderWay(ChannelFacts facts) {
        return facts.any(channel -> channel.is(Stage.UNDER_WAY));
    }

    private static Outcome<ChannelFacts, Effect> started(
            ChannelFacts facts, List<Channel> channels, int session) {
        var effects = new ArrayList<Effect>();
        ChannelFacts after = facts;
        for (Channel channel : channels) {
            after = after.starting(channel, session);
            effects.add(new Effect.Started(channel.number(), after.started(), session));
        }
        return Outcome.of(after, effects, LATER_CHANNELS_WAIT_AND_RESUME);
    }
}
