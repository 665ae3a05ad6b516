package dtlskeying.properties.call;

import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;

import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.ResumableSession;
import dtlskeying.impl.dtls12.SessionCache;
import dtlskeying.impl.srtp.ChannelSetup;
import dtlskeying.properties.network.AssociationPair;
import dtlskeying.properties.network.Network;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Both ends of a call of several channels, in virtual time: the machines of channel set-up say when
 * a handshake starts and how it is answered, the associations do it. It belongs to one thread.
 */
public final class CallRun {
    private static final int MOST_SESSIONS = 16;
    private static final SessionCache NONE = SessionCache.ofCapacity(0);

    private final CallPlan plan;
    private final Map<Integer, ChannelSetup> clients = new HashMap<>();
    private final Map<Integer, ChannelSetup> servers = new HashMap<>();
    private final Map<Integer, ChannelRun> channels = new TreeMap<>();
    private final Map<Integer, ResumableSession> offerable = new HashMap<>();
    private final Map<Octets, Integer> numbers = new HashMap<>();
    private SessionCache sessions = SessionCache.ofCapacity(MOST_SESSIONS);
    private long now;

    private CallRun(CallPlan plan) {
        this.plan = plan;
    }

    /**
     * Sets up the call.
     *
     * @return what each channel cost, by number; one whose handshake did not complete is left out
     */
    public static List<ChannelCost> of(CallPlan plan) {
        var run = new CallRun(plan);
        for (Wanted wanted : plan.channels()) {
            run.tell(Role.SERVER, wanted);
            run.tell(Role.CLIENT, wanted);
        }
        while (run.step()) {}
        return run.channels.values().stream()
                .flatMap(channel -> channel.cost().stream())
                .sorted(Comparator.comparing(cost -> cost.wanted().channel()))
                .toList();
    }

    /** The next thing that happens on any channel, until all are ready or nothing happens. */
    private boolean step() {
        Optional<ChannelRun> next =
                channels.values().stream()
                        .filter(channel -> !channel.isReady())
                        .filter(channel -> channel.nextTime() != Network.NEVER)
                        .min(Comparator.comparingLong(ChannelRun::nextTime));
        if (next.isEmpty()) return false;
        now = next.get().nextTime();
        if (next.get().isHelloNext(sessions)) hello(next.get());
        else follow(next.get(), next.get().next(sessions));
        return true;
    }

    private void hello(ChannelRun channel) {
        int session = numbers.getOrDefault(channel.offered(), NO_SESSION);
        var before = channel.network();
        tell(Role.SERVER, new Input.HelloArrived(channel.number(), channel.handshake(), session));
        if (channel.network() == before) channel.drop();
    }

    private void tell(Role end, Input input) {
        int group = plan.strategy().isShared() ? 0 : input.channel();
        var machines = end == Role.CLIENT ? clients : servers;
        var fresh =
                end == Role.CLIENT
                        ? plan.strategy().client()
                        : ChannelSetup.server(plan.unfinished());
        var step = machines.getOrDefault(group, fresh).on(input);
        machines.put(group, step.state());
        step.effects().forEach(this::obey);
    }

    private void obey(Effect effect) {
        switch (effect) {
            case Effect.Started(var number, var handshake, var session) ->
                    start(number, handshake, session);
            case Effect.Answered(var number, _, var session) -> {
                var channel = channels.get(number);
                follow(channel, channel.hear(session == NO_SESSION ? NONE : sessions));
            }
            case Effect.Queued(var number, _, _) -> channels.get(number).hold();
            case Effect.Dropped(var number, _) -> channels.get(number).drop();
            case Effect.Waiting _, Effect.Listening _, Effect.Installed _ -> {}
            case Effect.Destroyed _, Effect.Abandoned _ -> {}
            case Effect.Refused(var clause) ->
                    throw new AssertionError("refused by " + clause.id());
        }
    }

    private void start(int number, int handshake, int session) {
        var entropy = plan.entropy().child("channel " + number);
        var client =
                session == NO_SESSION
                        ? Association.client(plan.client(), entropy.child("client"))
                        : Association.resuming(
                                plan.client(), offerable.get(session), entropy.child("client"));
        var address = Octets.of((byte) number);
        var server =
                Association.server(plan.server(), entropy.child("server"), plan.cookies(), address);
        Octets offered = session == NO_SESSION ? Octets.EMPTY : offerable.get(session).id();
        var wanted = plan.channels().stream().filter(each -> each.channel() == number).findFirst();
        var pair = AssociationPair.start(client, server, plan.fates().apply(number)).at(now);
        var channel = new ChannelRun(wanted.orElseThrow(), handshake, session, offered, pair);
        channels.put(number, channel);
        follow(channel, channel.begin());
    }

    private void follow(ChannelRun channel, AssociationPair.Event event) {
        if (!(event instanceof AssociationPair.Event.Stepped stepped)) return;
        Association end = channel.end(stepped.end());
        if (stepped.end() == Role.SERVER) sessions = sessions.after(end, stepped.effects(), now);
        for (var effect : stepped.effects()) {
            if (effect instanceof AssociationSpec.Effect.FlightSent(var messages, var again)
                    && !again
                    && messages.contains(MessageName.CLIENT_KEY_EXCHANGE)) finishing(channel, end);
            if (effect instanceof AssociationSpec.Effect.Completed)
                completed(channel, stepped.end());
            if (effect instanceof AssociationSpec.Effect.Failed)
                tell(stepped.end(), new Input.Failed(channel.number()));
        }
    }

    /** The client's Finished of a full handshake has left. */
    private void finishing(ChannelRun channel, Association client) {
        client.promised().ifPresent(session -> learn(channel.handshake(), session));
        int named = client.promised().isPresent() ? channel.handshake() : NO_SESSION;
        tell(Role.CLIENT, new Input.FinishedSent(channel.number(), named));
    }

    private void completed(ChannelRun channel, Role role) {
        Association end = channel.end(role);
        channel.ready(role, now);
        int session = end.isResumed() ? channel.session() : channel.handshake();
        if (role == Role.CLIENT) end.resumable().ifPresent(each -> learn(session, each));
        tell(role, new Input.Completed(channel.number(), session, profile(end)));
    }

    private void learn(int number, ResumableSession session) {
        offerable.put(number, session);
        numbers.put(session.id(), number);
    }

    private static ProtectionProfile profile(Association end) {
        if (end.dataProtection() instanceof DataProtection.Srtp(var profile, _)) return profile;
        throw new AssertionError("a channel without SRTP");
    }
}
