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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a server of DTLS 1.3 makes of hellos, of silence, and of a Finished. */
final class Hello13ServerCases {
    private static final KeyShareGroup GROUP = KeyShareGroup.X25519;
    private static final String GROUP_CODE = "001d";

    private Hello13ServerCases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        for (CipherSuite suite : CipherSuite.values()) cases.add(alone(suite));
        for (KeyShareGroup group : KeyShareGroup.values()) cases.add(alone(group));
        cases.addAll(offers());
        cases.addAll(shares());
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
                    return notUsed(player, stage, what);
                });
    }

    /**
     * Only the secret tells what some shares are worth: a server may say hello before it has it.
     */
    private static Finding notUsed(Player player, Stage stage, String what) {
        player.begin();
        player.until(() -> player.isRefused() || player.heard().hasSealed(), stage.patience());
        if (player.heard().hasSealed())
            return new Finding.Broken("the server has keys from " + what);
        return isAccepted(player) && !player.isRefused()
                ? new Finding.Mute("the server ends after its hello, without an alert")
                : Answers.refusedOrDropped(player, stage, what);
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
    static Finding refused(Player player, Stage stage, String what) {
        player.begin();
        player.until(() -> player.isRefused() || isAccepted(player), stage.patience());
        if (isAccepted(player)) return new Finding.Broken("the server goes on with " + what);
        return player.isGone() && !player.isRefused()
                ? new Finding.Mute("after " + what + " the server ends without an alert")
                : Answers.refusedOrDropped(player, stage, what);
    }

    static Finding unanswered(Player player) {
        return player.isRefused()
                ? new Finding.Unmet("the server sends " + alertOf(player))
                : new Finding.Silence("no answer to the hello");
    }

    static Optional<ServerHello> answer(Player player) {
        return player.heard().message(Answers.SERVER_HELLO).flatMap(Rewriting::serverHello);
    }

    static boolean isAccepted(Player player) {
        return answer(player).filter(hello -> !HelloRetryRequest.isOne(hello)).isPresent();
    }

    private static String alertOf(Player player) {
        return Answers.alert(player.alert().getAsInt());
    }

    private static Extension extension(int type, String hex) {
        return new Extension(type, Octets.hex(hex));
    }

    static ClientHello with(ClientHello hello, Extension extension) {
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
