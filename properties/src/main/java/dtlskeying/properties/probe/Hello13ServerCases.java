package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toServer;

import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.dtls.DowngradeMark;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a server of DTLS 1.3 makes of hellos, of silence, and of a Finished. */
final class Hello13ServerCases {
    private static final KeyShareGroup GROUP = KeyShareGroup.X25519;
    private static final String GROUP_CODE = "001d";
    private static final long QUIET = 300;
    private static final long SOON = 500;

    private Hello13ServerCases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        for (CipherSuite suite : CipherSuite.values()) cases.add(alone(suite));
        for (KeyShareGroup group : KeyShareGroup.values()) cases.add(alone(group));
        cases.addAll(cookies());
        cases.addAll(offers());
        cases.addAll(shares());
        cases.addAll(flights());
        return cases;
    }

    private static ProbeCase alone(CipherSuite suite) {
        return toServer(
                "suite-" + Integer.toHexString(suite.code()),
                "rfc8446/4.1.1/a",
                "offers " + suite + " alone",
                "the handshake is complete, if the server has it",
                stage -> completeOrRefused(stage, stage.newer().withSuites(suite)));
    }

    private static ProbeCase alone(KeyShareGroup group) {
        return toServer(
                "group-" + group.name().toLowerCase(Locale.ROOT),
                "rfc8446/4.1.1/b",
                "offers " + group + " alone",
                "the handshake is complete, if the server has it",
                stage -> completeOrRefused(stage, stage.newer().withGroups(group)));
    }

    private static Finding completeOrRefused(Stage stage, Settings settings) {
        var player = stage.newer(settings);
        if (Answers.completes(player, stage)) return new Finding.Kept("the handshake is complete");
        if (player.isRefused()) return new Finding.Unmet("the server sends " + alertOf(player));
        return new Finding.Silence("the handshake is not complete: " + Answers.ending(player));
    }

    private static List<ProbeCase> cookies() {
        return List.of(
                toServer(
                        "retry-first",
                        "rfc9147/5.1/a",
                        "says hello without a cookie",
                        "the answer is a HelloRetryRequest with a cookie",
                        Hello13ServerCases::retryFirst),
                toServer(
                        "wrong-cookie",
                        "rfc9147/5.1/b",
                        "comes back with another cookie",
                        "the hello is refused",
                        Hello13ServerCases::wrongCookie));
    }

    private static Finding retryFirst(Stage stage) {
        var player = stage.newer(stage.newer()).begin();
        player.until(() -> player.isRefused() || answer(player).isPresent(), stage.patience());
        if (answer(player).isEmpty()) return unanswered(player);
        return retry(player).filter(Hello13ServerCases::hasCookie).isPresent()
                ? new Finding.Kept("the answer is HelloRetryRequest")
                : new Finding.Broken("the answer has no cookie");
    }

    private static boolean hasCookie(ServerHello retry) {
        return retry.extensions().has(ExtensionType.COOKIE);
    }

    private static Finding wrongCookie(Stage stage) {
        var player = stage.newer(stage.newer());
        player.saying(Rewriting.clientHello(Hello13ServerCases::otherCookie));
        var finding = refused(player, stage, "a wrong cookie");
        return retry(player).filter(Hello13ServerCases::hasCookie).isPresent()
                ? finding
                : new Finding.Unmet("the server asks for no cookie");
    }

    private static ClientHello otherCookie(ClientHello hello) {
        return hello.extensions()
                .find(ExtensionType.COOKIE)
                .map(data ->
                        with(hello, new Extension(ExtensionType.COOKIE, Records12.damaged(data))))
                .orElse(hello);
    }

    private static List<ProbeCase> offers() {
        return List.of(
                toServer(
                        "session-id",
                        "rfc9147/5.3/b",
                        "says a legacy_session_id of 32 bytes",
                        "the server's hello has an empty one",
                        Hello13ServerCases::sessionId),
                offer(
                        "legacy-cookie",
                        "rfc9147/5.3/c",
                        "a legacy_cookie that is not empty",
                        hello -> hello.withCookie(Octets.hex("0102"))),
                offer(
                        "compression-beside-null",
                        "rfc8446/4.1.2/b",
                        "a second compression method",
                        hello -> with(hello, hello.cipherSuites(), List.of(0, 1))),
                offer(
                        "unknown-suites",
                        "rfc8446/4.1.1/a",
                        "cipher suites that nobody knows, and no other",
                        hello -> with(hello, List.of(0xfafa), List.of(0))),
                offer(
                        "unknown-versions",
                        "rfc8446/4.2.1/b",
                        "versions that nobody knows, and no other",
                        hello ->
                                with(hello, extension(ExtensionType.SUPPORTED_VERSIONS, "02fafa"))),
                offer(
                        "unknown-signatures",
                        "rfc8446/4.4.2.2/b",
                        "signatures that nobody knows, and no other",
                        hello ->
                                with(
                                        hello,
                                        extension(ExtensionType.SIGNATURE_ALGORITHMS, "0002fafa"))),
                missing("groups", ExtensionType.SUPPORTED_GROUPS),
                missing("signatures", ExtensionType.SIGNATURE_ALGORITHMS),
                toServer(
                        "downgrade-mark",
                        "rfc8446/4.1.3/d",
                        "offers DTLS 1.2 alone",
                        "a server that speaks 1.2, too, marks its random",
                        Hello13ServerCases::downgradeMark));
    }

    private static Finding sessionId(Stage stage) {
        var player = stage.newer(stage.newer());
        player.saying(
                Rewriting.clientHello(hello ->
                        new ClientHello(
                                hello.version(),
                                hello.random(),
                                Octets.hex("5e".repeat(32)),
                                hello.cookie(),
                                hello.cipherSuites(),
                                hello.compressionMethods(),
                                hello.extensions())));
        player.begin();
        player.until(() -> player.isRefused() || isAccepted(player), stage.patience());
        if (answer(player).isEmpty()) return unanswered(player);
        return answer(player).get().sessionId().isEmpty()
                ? new Finding.Kept("the session id is empty")
                : new Finding.Broken("the session id is said back");
    }

    private static ProbeCase missing(String id, int type) {
        return offer(
                "no-" + id,
                "rfc8446/9.2/a",
                "no " + id,
                hello ->
                        hello.withExtensions(
                                new Extensions(
                                        Rewriting.without(hello.extensions().list(), type))));
    }

    private static Finding downgradeMark(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE).begin();
        player.until(() -> player.isRefused() || answer(player).isPresent(), stage.patience());
        if (answer(player).isEmpty()) return new Finding.Unmet("the server does not speak 1.2");
        return DowngradeMark.isOn(answer(player).get().random())
                ? new Finding.Kept("the random has the mark")
                : new Finding.Broken("the random has no mark");
    }

    private static List<ProbeCase> shares() {
        return List.of(
                share(
                        "share-of-zeros",
                        "a share of zeros",
                        "0024" + GROUP_CODE + "0020" + "00".repeat(32)),
                share(
                        "share-too-short",
                        "a share that is too short",
                        "0023" + GROUP_CODE + "001f" + "11".repeat(31)),
                share(
                        "share-cut-off",
                        "a share that ends before its length",
                        "0024" + GROUP_CODE + "0040" + "11".repeat(32)));
    }

    private static ProbeCase share(String id, String what, String hex) {
        String clause = id.equals("share-cut-off") ? "rfc8446/6.2/a" : "rfc8446/4.2.8.2/a";
        return toServer(
                id,
                clause,
                "offers " + what,
                "the hello is refused",
                stage -> {
                    var player = stage.newer(stage.newer().withGroups(GROUP));
                    player.saying(
                            Rewriting.clientHello(
                                    hello -> with(hello, extension(ExtensionType.KEY_SHARE, hex))));
                    return refused(player, stage, what);
                });
    }

    private static List<ProbeCase> flights() {
        return List.of(
                toServer(
                        "silence-after-hello",
                        "rfc6347/4.2.4/b",
                        "says nothing more after the server's first flight",
                        "the flight comes again after a while",
                        stage -> repeatsFlight(stage, false)),
                toServer(
                        "hello-again",
                        "rfc6347/4.2.4/c",
                        "says its hello again after the server's first flight",
                        "the flight comes again at once",
                        stage -> repeatsFlight(stage, true)),
                toServer(
                        "finished-acknowledged",
                        "rfc9147/7.1/d",
                        "completes the handshake",
                        "its last flight is acknowledged",
                        stage -> confirmed(stage, 0)),
                toServer(
                        "ack-lost",
                        "rfc9147/5.8.1/a",
                        "loses the ACK, and says its last flight again",
                        "it is acknowledged again",
                        stage -> confirmed(stage, SOON)));
    }

    private static Finding repeatsFlight(Stage stage, boolean isAsked) {
        var player = stage.newer(stage.newer());
        player.missing(datagram -> isHello(datagram)).begin();
        boolean isHeard = player.until(() -> isAccepted(player), stage.patience());
        player.plugEars();
        player.listen(QUIET);
        if (!isHeard) return Answers.incomplete(player);
        int before = player.heard().datagrams().size();
        if (isAsked) {
            var last = player.sent().records().getLast();
            player.say(Records12.bytes(Records12.withSequence(last, last.sequence() + 1)));
        }
        return player.until(
                        () -> player.heard().datagrams().size() > before,
                        isAsked ? SOON : stage.patience() + Answers.RETRANSMISSION)
                ? new Finding.Kept("the flight comes again")
                : new Finding.Silence("the flight does not come again");
    }

    /** Whether it is, or has, the ServerHello, which the engine must not get. */
    private static boolean isHello(Octets datagram) {
        var hearing = new Hearing();
        hearing.hear(datagram);
        return hearing.message(Answers.SERVER_HELLO)
                .flatMap(Rewriting::serverHello)
                .filter(hello -> !HelloRetryRequest.isOne(hello))
                .isPresent();
    }

    private static Finding confirmed(Stage stage, long lost) {
        var player = stage.newer(stage.newer());
        player.missing(_ -> lost > 0 && player.engine().isEstablished() && !isRepeated(player));
        player.begin();
        player.until(
                () -> player.effects().contains(new Effect.Confirmed()) || player.isRefused(),
                stage.patience() + Answers.RETRANSMISSION);
        if (player.effects().contains(new Effect.Confirmed()))
            return new Finding.Kept("the last flight is acknowledged");
        return player.engine().isEstablished() && !player.isRefused()
                ? new Finding.Silence("no ACK came for the last flight")
                : Answers.incomplete(player);
    }

    private static boolean isRepeated(Player player) {
        return player.effects().stream()
                .anyMatch(effect -> effect instanceof Effect.FlightSent(_, var again) && again);
    }

    private static ProbeCase offer(
            String id, String clause, String what, UnaryOperator<ClientHello> change) {
        return toServer(
                id,
                clause,
                "offers " + what,
                "the hello is refused",
                stage -> {
                    var player = stage.newer(stage.newer());
                    player.saying(Rewriting.clientHello(change));
                    return refused(player, stage, what);
                });
    }

    /** The server must not answer by a hello; a HelloRetryRequest is none yet. */
    private static Finding refused(Player player, Stage stage, String what) {
        player.begin();
        player.until(() -> player.isRefused() || isAccepted(player), stage.patience());
        if (isAccepted(player)) return new Finding.Broken("the server goes on with " + what);
        return Answers.refusedOrDropped(player, stage, what);
    }

    private static Finding unanswered(Player player) {
        return player.isRefused()
                ? new Finding.Unmet("the server sends " + alertOf(player))
                : new Finding.Silence("no answer to the hello");
    }

    private static Optional<ServerHello> answer(Player player) {
        return player.heard().message(Answers.SERVER_HELLO).flatMap(Rewriting::serverHello);
    }

    private static Optional<ServerHello> retry(Player player) {
        return player.heard()
                .firstMessage(Answers.SERVER_HELLO)
                .flatMap(Rewriting::serverHello)
                .filter(HelloRetryRequest::isOne);
    }

    private static boolean isAccepted(Player player) {
        return answer(player).filter(hello -> !HelloRetryRequest.isOne(hello)).isPresent();
    }

    private static String alertOf(Player player) {
        return Answers.alert(player.alert().getAsInt());
    }

    private static Extension extension(int type, String hex) {
        return new Extension(type, Octets.hex(hex));
    }

    private static ClientHello with(ClientHello hello, Extension extension) {
        return hello.withExtensions(
                new Extensions(Rewriting.with(hello.extensions().list(), extension)));
    }

    private static ClientHello with(
            ClientHello hello, List<Integer> suites, List<Integer> compression) {
        return new ClientHello(
                ProtocolVersion.DTLS_1_2,
                hello.random(),
                hello.sessionId(),
                hello.cookie(),
                suites,
                compression,
                hello.extensions());
    }
}
