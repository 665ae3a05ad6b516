package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toServer;

import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code probe chunk}: SCTP under the DTLS chunk, at an end that waits for an association. */
public final class ChunkCases {
    private static final long HANDSHAKE = 8_000;
    private static final Octets TEXT = Octets.hex("68656c6c6f");

    private ChunkCases() {}

    /** All cases: negotiation, then what comes once protection is required. */
    public static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(good());
        cases.addAll(offers());
        cases.addAll(early());
        cases.addAll(afterwards());
        cases.addAll(plainAfterwards());
        return List.copyOf(cases);
    }

    private static List<ProbeCase> good() {
        return List.of(
                toServer(
                        "good-association",
                        "dtls-chunk/4/a",
                        "opens an association and sends a message",
                        "it is protected, and the message acknowledged",
                        stage -> opened(stage, player -> {}, "nothing at all")),
                toServer(
                        "all-protected",
                        "sctp-dtls-chunk/5.2/a",
                        "opens an association and sends a message",
                        "whatever follows the first DTLS chunk is one, too",
                        ChunkCases::allProtected),
                toServer(
                        "tie-breaker-is-new",
                        "sctp-dtls-chunk/4.1/b",
                        "opens two associations",
                        "the tie breakers of the two INIT ACKs differ",
                        ChunkCases::tieBreakers));
    }

    private static Finding allProtected(Stage stage) {
        var player = stage.chunk().connect();
        if (!player.until(player::isSettled, HANDSHAKE)) return incomplete(player);
        player.delivers(TEXT, stage.patience());
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

    private static Finding tieBreakers(Stage stage) {
        Octets first = answered(stage);
        Octets second = answered(stage);
        if (first.length() < 8 || second.length() < 8)
            return new Finding.Unmet("the INIT ACK has no offer");
        return first.slice(4, 8).equals(second.slice(4, 8))
                ? new Finding.Broken("both are " + first.slice(4, 8))
                : new Finding.Kept("they are " + first.slice(4, 8) + ", " + second.slice(4, 8));
    }

    /** The offer of the INIT ACK to an INIT that nothing follows. */
    private static Octets answered(Stage stage) {
        var player =
                stage.chunk()
                        .saying(packet ->
                                ChunkPackets.type(packet) == ChunkPackets.INIT
                                        ? List.of(packet)
                                        : List.of());
        player.connect();
        player.until(() -> hasHeard(player, ChunkPackets.INIT_ACK), stage.patience());
        return player.heard().stream()
                .filter(ChunkPackets.isOf(ChunkPackets.INIT_ACK))
                .findFirst()
                .map(ChunkPackets::parameter)
                .orElse(Octets.EMPTY);
    }

    private static List<ProbeCase> offers() {
        String good = "8006000a1234567807" + "01";
        return List.of(
                offer("no-offer", "sctp-dtls-chunk/5.1/a", "no DTLS Key Management parameter"),
                offer(
                        "no-common-method",
                        "sctp-dtls-chunk/5.1/b",
                        "methods that nobody has",
                        "8006000b1234567807" + "eeef"),
                offer(
                        "no-method",
                        "sctp-dtls-chunk/4.1/c",
                        "no method at all",
                        "80060009" + "1234567807"),
                offer(
                        "no-role",
                        "sctp-dtls-chunk/4.1/c",
                        "to be neither client nor server",
                        "8006000a12345678" + "0001"),
                offer("two-offers", "sctp-dtls-chunk/4.1/c", "two parameters", good, good),
                offer(
                        "offer-cut-short",
                        "sctp-dtls-chunk/4.1/c",
                        "a parameter of six bytes",
                        "800600061234"));
    }

    private static ProbeCase offer(String id, String clause, String what, String... parameters) {
        return toServer(
                id,
                clause,
                "sends an INIT that offers " + what,
                "there is no association, and an ABORT says so",
                stage -> {
                    var player =
                            stage.chunk()
                                    .saying(packet ->
                                            ChunkPackets.type(packet) == ChunkPackets.INIT
                                                    ? List.of(
                                                            ChunkPackets.offering(
                                                                    packet, parameters))
                                                    : List.of(packet));
                    return refused(player.connect(), stage, what);
                });
    }

    /** An end that keeps nothing before the cookie says no only when that comes back. */
    private static Finding refused(ChunkPlayer player, Stage stage, String what) {
        player.until(
                () ->
                        hasHeard(player, ChunkPackets.ABORT)
                                || hasHeard(player, ChunkPackets.COOKIE_ACK),
                stage.patience());
        if (hasHeard(player, ChunkPackets.ABORT)) return new Finding.Kept("an ABORT comes");
        return hasHeard(player, ChunkPackets.COOKIE_ACK)
                ? new Finding.Broken("there is an association after an INIT that offers " + what)
                : new Finding.Silence("neither an association nor an ABORT comes");
    }

    private static List<ProbeCase> early() {
        String chunk = "41000029" + "00" + "2f0000" + "ab".repeat(33) + "000000";
        return List.of(
                disturbing(
                        "chunk-before-keys",
                        "sctp-dtls-chunk/5.2/d",
                        "a DTLS chunk ahead of each packet",
                        packet -> ChunkPackets.of(packet, chunk)),
                disturbing(
                        "no-sctp",
                        "rfc9260/6.8/a",
                        "a datagram that is no SCTP ahead of each packet",
                        _ -> Octets.hex("16fefd0000")),
                disturbing(
                        "cookie-damaged",
                        "rfc9260/5.1.5/a",
                        "a damaged cookie ahead of the good one",
                        packet ->
                                ChunkPackets.type(packet) == ChunkPackets.COOKIE_ECHO
                                        ? ChunkPackets.turned(packet, ChunkPackets.HEADER + 24, 1)
                                        : Octets.EMPTY));
    }

    /** Ahead of each packet comes one made from it, or none if that is empty. */
    private static ProbeCase disturbing(
            String id, String clause, String what, UnaryOperator<Octets> bad) {
        return toServer(
                id,
                clause,
                "sends " + what,
                "it is dropped silently, and the association is protected",
                stage -> {
                    var player = stage.chunk();
                    player.saying(packet -> {
                        Octets made = bad.apply(packet);
                        return made.isEmpty() ? List.of(packet) : List.of(made, packet);
                    });
                    return finding(player.connect(), stage, _ -> {}, what);
                });
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
                after(
                        "plain-data",
                        "dtls-chunk/4/g",
                        "DATA in the clear",
                        packet -> ChunkPackets.of(packet, data)),
                after(
                        "plain-abort",
                        "dtls-chunk/4/g",
                        "an ABORT in the clear",
                        packet -> ChunkPackets.of(packet, "06000004")),
                after(
                        "plain-shutdown",
                        "dtls-chunk/4/g",
                        "a SHUTDOWN in the clear",
                        packet -> ChunkPackets.of(packet, "0700000800000000")),
                after(
                        "plain-heartbeat",
                        "dtls-chunk/4/g",
                        "a HEARTBEAT in the clear",
                        packet -> ChunkPackets.of(packet, "0400000c0001000801020304")));
    }

    private static ProbeCase after(
            String id, String clause, String what, UnaryOperator<Octets> bad) {
        return toServer(
                id,
                clause,
                "sends " + what + " once protection is required",
                "it is discarded, and the association goes on",
                stage ->
                        opened(
                                stage,
                                player -> player.say(bad.apply(player.sent().getLast())),
                                what));
    }

    private interface Disturbance {
        void of(ChunkPlayer player);
    }

    private static Finding opened(Stage stage, Disturbance disturbance, String what) {
        return finding(stage.chunk().connect(), stage, disturbance, what);
    }

    private static Finding finding(
            ChunkPlayer player, Stage stage, Disturbance disturbance, String what) {
        if (!player.until(() -> player.isSettled() || player.isDown(), HANDSHAKE)
                || player.isDown()) return incomplete(player);
        if (!player.delivers(TEXT, stage.patience()))
            return new Finding.Silence("no receipt came for a message");
        disturbance.of(player);
        if (player.delivers(TEXT, stage.patience()) && !player.isDown())
            return new Finding.Kept("after " + what + " messages are delivered");
        return player.isDown()
                ? new Finding.Broken("after " + what + " the association is over")
                : new Finding.Silence("after " + what + " no message is delivered");
    }

    private static Finding incomplete(ChunkPlayer player) {
        return player.isDown()
                ? new Finding.Broken("the association is refused")
                : new Finding.Silence("the association does not come to be protected");
    }

    private static boolean hasHeard(ChunkPlayer player, int type) {
        return player.heard().stream().anyMatch(ChunkPackets.isOf(type));
    }
}
