package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;

import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What one end knows of its channels.
 *
 * @param role which end it is
 * @param channels those that are wanted, the one that was wanted first in front
 * @param started how many handshakes the client has started; 0 at the server
 * @param resumable the sessions whose handshake is complete
 * @param spoiled those that are never resumed from here on
 */
public record ChannelFacts(
        Role role,
        List<Channel> channels,
        int started,
        Set<Integer> resumable,
        Set<Integer> spoiled) {
    public ChannelFacts {
        channels = List.copyOf(channels);
        resumable = Set.copyOf(resumable);
        spoiled = Set.copyOf(spoiled);
    }

    /** Where a channel is. */
    public enum Stage {
        /** Nothing has happened: the client lets it wait, the server listens. */
        IDLE,
        /** Its hello is queued at the server. */
        QUEUED,
        /** Its handshake is under way. */
        UNDER_WAY,
        /** Its keys are there. */
        READY
    }

    /**
     * One channel.
     *
     * @param wanted what it is for
     * @param stage where it is
     * @param handshake the number of its handshake, 0 if idle
     * @param asked the session that is to be resumed, or none
     * @param named the session that its full handshake makes, once the client knows of it, or none
     * @param profile what it agreed on; empty until it is ready
     */
    public record Channel(
            Input.Wanted wanted,
            Stage stage,
            int handshake,
            int asked,
            int named,
            Optional<ProtectionProfile> profile) {
        static Channel idle(Input.Wanted wanted) {
            return new Channel(wanted, Stage.IDLE, 0, NO_SESSION, NO_SESSION, Optional.empty());
        }

        /** The number of the channel. */
        public int number() {
            return wanted.channel();
        }

        /** Whether it is there. */
        public boolean is(Stage there) {
            return stage == there;
        }

        Channel at(Stage later, int number, int session) {
            return new Channel(wanted, later, number, session, NO_SESSION, Optional.empty());
        }

        Channel naming(int session) {
            return new Channel(wanted, stage, handshake, asked, session, profile);
        }

        Channel ready(ProtectionProfile agreed) {
            return new Channel(wanted, Stage.READY, handshake, asked, named, Optional.of(agreed));
        }
    }

    /** What is known before any channel is wanted. */
    public static ChannelFacts start(Role role) {
        return new ChannelFacts(role, List.of(), 0, Set.of(), Set.of());
    }

    /** The channel with that number, if it is wanted. */
    public Optional<Channel> channel(int number) {
        return channels.stream().filter(channel -> channel.number() == number).findFirst();
    }

    /** The channels of which that is true, in their order. */
    Stream<Channel> every(Predicate<Channel> what) {
        return channels.stream().filter(what);
    }

    boolean any(Predicate<Channel> what) {
        return channels.stream().anyMatch(what);
    }

    ChannelFacts and(Channel channel) {
        var more = new ArrayList<>(channels);
        more.add(channel);
        return new ChannelFacts(role, more, started, resumable, spoiled);
    }

    ChannelFacts with(Channel changed) {
        var all = new ArrayList<Channel>();
        for (Channel each : channels) all.add(each.number() == changed.number() ? changed : each);
        return new ChannelFacts(role, all, started, resumable, spoiled);
    }

    ChannelFacts without(Channel gone) {
        List<Channel> rest = every(each -> each.number() != gone.number()).toList();
        return new ChannelFacts(role, rest, started, resumable, spoiled);
    }

    /** The client has started that channel. */
    ChannelFacts starting(Channel channel, int session) {
        Channel under = channel.at(Stage.UNDER_WAY, started + 1, session);
        ChannelFacts facts = with(under);
        return new ChannelFacts(role, facts.channels(), started + 1, resumable, spoiled);
    }

    /** That session can be resumed, unless it must not. */
    ChannelFacts resuming(int session) {
        if (session == NO_SESSION || spoiled.contains(session)) return this;
        return new ChannelFacts(
                role, channels, started, Either.of(resumable, Set.of(session)), spoiled);
    }

    /** Those sessions must not be resumed. */
    ChannelFacts spoiling(Set<Integer> sessions) {
        var rest = new HashSet<>(resumable);
        rest.removeAll(sessions);
        return new ChannelFacts(role, channels, started, rest, Either.of(spoiled, sessions));
    }
}
