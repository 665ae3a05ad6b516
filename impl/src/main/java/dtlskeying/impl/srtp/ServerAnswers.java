package dtlskeying.impl.srtp;

import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.EARLY_RESUMPTION_HAS_THREE_WAYS_OUT;
import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.Channel.Queued;
import dtlskeying.impl.srtp.Channel.UnderWay;
import dtlskeying.impl.srtp.ChannelSetup.Server;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect.Answered;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect.Dropped;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.HelloArrived;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How a server answers a hello that names a session, now or once the session is made. */
record ServerAnswers(Server server) {
    Step<ChannelSetup, Effect> answer(Wanted wanted, HelloArrived hello) {
        if (isFit(hello.session())) return answered(wanted, hello, hello.session());
        if (!isInTheMaking(hello.session())) return answered(wanted, hello, NO_SESSION);
        return switch (server.unfinished()) {
            case IN_FULL -> answered(wanted, hello, NO_SESSION);
            case QUEUE -> queued(wanted, hello);
            case DROP ->
                    stay(server, new Dropped(hello.channel(), EARLY_RESUMPTION_HAS_THREE_WAYS_OUT));
        };
    }

    private Step<ChannelSetup, Effect> queued(Wanted wanted, HelloArrived hello) {
        var waiting = new Queued(wanted, hello.handshake(), hello.session());
        return new Step<>(
                server.with(server.call().with(wanted.channel(), waiting)),
                List.of(new Effect.Queued(hello.channel(), hello.handshake(), hello.session())));
    }

    private Step<ChannelSetup, Effect> answered(Wanted wanted, HelloArrived hello, int session) {
        var underWay = underWay(wanted, hello.handshake(), session);
        return new Step<>(
                server.with(server.call().with(wanted.channel(), underWay)),
                List.of(new Answered(hello.channel(), hello.handshake(), session)));
    }

    /** Whoever queues for a session that is made, or will not be, is answered. */
    Step<ChannelSetup, Effect> unqueue(List<Effect> before) {
        var effects = new ArrayList<>(before);
        var call = server.call();
        for (Queued queued : server.call().all(Queued.class).toList()) {
            if (isInTheMaking(queued.session()) && !isFit(queued.session())) continue;
            int session = isFit(queued.session()) ? queued.session() : NO_SESSION;
            int number = queued.wanted().channel();
            call = call.with(number, underWay(queued.wanted(), queued.handshake(), session));
            effects.add(new Answered(number, queued.handshake(), session));
        }
        return new Step<>(server.with(call), effects);
    }

    private static UnderWay underWay(Wanted wanted, int handshake, int session) {
        Set<Integer> outcomes =
                session == NO_SESSION ? Set.of(handshake, NO_SESSION) : Set.of(session);
        return new UnderWay(wanted, handshake, outcomes, false);
    }

    private boolean isFit(int session) {
        return server.call().fit().contains(session);
    }

    private boolean isInTheMaking(int session) {
        return !server.call().unfit().contains(session)
                && server.call()
                        .all(UnderWay.class)
                        .anyMatch(other ->
                                other.handshake() == session && other.outcomes().contains(session));
    }
}
