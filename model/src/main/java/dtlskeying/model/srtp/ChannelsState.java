package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;

import dtlskeying.model.Outcome;
import dtlskeying.model.srtp.ChannelFacts.Channel;
import dtlskeying.model.srtp.ChannelFacts.Stage;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.PacketKind;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Both ends of a call and what was sent so far.
 *
 * @param client one end
 * @param server the other
 * @param sent all that was sent; each of it may arrive, again and again
 * @param proved the handshakes whose client Finished the server has verified
 * @param opened how many channels the client has come to want
 * @param failures how many handshakes may still be given up
 */
public record ChannelsState(
        End client, End server, Set<Message> sent, Set<Integer> proved, int opened, int failures) {

    /** The flights of a handshake, cut down to what the chapter sees of them. */
    public enum Kind {
        HELLO,
        /** The server's hello and what follows it in a full handshake. */
        FLIGHT,
        /** The server's hello and Finished of a resumption. */
        RESUMED,
        FINISHED,
        ALERT
    }

    /**
     * One flight.
     *
     * @param session what it asks to resume, or resumes
     */
    public record Message(Role sender, Kind kind, int channel, int handshake, int session) {
        private static final Comparator<Message> ORDER =
                Comparator.comparing(Message::kind)
                        .thenComparing(Message::channel)
                        .thenComparing(Message::handshake)
                        .thenComparing(Message::session);

        static Message of(Role sender, Kind kind, Channel channel, int session) {
            return new Message(sender, kind, channel.number(), channel.handshake(), session);
        }

        boolean resumes() {
            return kind == Kind.RESUMED;
        }

        Input.HelloArrived asHello() {
            return new Input.HelloArrived(channel, handshake, session);
        }
    }

    /** The keys of both ends for those packets, made by the two randoms of that handshake. */
    public record Keys(int channel, int handshake, PacketKind kind) {}

    /**
     * One end.
     *
     * @param facts what it knows
     * @param held the keys that it holds
     */
    public record End(ChannelFacts facts, Set<Keys> held) {
        static End start(ChannelFacts facts) {
            return new End(facts, Set.of());
        }

        private boolean isReady(int channel) {
            return facts.channel(channel).filter(each -> each.is(Stage.READY)).isPresent();
        }

        private Set<Keys> keysOf(int channel) {
            return held.stream()
                    .filter(keys -> keys.channel() == channel)
                    .collect(Collectors.toSet());
        }

        boolean hasKeysOfItsOwnEverywhere() {
            return held.stream()
                    .allMatch(one ->
                            held.stream()
                                    .filter(other -> other.channel() != one.channel())
                                    .noneMatch(other -> other.handshake() == one.handshake()));
        }

        boolean holdsWhatItCarries() {
            return facts.channels().stream().allMatch(this::holdsWhatItCarries)
                    && held.stream().allMatch(keys -> isReady(keys.channel()));
        }

        private boolean holdsWhatItCarries(Channel channel) {
            var kinds = EnumSet.noneOf(PacketKind.class);
            keysOf(channel.number()).forEach(keys -> kinds.add(keys.kind()));
            return Stream.of(PacketKind.values())
                    .allMatch(kind -> kinds.contains(kind) == isDue(channel, kind));
        }

        private static boolean isDue(Channel channel, PacketKind kind) {
            return channel.is(Stage.READY) && channel.wanted().media().carries(kind);
        }
    }

    End end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    /** What that end can read, in an order. */
    List<Message> inOrder(Role reader) {
        return sent.stream()
                .filter(message -> message.sender() != reader)
                .sorted(Message.ORDER)
                .toList();
    }

    ChannelsState wanting() {
        return new ChannelsState(client, server, sent, proved, opened + 1, failures);
    }

    ChannelsState failing() {
        return new ChannelsState(client, server, sent, proved, opened, failures - 1);
    }

    ChannelsState proving(Message finished) {
        Set<Integer> more = Either.of(proved, Set.of(finished.handshake()));
        return new ChannelsState(client, server, sent, more, opened, failures);
    }

    /** What that end did, and what it sent besides. */
    ChannelsState after(Role role, Outcome<ChannelFacts, Effect> outcome, Set<Message> alsoSent) {
        var held = new HashSet<>(end(role).held());
        var all = new HashSet<>(Either.of(sent, alsoSent));
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.Installed(var channel, var handshake, var kind))
                held.add(new Keys(channel, handshake, kind));
            if (effect instanceof Effect.Destroyed(var channel, var handshake, var kind, _))
                held.remove(new Keys(channel, handshake, kind));
            flight(role, effect).ifPresent(all::add);
        }
        End end = new End(outcome.after(), Set.copyOf(held));
        return role == Role.CLIENT
                ? new ChannelsState(end, server, all, proved, opened, failures)
                : new ChannelsState(client, end, all, proved, opened, failures);
    }

    private static Optional<Message> flight(Role role, Effect effect) {
        if (effect instanceof Effect.Started(var channel, var handshake, var session))
            return Optional.of(new Message(role, Kind.HELLO, channel, handshake, session));
        if (effect instanceof Effect.Answered(var channel, var handshake, var session)) {
            Kind kind = session == NO_SESSION ? Kind.FLIGHT : Kind.RESUMED;
            return Optional.of(new Message(role, kind, channel, handshake, session));
        }
        return Optional.empty();
    }

    boolean someAreReady() {
        return client.facts().channels().stream().anyMatch(each -> areReady(each.number()));
    }

    private boolean areReady(int channel) {
        return client.isReady(channel) && server.isReady(channel);
    }

    boolean keysAgree() {
        return client.facts().channels().stream()
                .map(Channel::number)
                .filter(this::areReady)
                .allMatch(channel -> client.keysOf(channel).equals(server.keysOf(channel)));
    }

    boolean haveOneHandshakeEach() {
        List<Message> hellos =
                sent.stream().filter(message -> message.kind() == Kind.HELLO).toList();
        return hellos.stream().map(Message::channel).distinct().count() == hellos.size();
    }

    boolean isSettled(int channel) {
        boolean isOver =
                client.facts().channel(channel).isEmpty()
                        && server.facts().channel(channel).isEmpty();
        return isOver || areReady(channel);
    }
}
