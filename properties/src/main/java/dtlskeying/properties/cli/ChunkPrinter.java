package dtlskeying.properties.cli;

import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.properties.capture.SctpWords;
import dtlskeying.properties.explain.LadderText;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec;
import dtlskeying.spec.chunk.ReauthenticationSpec;
import dtlskeying.spec.dtls.AssociationSpec;
import dtlskeying.spec.dtls.MessageName;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prints a key-managed association as a ladder while it happens. */
final class ChunkPrinter {
    /** Traffic beyond that is counted and not shown. */
    private static final int PACKETS = 60;

    private static final int MESSAGES = 12;

    private static final String TO_PEER = "-> ";

    /** An SCTP packet by its chunks, and its size. */
    private static final Pattern PACKET = Pattern.compile("(.*) \\((\\d+ bytes)\\)");

    private final PrintWriter out;
    private boolean isFirst = true;
    private int packets;
    private int messages;

    ChunkPrinter(PrintWriter out) {
        this.out = out;
    }

    void happened(ChunkStage.Happened happened) {
        for (String words : words(happened.event()))
            print(lines(happened.ms(), happened.end(), words));
    }

    /** What goes to the peer is a rung. */
    private static List<String> lines(long ms, Role end, String words) {
        if (!words.startsWith(TO_PEER)) return LadderText.done(ms, end, words);
        String what = words.substring(TO_PEER.length());
        var packet = PACKET.matcher(what);
        return packet.matches()
                ? LadderText.sent(ms, end, List.of(packet.group(1)), packet.group(2))
                : LadderText.sent(ms, end, List.of(what.split(", ")), "");
    }

    private void print(List<String> lines) {
        if (isFirst) LadderText.head().forEach(out::println);
        isFirst = false;
        lines.forEach(out::println);
        out.flush();
    }

    /** The opening end loses its association: what follows is shown like the beginning. */
    void lost(long ms) {
        print(LadderText.done(ms, Role.CLIENT, "loses its association, and comes back"));
        packets = 0;
        messages = 0;
    }

    private List<String> words(ChunkEvent event) {
        return switch (event) {
            case ChunkEvent.Packet(var bytes) -> packet(SctpWords.of(bytes));
            case ChunkEvent.Agreed(var terms) ->
                    List.of(
                            "agreed: method %d, %s of the key management%s"
                                    .formatted(
                                            terms.method(),
                                            terms.role().text(),
                                            terms.restart() ? ", restart" : ""));
            case ChunkEvent.Unprotected(var clause) -> because("no protection", clause);
            case ChunkEvent.Declined(var cause, var clause) ->
                    because("ABORT, cause " + cause.code(), clause);
            case ChunkEvent.Associated(var again) ->
                    List.of(again ? "association restarted" : "association up");
            case ChunkEvent.Stepped(_, var effects) ->
                    effects.stream()
                            .map(ChunkPrinter::words)
                            .filter(words -> !words.isEmpty())
                            .toList();
            case ChunkEvent.Ordered(_, var effects) ->
                    effects.stream()
                            .map(ChunkPrinter::words)
                            .filter(words -> !words.isEmpty())
                            .toList();
            case ChunkEvent.Keyed(var epoch, _, _) -> List.of("keys of epoch " + epoch);
            case ChunkEvent.Renewed(_, var effects) ->
                    effects.stream()
                            .map(ChunkPrinter::words)
                            .filter(words -> !words.isEmpty())
                            .toList();
            case ChunkEvent.Reauthenticated(_, var effects) ->
                    effects.stream()
                            .map(ChunkPrinter::words)
                            .filter(words -> !words.isEmpty())
                            .toList();
            case ChunkEvent.KeyWears(var epoch, var sealed) ->
                    List.of("the key of epoch " + epoch + " has sealed " + sealed + " packets");
            case ChunkEvent.Protected() -> List.of("protected: the ULP may send");
            case ChunkEvent.Settled() -> List.of("both ends send under these keys");
            case ChunkEvent.RestartReady(var keys) ->
                    List.of("restart keys of epoch " + keys.epoch() + " kept");
            case ChunkEvent.Received(var message) -> received(message.stream(), message.bytes());
            case ChunkEvent.Dropped(var clause) -> because("dropped", clause);
            case ChunkEvent.GaveUp(var clause) -> because("given up", clause);
            case ChunkEvent.Down(var reason) -> List.of("association over: " + reason);
            case ChunkEvent.SenderDry() -> List.of();
        };
    }

    private List<String> packet(String words) {
        packets++;
        if (packets == PACKETS) return List.of("-> ... (more packets are not shown)");
        return packets > PACKETS ? List.of() : List.of("-> " + words);
    }

    private List<String> received(int stream, Octets bytes) {
        messages++;
        if (messages == MESSAGES) return List.of("<- ... (more messages are not shown)");
        return messages > MESSAGES
                ? List.of()
                : List.of("<- message of %d bytes, stream %d".formatted(bytes.length(), stream));
    }

    private static List<String> because(String what, Clause clause) {
        return List.of(what + " (" + clause.id() + ": " + clause.summary() + ")");
    }

    private static String words(AssociationSpec.Effect effect) {
        return switch (effect) {
            case AssociationSpec.Effect.FlightSent(var names, _) -> "-> DTLS " + names(names);
            case AssociationSpec.Effect.MessageHeard(var name) -> "<- DTLS " + name.text();
            case AssociationSpec.Effect.AlertSent(var alert, var clause) ->
                    "-> DTLS alert " + alert.text() + " (" + clause.id() + ")";
            case AssociationSpec.Effect.AlertReceived(_, var description) ->
                    "<- DTLS alert " + description;
            case AssociationSpec.Effect.Confirmed() -> "<- DTLS ACK";
            case AssociationSpec.Effect.Acknowledged _ -> "-> DTLS ACK";
            case AssociationSpec.Effect.Failed(var clause) -> "DTLS failed (" + clause.id() + ")";
            case AssociationSpec.Effect _ -> "";
        };
    }

    private static String names(List<MessageName> names) {
        return names.stream().map(MessageName::text).collect(Collectors.joining(", "));
    }

    private static String words(KeyUpdateSpec.Effect effect) {
        return switch (effect) {
            case KeyUpdateSpec.Effect.Asked() -> "fresh keys are asked for";
            case KeyUpdateSpec.Effect.Refused(var clause) ->
                    "no fresh keys now (" + clause.id() + ")";
            case KeyUpdateSpec.Effect.Derived _,
                    KeyUpdateSpec.Effect.ReceiveKeySet _,
                    KeyUpdateSpec.Effect.SendKeySet _,
                    KeyUpdateSpec.Effect.FinishSent _,
                    KeyUpdateSpec.Effect.AckSent _,
                    KeyUpdateSpec.Effect.Aborted _,
                    KeyUpdateSpec.Effect.Discarded _ ->
                    "";
        };
    }

    private static String words(ReauthenticationSpec.Effect effect) {
        return switch (effect) {
            case ReauthenticationSpec.Effect.RequestSent(var exchange, var epoch) ->
                    "-> REQUEST %d in epoch %s: who are you?".formatted(exchange, epoch);
            case ReauthenticationSpec.Effect.RequestRepeated(var exchange) ->
                    "-> REQUEST %d again".formatted(exchange);
            case ReauthenticationSpec.Effect.AuthenticatorSent(var exchange, var epoch) ->
                    "-> AUTHENTICATOR %d in epoch %s".formatted(exchange, epoch);
            case ReauthenticationSpec.Effect.ProofShown(var exchange, var epoch) ->
                    "-> AUTHENTICATOR %d in epoch %s, unasked".formatted(exchange, epoch);
            case ReauthenticationSpec.Effect.AuthenticatorRepeated(var exchange) ->
                    "-> AUTHENTICATOR %d again".formatted(exchange);
            case ReauthenticationSpec.Effect.ResultSent(var exchange, var verdict) ->
                    "-> RESULT %d: %s".formatted(exchange, text(verdict));
            case ReauthenticationSpec.Effect.ErrorSent(var exchange, var problem, var clause) ->
                    "-> ERROR %d: %s (%s)".formatted(exchange, text(problem), clause.id());
            case ReauthenticationSpec.Effect.Reported(var verdict) -> "the peer: " + text(verdict);
            case ReauthenticationSpec.Effect.Judged(var verdict) ->
                    "we, says the peer: " + text(verdict);
            case ReauthenticationSpec.Effect.Refused(var clause) ->
                    "the peer is not asked now (" + clause.id() + ")";
            case ReauthenticationSpec.Effect.Aborted _,
                    ReauthenticationSpec.Effect.Closed _,
                    ReauthenticationSpec.Effect.Discarded _ ->
                    "";
        };
    }

    private static String text(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String words(KeyInstallSpec.Effect effect) {
        return switch (effect) {
            case KeyInstallSpec.Effect.ReceiveKeySet(var use, var epoch) ->
                    "SET RECV KEYS, epoch " + epoch + ", " + use;
            case KeyInstallSpec.Effect.SendKeySet(var use, var epoch) ->
                    "SET SEND KEYS, epoch " + epoch + ", " + use;
            case KeyInstallSpec.Effect.Enforced() -> "ENFORCE PROTECTION";
            case KeyInstallSpec.Effect.FlightSent _,
                    KeyInstallSpec.Effect.AckSent _,
                    KeyInstallSpec.Effect.Aborted _,
                    KeyInstallSpec.Effect.Discarded _,
                    KeyInstallSpec.Effect.Refused _ ->
                    "";
        };
    }
}
