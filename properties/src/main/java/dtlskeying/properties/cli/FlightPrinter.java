package dtlskeying.properties.cli;

import dtlskeying.properties.explain.LadderText;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.MessageName;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the exchange as a ladder while it happens, a rung a flight. */
final class FlightPrinter {
    private final PrintWriter out;
    private boolean isFirst = true;

    FlightPrinter(PrintWriter out) {
        this.out = out;
    }

    /** Says over what network both ends talk. */
    void title(Fates.Seeded network) {
        Conditions conditions = network.conditions();
        out.println(
                "Two ends and a network in virtual time: %d ms each way, %s lost, %s late, %s twice, seed %d"
                        .formatted(
                                conditions.delay(),
                                percent(conditions.loss()),
                                percent(conditions.reordering()),
                                percent(conditions.duplication()),
                                network.seed()));
        out.println();
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    /** One flight; {@code words} say what it is. */
    void flight(long ms, Role from, int datagrams, int bytes, String words) {
        String parts = datagrams == 1 ? "" : "in " + datagrams + " datagrams, ";
        print(LadderText.sent(ms, from, List.of(words.split(", ")), parts + bytes + " bytes"));
    }

    private void print(List<String> lines) {
        if (isFirst) LadderText.head().forEach(out::println);
        isFirst = false;
        lines.forEach(out::println);
        out.flush();
    }

    /**
     * All that an end sends in one step.
     *
     * @param lost how many of its datagrams will not arrive, as far as is known
     */
    void sent(long ms, Role from, List<Effect> effects, int lost) {
        List<Octets> datagrams = datagrams(effects);
        if (datagrams.isEmpty()) return;
        int bytes = datagrams.stream().mapToInt(Octets::length).sum();
        String suffix = lost == 0 ? "" : lost == datagrams.size() ? " (lost)" : " (in part lost)";
        flight(ms, from, datagrams.size(), bytes, words(effects) + suffix);
    }

    /** So many SRTP packets of one end, a datagram each. */
    void media(long ms, Role from, int packets, int bytes) {
        flight(ms, from, 1, bytes, packets + (packets == 1 ? " SRTP packet" : " SRTP packets"));
    }

    /** What one end does that nobody else can see. */
    void note(long ms, Role end, String words) {
        print(LadderText.done(ms, end, words));
    }

    /** Names of messages, as in a sentence. */
    static String names(List<MessageName> messages) {
        return messages.stream().map(MessageName::text).collect(Collectors.joining(", "));
    }

    private static List<Octets> datagrams(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).datagram())
                .toList();
    }

    private static String words(List<Effect> effects) {
        return effects.stream()
                .map(FlightPrinter::words)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String words(Effect effect) {
        return switch (effect) {
            case Effect.FlightSent(var messages, var again) ->
                    names(messages) + (again ? " (again)" : "");
            case Effect.AlertSent(var alert, _) -> "Alert " + alert.text();
            case Effect.Acknowledged _ -> "ACK";
            case Effect.Send _,
                    Effect.MessageHeard _,
                    Effect.Confirmed _,
                    Effect.KeysUpdated _,
                    Effect.EpochReady _,
                    Effect.DataReceived _,
                    Effect.Completed _,
                    Effect.AlertReceived _,
                    Effect.Failed _,
                    Effect.Closed _,
                    Effect.Discarded _ ->
                    "";
        };
    }
}
