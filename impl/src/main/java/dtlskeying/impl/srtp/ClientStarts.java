package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.Channel.UnderWay;
import dtlskeying.impl.srtp.Channel.Waiting;
import dtlskeying.impl.srtp.ChannelSetup.Client;
import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect.Started;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;
import dtlskeying.spec.srtp.ChannelSetupSpec.LaterChannels;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which of a client's waiting channels start, and with what session: all of them as soon as there
 * is one to resume, none while a handshake may still make one.
 */
@Cites({"dtls-srtp/3/e", "dtls-srtp/B/a", "dtls-srtp/B/b"})
record ClientStarts(Client client, List<Waiting> waiting) {
    ClientStarts {
        waiting = List.copyOf(waiting);
    }

    static ClientStarts of(Client client) {
        return new ClientStarts(client, client.call().all(Waiting.class).toList());
    }

    /** A channel that was just wanted starts, or is told to wait. */
    Step<ChannelSetup, Effect> orWait(Wanted wanted) {
        var step = oneAtLeast(List.of());
        return step.effects().isEmpty()
                ? new Step<>(client, List.of(new Effect.Waiting(wanted.channel())))
                : step;
    }

    /** Nobody starts in full: the others wait until the first is established. */
    Step<ChannelSetup, Effect> ifThereIsASession() {
        return start(List.of(), List.of());
    }

    /** If there is nothing to resume or to wait for, the one that has waited longest starts. */
    Step<ChannelSetup, Effect> oneAtLeast(List<Effect> before) {
        return start(before, waiting.stream().limit(1).toList());
    }

    /** All start, if need be in full. */
    Step<ChannelSetup, Effect> all(List<Effect> before) {
        return started(before, waiting, resumable());
    }

    private Step<ChannelSetup, Effect> start(List<Effect> before, List<Waiting> inFull) {
        int session = resumable();
        if (session != NO_SESSION) return started(before, waiting, session);
        boolean mayWait = underWay().findAny().isPresent();
        return started(before, mayWait ? List.of() : inFull, NO_SESSION);
    }

    /** The newest session that is fit, or else the newest that is promised, if that will do. */
    private int resumable() {
        int fit = client.call().fit().stream().mapToInt(each -> each).max().orElse(NO_SESSION);
        if (fit != NO_SESSION || client.later() == LaterChannels.AFTER_COMPLETION) return fit;
        return underWay()
                .filter(UnderWay::promised)
                .mapToInt(UnderWay::handshake)
                .filter(session -> !client.call().unfit().contains(session))
                .max()
                .orElse(NO_SESSION);
    }

    private Stream<UnderWay> underWay() {
        return client.call().all(UnderWay.class);
    }

    private Step<ChannelSetup, Effect> started(
            List<Effect> before, List<Waiting> those, int session) {
        var effects = new ArrayList<>(before);
        var call = client.call();
        for (Waiting channel : those) {
            call = call.oneMoreStarted();
            int number = channel.wanted().channel();
            int handshake = call.started();
            call = call.with(number, underWay(channel.wanted(), handshake, session));
            effects.add(new Started(number, handshake, session));
        }
        return new Step<>(client.with(call), effects);
    }

    /** The server decides whether the session is resumed, and whether a new one gets a name. */
    private static UnderWay underWay(Wanted wanted, int handshake, int session) {
        Set<Integer> outcomes = new HashSet<>(Set.of(handshake, NO_SESSION));
        outcomes.add(session);
        return new UnderWay(wanted, handshake, outcomes, false);
    }
}
