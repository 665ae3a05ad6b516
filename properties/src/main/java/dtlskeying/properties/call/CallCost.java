package dtlskeying.properties.call;

import java.util.HashSet;
import java.util.List;

/**
 * What it cost to set up a call in one way.
 *
 * @param strategy which way
 * @param roundTrip of the network, in milliseconds
 * @param channels what each channel cost, by number
 */
public record CallCost(Strategy strategy, long roundTrip, List<ChannelCost> channels) {
    public CallCost {
        channels = List.copyOf(channels);
    }

    /** Sets a call up, in virtual time. */
    public static CallCost of(CallPlan plan, long roundTrip) {
        return new CallCost(plan.strategy(), roundTrip, CallRun.of(plan));
    }

    /** The bytes of all channels. */
    public int bytes() {
        return channels.stream().mapToInt(ChannelCost::bytes).sum();
    }

    /** The first channel that was set up. */
    public ChannelCost first() {
        return channels.getFirst();
    }

    /** The channel that was set up last; the first where there is no other. */
    public ChannelCost last() {
        return channels.getLast();
    }

    /** Round trips from the start until the client can use that channel. */
    public double roundTrips(ChannelCost channel) {
        return (double) channel.clientReady() / roundTrip;
    }

    /** Round trips that pass for the client between the first channel and the last. */
    public double afterFirst() {
        long latest = channels.stream().mapToLong(ChannelCost::clientReady).max().orElse(0);
        return (double) (latest - first().clientReady()) / roundTrip;
    }

    /** P41: whether every channel has keys that no other has. */
    public boolean hasFreshKeys() {
        var keys = new HashSet<>();
        return channels.stream().allMatch(channel -> keys.add(channel.exported()));
    }
}
