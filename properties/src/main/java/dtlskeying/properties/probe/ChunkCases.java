package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toBoth;
import static dtlskeying.properties.probe.ProbeCase.toClient;
import static dtlskeying.properties.probe.ProbeCase.toServer;

import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code probe chunk}: SCTP under the DTLS chunk, at an end that waits or at one that opens. */
public final class ChunkCases {
    private ChunkCases() {}

    /** All cases: negotiation, then what comes once protection is required. */
    public static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(good());
        cases.addAll(ChunkOfferCases.all());
        cases.addAll(early());
        cases.addAll(afterwards());
        cases.addAll(plainAfterwards());
        return List.copyOf(cases);
    }

    private static List<ProbeCase> good() {
        return List.of(
                toBoth(
                        "good-association",
                        "dtls-chunk/4/a",
                        "has an association and sends a message",
                        "it is protected, and the message acknowledged",
                        stage ->
                                ChunkPlays.undisturbed(
                                        stage.chunk(), stage, _ -> {}, "nothing at all")),
                toBoth(
                        "all-protected",
                        "sctp-dtls-chunk/5.2/a",
                        "has an association and sends a message",
                        "whatever follows the first DTLS chunk is one, too",
                        ChunkCases::allProtected));
    }

    private static Finding allProtected(Stage stage) {
        var player = stage.chunk().begin();
        if (!player.until(player::isSettled, ChunkPlays.HANDSHAKE))
            return ChunkPlays.incomplete(player);
        ChunkPlays.delivers(player, stage);
        var types = player.heard().stream().map(ChunkPackets::type).toList();
        int first = types.indexOf(ChunkPackets.DTLS);
        boolean isAll =
                first >= 0
                        && types.subList(first, types.size()).stream()
                                .allMatch(type -> type == ChunkPackets.DTLS);
        return isAll
                ? new Finding.Kept("after the first DTLS chunk nothing is in the clear")
                : new Finding.Broken("the first chunks of its packets are " + types);
    }

    private static List<ProbeCase> early() {
        String chunk = "41000029" + "00" + "2f0000" + "ab".repeat(33) + "000000";
        return List.of(
                toBoth(
                        "chunk-before-keys",
                        "sctp-dtls-chunk/5.2/d",
                        "sends a DTLS chunk ahead of each packet",
                        "it is dropped silently, and the association is protected",
                        disturbing("a DTLS chunk", packet -> ChunkPackets.of(packet, chunk))),
                toBoth(
                        "no-sctp",
                        "rfc9260/6.8/a",
                        "sends a datagram that is no SCTP ahead of each packet",
                        "it is dropped silently, and the association is protected",
                        disturbing("a datagram that is no SCTP", _ -> Octets.hex("16fefd0000"))),
                toServer(
                        "cookie-damaged",
                        "rfc9260/5.1.5/a",
                        "sends a damaged cookie ahead of the good one",
                        "it is dropped silently, and the association is protected",
                        disturbing(
                                "a damaged cookie",
                                packet ->
                                        ChunkPackets.type(packet) == ChunkPackets.COOKIE_ECHO
                                                ? ChunkPackets.turned(
                                                        packet, ChunkPackets.HEADER + 24, 1)
                                                : Octets.EMPTY)),
                toClient(
                        "answer-again",
                        "rfc9260/5.2.3/a",
                        "sends its INIT ACK again behind the COOKIE ACK",
                        "it is dropped, and the association is protected",
                        ChunkCases::answeredAgain));
    }

    /** Ahead of each packet comes one made from it, or none if that is empty. */
    private static Scenario disturbing(String what, UnaryOperator<Octets> bad) {
        return stage -> {
            var player = stage.chunk();
            player.saying(packet -> {
                Octets made = bad.apply(packet);
                return made.isEmpty() ? List.of(packet) : List.of(made, packet);
            });
            return ChunkPlays.undisturbed(player, stage, _ -> {}, what);
        };
    }

    private static Finding answeredAgain(Stage stage) {
        var answer = new Octets[] {Octets.EMPTY};
        var player = stage.chunk();
        player.saying(packet -> {
            if (ChunkPackets.type(packet) == ChunkPackets.INIT_ACK) answer[0] = packet;
            return ChunkPackets.type(packet) == ChunkPackets.COOKIE_ACK
                    ? List.of(packet, answer[0])
                    : List.of(packet);
        });
        return ChunkPlays.undisturbed(player, stage, _ -> {}, "a second INIT ACK");
    }

    private static List<ProbeCase> afterwards() {
        return List.of(
                after(
                        "chunk-replayed",
                        "sctp-dtls-chunk/3.1/f",
                        "a DTLS chunk again",
                        packet -> packet),
                after(
                        "chunk-bad-tag",
                        "sctp-dtls-chunk/5.2/c",
                        "a DTLS chunk that does not open",
                        packet -> ChunkPackets.turned(packet, ChunkPackets.SEALED, 1)),
                after(
                        "chunk-epoch-bits",
                        "sctp-dtls-chunk/5.2/d",
                        "the bits of another epoch",
                        packet -> ChunkPackets.turned(packet, ChunkPackets.RECORD, 1)),
                after(
                        "chunk-restart-flag",
                        "sctp-dtls-chunk/3.1/d",
                        "the flag of a restart key",
                        packet -> ChunkPackets.turned(packet, ChunkPackets.FLAGS, 1)),
                after(
                        "chunk-bundled",
                        "sctp-dtls-chunk/5.2/b",
                        "a DTLS chunk and an ABORT",
                        packet -> ChunkPackets.with(packet, "06000004")),
                after(
                        "bad-checksum",
                        "rfc9260/6.8/a",
                        "a packet whose checksum is wrong",
                        ChunkPackets::unsound));
    }

    private static List<ProbeCase> plainAfterwards() {
        String data = "00030014" + "00000001" + "00000000" + "00000033" + "deadbeef";
        return List.of(
                plain("plain-data", "DATA", data),
                plain("plain-abort", "an ABORT", "06000004"),
                plain("plain-shutdown", "a SHUTDOWN", "0700000800000000"),
                plain("plain-heartbeat", "a HEARTBEAT", "0400000c0001000801020304"));
    }

    private static ProbeCase plain(String id, String what, String chunk) {
        return after(
                id,
                "dtls-chunk/4/g",
                what + " in the clear",
                packet -> ChunkPackets.of(packet, chunk));
    }

    private static ProbeCase after(
            String id, String clause, String what, UnaryOperator<Octets> bad) {
        return toBoth(
                id,
                clause,
                "sends " + what + " once protection is required",
                "it is discarded, and the association goes on",
                stage ->
                        ChunkPlays.undisturbed(
                                stage.chunk(),
                                stage,
                                player -> player.say(bad.apply(player.sent().getLast())),
                                what));
    }
}
