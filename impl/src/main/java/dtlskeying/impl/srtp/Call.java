package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;

import dtlskeying.impl.srtp.Channel.Ready;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All channels of one end of a call, and the sessions that they share.
 *
 * @param channels those that are wanted, by number, in the order in which they were wanted
 * @param fit the sessions that can be resumed
 * @param unfit those that must not be, as a handshake that made or resumed them has failed
 * @param started how many handshakes the client has started
 * @param <C> what can be the matter with a channel
 */
public record Call<C extends Channel>(
        Map<Integer, C> channels, Set<Integer> fit, Set<Integer> unfit, int started) {
    public Call {
        channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
        fit = Collections.unmodifiableSet(new TreeSet<>(fit));
        unfit = Collections.unmodifiableSet(new TreeSet<>(unfit));
    }

    /** A call with no channel yet. */
    static <C extends Channel> Call<C> empty() {
        return new Call<>(Map.of(), Set.of(), Set.of(), 0);
    }

    Call<C> with(int number, C channel) {
        var more = new LinkedHashMap<>(channels);
        more.put(number, channel);
        return new Call<>(more, fit, unfit, started);
    }

    Call<C> without(int number) {
        var less = new LinkedHashMap<>(channels);
        less.remove(number);
        return new Call<>(less, fit, unfit, started);
    }

    Call<C> oneMoreStarted() {
        return new Call<>(channels, fit, unfit, started + 1);
    }

    /** A session that a handshake was complete with can be resumed, unless that is forbidden. */
    Call<C> having(int session) {
        if (session == NO_SESSION || unfit.contains(session)) return this;
        var more = new TreeSet<>(fit);
        more.add(session);
        return new Call<>(channels, more, unfit, started);
    }

    /** These sessions are not resumed from here on. */
    Call<C> barring(Set<Integer> sessions) {
        var less = new TreeSet<>(fit);
        less.removeAll(sessions);
        var barred = new TreeSet<>(unfit);
        barred.addAll(sessions);
        barred.remove(NO_SESSION);
        return new Call<>(channels, less, barred, started);
    }

    /** The channels that are in such a state, in the order in which they were wanted. */
    <T extends Channel> Stream<T> all(Class<T> state) {
        return channels.values().stream().filter(state::isInstance).map(state::cast);
    }

    /** Whether another channel protects packets of the same stream in the same way already. */
    boolean overlaps(Wanted wanted) {
        return channels.values().stream()
                .map(Call::wanted)
                .anyMatch(other -> isSame(other, wanted));
    }

    private static boolean isSame(Wanted one, Wanted other) {
        return one.flow() == other.flow()
                && one.traffic().overlaps(other.traffic())
                && Stream.of(PacketKind.values())
                        .anyMatch(kind -> one.media().carries(kind) && other.media().carries(kind));
    }

    /** Whether that handshake belongs to a channel already. */
    boolean uses(int handshake) {
        return channels.values().stream().anyMatch(channel -> handshake(channel) == handshake);
    }

    private static int handshake(Channel channel) {
        return switch (channel) {
            case Channel.Queued(_, var handshake, _) -> handshake;
            case Channel.UnderWay(_, var handshake, _, _) -> handshake;
            case Channel.Ready(_, var handshake, _) -> handshake;
            case Channel.Waiting _, Channel.Expecting _, Channel.Unwanted _ -> 0;
        };
    }

    /** Whether another channel of the stream uses another profile. */
    boolean contradicts(Wanted wanted, ProtectionProfile profile) {
        return all(Ready.class)
                .anyMatch(other ->
                        other.wanted().flow() == wanted.flow() && other.profile() != profile);
    }

    private static Wanted wanted(Channel channel) {
        return switch (channel) {
            case Channel.Waiting(var wanted) -> wanted;
            case Channel.Expecting(var wanted) -> wanted;
            case Channel.Queued(var wanted, _, _) -> wanted;
            case Channel.UnderWay(var wanted, _, _, _) -> wanted;
            case Channel.Ready(var wanted, _, _) -> wanted;
            case Channel.Unwanted() -> throw new AssertionError("not a channel of the call");
        };
    }
}
