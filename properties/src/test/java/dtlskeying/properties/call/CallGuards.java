package dtlskeying.properties.call;

import dtlskeying.properties.Guard;
import dtlskeying.spec.srtp.ChannelSetupSpec.Claim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Appendix B: what resumption saves, and the bugs by which it saves nothing. */
public final class CallGuards {
    static final String NAME = "resumption saves bytes, and early resumption round trips";

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    guard(
                            "offers-nothing",
                            "later channels wait for the first and then offer no session",
                            plan -> CallCost.of(plan.with(Strategy.FULL), Calls.ROUND_TRIP)),
                    guard(
                            "never-early",
                            "the early start waits for the server's Finished all the same",
                            plan ->
                                    CallCost.of(
                                            plan.strategy() == Strategy.EARLY
                                                    ? plan.with(Strategy.RESUMED)
                                                    : plan,
                                            Calls.ROUND_TRIP)));

    private CallGuards() {}

    private static Guard guard(String bug, String story, Function<CallPlan, CallCost> sick) {
        return new Guard(
                bug,
                story,
                Set.of(Claim.RESUMPTION_SAVES_BYTES_AND_ROUND_TRIPS),
                NAME,
                () -> violation(sick));
    }

    /** Up to four streams, RTCP on the same ports or not. */
    static Optional<String> violation(Function<CallPlan, CallCost> way) {
        for (int streams = 1; streams <= 4; streams++)
            for (var channels :
                    List.of(CallPlan.multiplexed(streams), CallPlan.separate(streams))) {
                var found = violation(way, Calls.ideal(Strategy.RESUMED, channels));
                if (found.isPresent()) return found;
            }
        return Optional.empty();
    }

    private static Optional<String> violation(Function<CallPlan, CallCost> way, CallPlan plan) {
        CallCost resumed = way.apply(plan);
        CallCost early = way.apply(plan.with(Strategy.EARLY));
        int later = plan.channels().size() - 1;
        for (ChannelCost channel : resumed.channels().subList(1, later + 1))
            if (2 * channel.bytes() > resumed.first().bytes())
                return Optional.of(channel + " costs too much beside " + resumed.first());
        if (later > 0 && resumed.afterFirst() != 1)
            return Optional.of(resumed.afterFirst() + " round trips after the first");
        return early.afterFirst() == 0
                ? Optional.empty()
                : Optional.of(
                        early.afterFirst() + " round trips after the first, in spite of haste");
    }
}
