package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Outcomes;
import dtlskeying.model.srtp.ChannelFacts.Channel;
import dtlskeying.model.srtp.ChannelFacts.Stage;
import dtlskeying.model.srtp.ChannelsState.End;
import dtlskeying.model.srtp.ChannelsState.Kind;
import dtlskeying.model.srtp.ChannelsState.Message;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.List;
import java.util.Set;

/**
 * Two ends that set up several channels (§3, appendix B). Handshakes are cut down to the flights
 * that matter here. Whatever was sent can arrive at any later time, any number of times or never;
 * so a flight that is sent again needs no step of its own.
 *
 * @param ends what an end may do
 * @param wanted the channels, in the order in which the client comes to want them; the server
 *     expects all of them from the start
 * @param isNamed whether the server gives sessions names
 * @param failures how many handshakes may be given up by an end
 * @param numbers numbers the states
 */
public record ChannelsPair(
        Relation<ChannelFacts, Input, Effect> ends,
        List<Input.Wanted> wanted,
        boolean isNamed,
        int failures,
        Interning<ChannelsState> numbers)
        implements Explorable<ChannelsState, Happening> {
    private static final ProtectionProfile PROFILE = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

    public ChannelsPair {
        wanted = List.copyOf(wanted);
    }

    @Override
    public List<ChannelsState> initialStates() {
        ChannelFacts server = ChannelFacts.start(Role.SERVER);
        for (Input.Wanted each : wanted) server = answers(server, each).getFirst().after();
        return List.of(
                new ChannelsState(
                        End.start(ChannelFacts.start(Role.CLIENT)),
                        End.start(server),
                        Set.of(),
                        Set.of(),
                        0,
                        failures));
    }

    @Override
    public void expand(ChannelsState state, Sink<ChannelsState, Happening> sink) {
        if (state.opened() < wanted.size()) {
            Input.Wanted next = wanted.get(state.opened());
            step(state.wanting(), Role.CLIENT, next, Set.of(), sink);
        }
        for (Role role : Role.values())
            for (Message message : state.inOrder(role)) read(state, role, message, sink);
        if (state.failures() > 0)
            for (Role role : Role.values())
                for (Channel channel : state.end(role).facts().channels())
                    if (channel.is(Stage.UNDER_WAY)) fail(state, role, channel, sink);
    }

    /** One end gives up, and says so. */
    private void fail(
            ChannelsState state, Role role, Channel channel, Sink<ChannelsState, Happening> sink) {
        var alert = Message.of(role, Kind.ALERT, channel, NO_SESSION);
        step(state.failing(), role, new Input.Failed(channel.number()), Set.of(alert), sink);
    }

    private void read(
            ChannelsState state,
            Role reader,
            Message message,
            Sink<ChannelsState, Happening> sink) {
        if (message.kind() == Kind.HELLO) {
            step(state, reader, message.asHello(), Set.of(), sink);
            return;
        }
        Channel channel = state.end(reader).facts().channel(message.channel()).orElse(null);
        if (channel == null || channel.handshake() != message.handshake()) return;
        switch (channel.stage()) {
            case IDLE, QUEUED -> {}
            case UNDER_WAY -> readUnderWay(state, reader, channel, message, sink);
            case READY -> {
                if (message.kind() == Kind.ALERT)
                    step(state, reader, new Input.Closed(channel.number()), Set.of(), sink);
            }
        }
    }

    private void readUnderWay(
            ChannelsState state,
            Role reader,
            Channel channel,
            Message message,
            Sink<ChannelsState, Happening> sink) {
        int session = message.session() == NO_SESSION ? made(channel) : message.session();
        var completed = new Input.Completed(channel.number(), session, PROFILE);
        var finished = Message.of(reader, Kind.FINISHED, channel, message.session());
        switch (message.kind()) {
            case HELLO -> {}
            case FLIGHT ->
                    step(
                            state,
                            reader,
                            new Input.FinishedSent(channel.number(), session),
                            Set.of(finished),
                            sink);
            case RESUMED -> step(state, reader, completed, Set.of(finished), sink);
            case FINISHED ->
                    step(
                            reader == Role.SERVER ? state.proving(message) : state,
                            reader,
                            completed,
                            answer(reader, message, finished),
                            sink);
            case ALERT -> step(state, reader, new Input.Failed(channel.number()), Set.of(), sink);
        }
    }

    /** In a full handshake the server's Finished comes last, in a resumption the client's. */
    private static Set<Message> answer(Role reader, Message read, Message finished) {
        return reader == Role.SERVER && read.session() == NO_SESSION ? Set.of(finished) : Set.of();
    }

    private int made(Channel channel) {
        return isNamed ? channel.handshake() : NO_SESSION;
    }

    private void step(
            ChannelsState state,
            Role role,
            Input input,
            Set<Message> alsoSent,
            Sink<ChannelsState, Happening> sink) {
        for (var outcome : answers(state.end(role).facts(), input))
            sink.to(
                    happening(role, input, outcome.effects()),
                    state.after(role, outcome, alsoSent));
    }

    private static Happening happening(Role role, Input input, List<Effect> effects) {
        String text = role.text() + " " + input + ": " + effects;
        return switch (input) {
            case Input.Wanted _, Input.Failed _ -> Happening.at(role, text);
            default -> Happening.arrives(role, text);
        };
    }

    private List<Outcome<ChannelFacts, Effect>> answers(ChannelFacts facts, Input input) {
        return Outcomes.inOrder(ends.permitted(facts, input));
    }

    @Override
    public long key(ChannelsState state) {
        return numbers.applyAsLong(state);
    }

    /** What every set-up keeps, whatever is lost or given up. */
    @Override
    public List<Invariant<ChannelsState>> invariants() {
        return List.of(
                new Invariant<>(
                        "what is ready at both ends has the same keys there",
                        ChannelsState::someAreReady,
                        ChannelsState::keysAgree),
                new Invariant<>(
                        "no two channels share keys",
                        state -> state.client().held().size() > 1,
                        state ->
                                state.client().hasKeysOfItsOwnEverywhere()
                                        && state.server().hasKeysOfItsOwnEverywhere()),
                new Invariant<>(
                        "a channel holds keys for what it carries, once it is ready, and no others",
                        state -> !state.server().held().isEmpty(),
                        state ->
                                state.client().holdsWhatItCarries()
                                        && state.server().holdsWhatItCarries()),
                new Invariant<>(
                        "no session is resumed before its own handshake is proved",
                        state -> state.sent().stream().anyMatch(Message::resumes),
                        state ->
                                state.sent().stream()
                                        .filter(Message::resumes)
                                        .allMatch(sent -> state.proved().contains(sent.session()))),
                new Invariant<>(
                        "each pair of ports has one handshake",
                        state -> !state.sent().isEmpty(),
                        ChannelsState::haveOneHandshakeEach));
    }

    @Override
    public List<Goal<ChannelsState>> goals() {
        return List.of(
                new Goal<>(
                        "every channel is ready at both ends, or over at both",
                        state ->
                                state.opened() == wanted.size()
                                        && wanted.stream()
                                                .allMatch(
                                                        each -> state.isSettled(each.channel()))));
    }
}
