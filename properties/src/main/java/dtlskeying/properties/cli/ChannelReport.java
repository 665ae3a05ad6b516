package dtlskeying.properties.cli;

import dtlskeying.properties.call.CallCost;
import dtlskeying.properties.call.ChannelCost;
import dtlskeying.properties.call.Strategy;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What three ways to set up a call cost, beside what appendix B says.
 *
 * @param costs one for each way
 * @param channels how many pairs of ports
 * @param multiplexed whether RTCP shares RTP's ports
 * @param certificates the bytes of both ends' certificates
 */
record ChannelReport(List<CallCost> costs, int channels, boolean multiplexed, int certificates) {
    ChannelReport {
        costs = List.copyOf(costs);
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%d channel%s, RTCP %s, a round trip of %d ms, UDP payload of both ends%n%n",
                channels,
                channels == 1 ? "" : "s",
                multiplexed ? "on RTP's ports" : "on ports of its own",
                costs.getFirst().roundTrip());
        out.println("set-up    channel  how       bytes  datagrams  client ready  server ready");
        for (CallCost cost : costs) {
            cost.channels().forEach(channel -> line(out, cost, channel));
            out.printf(
                    Locale.ROOT,
                    "%-8s  all      %14d             + %.1f RTT after the first%n",
                    cost.strategy().text(),
                    cost.bytes(),
                    cost.afterFirst());
        }
        out.println();
        claims().print(out);
        if (!trouble().isEmpty()) out.println(trouble());
    }

    private static void line(PrintWriter out, CallCost cost, ChannelCost channel) {
        out.printf(
                Locale.ROOT,
                "%-8s  %-7d  %-8s %6d  %9d  %8.1f RTT  %8.1f RTT%n",
                cost.strategy().text(),
                channel.wanted().channel(),
                channel.resumed() ? "resumed" : "full",
                channel.bytes(),
                channel.datagrams(),
                cost.roundTrips(channel),
                (double) channel.serverReady() / cost.roundTrip());
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("channels", channels);
        json.put("rtcp", multiplexed ? "mux" : "separate");
        json.put("roundTripMs", costs.getFirst().roundTrip());
        json.put("certificateBytes", certificates);
        ArrayNode ways = json.putArray("setUps");
        costs.forEach(cost -> add(ways.addObject(), cost));
        claims().add(json.putArray("claims"));
        json.put("verdict", trouble().isEmpty() ? "agreed" : trouble());
        return json;
    }

    private static void add(ObjectNode json, CallCost cost) {
        json.put("strategy", cost.strategy().text());
        json.put("bytes", cost.bytes());
        json.put("roundTripsAfterFirst", cost.afterFirst());
        ArrayNode list = json.putArray("channels");
        for (ChannelCost channel : cost.channels()) {
            ObjectNode one = list.addObject();
            one.put("channel", channel.wanted().channel());
            one.put("media", channel.wanted().media().name());
            one.put("resumed", channel.resumed());
            one.put("bytes", channel.bytes());
            one.put("datagrams", channel.datagrams());
            one.put("clientReadyMs", channel.clientReady());
            one.put("serverReadyMs", channel.serverReady());
        }
    }

    int status() {
        return trouble().isEmpty() ? Exit.DONE : Exit.REFUSED;
    }

    /** What went wrong; nothing if every channel is ready and has keys of its own. */
    private String trouble() {
        if (costs.stream().anyMatch(cost -> cost.channels().size() < channels))
            return "not every channel was set up";
        if (!costs.stream().allMatch(CallCost::hasFreshKeys)) return "two channels share keys";
        return "";
    }

    private ChannelClaims claims() {
        return new ChannelClaims(
                cost(Strategy.FULL), cost(Strategy.RESUMED), cost(Strategy.EARLY), certificates);
    }

    private CallCost cost(Strategy strategy) {
        return costs.stream().filter(each -> each.strategy() == strategy).findFirst().orElseThrow();
    }
}
