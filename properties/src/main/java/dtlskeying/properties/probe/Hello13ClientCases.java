package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toClient;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** What a client of DTLS 1.3 makes of retries, and of server's hellos that do not do. */
final class Hello13ClientCases {
    private static final int NOBODYS = 0xfafa;
    private static final long REPEATED = 4_000;

    private Hello13ClientCases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(hellos());
        cases.addAll(retries());
        cases.addAll(answers());
        return cases;
    }

    private static List<ProbeCase> hellos() {
        return List.of(
                toClient(
                        "hello-offers-1-3",
                        "rfc9147/5.3/a",
                        "lets the client say hello",
                        "it has 1.2 in its version field, and 1.3 in its list",
                        Hello13ClientCases::offers13),
                toClient(
                        "hello-repeated",
                        "rfc6347/4.2.4/b",
                        "does not answer the hello",
                        "the client says it again",
                        stage -> {
                            var player = stage.newer(stage.newer());
                            player.plugEars();
                            return player.until(
                                            () -> player.heard().count(Answers.CLIENT_HELLO) > 1,
                                            REPEATED)
                                    ? new Finding.Kept("the hello comes again")
                                    : new Finding.Silence("the hello does not come again");
                        }),
                toClient(
                        "downgraded",
                        "rfc8446/4.1.3/a",
                        "answers in DTLS 1.2 with the mark of a downgrade",
                        "the client refuses",
                        Hello13ClientCases::downgraded));
    }

    private static Finding offers13(Stage stage) {
        var player = stage.newer(stage.newer());
        if (!player.until(() -> hello(player).isPresent(), stage.patience()))
            return new Finding.Silence("no hello came");
        boolean isListed = hello(player).get().extensions().has(ExtensionType.SUPPORTED_VERSIONS);
        boolean isOld = hello(player).get().version().equals(ProtocolVersion.DTLS_1_2);
        return isListed && isOld
                ? new Finding.Kept("the hello has both")
                : new Finding.Broken("version " + hello(player).get().version());
    }

    private static Finding downgraded(Stage stage) {
        var settings = stage.settings(Stage.ANY_PROFILE).withNewest(DtlsVersion.V1_3);
        var player = stage.player(Association.serverOfKnownClient(settings, stage.entropy()));
        return Answers.refused(
                player, stage, Answers.CLIENT_KEY_EXCHANGE, "a hello with the mark of a downgrade");
    }

    private static List<ProbeCase> retries() {
        return List.of(
                toClient(
                        "cookie-returned",
                        "rfc8446/4.1.2/a",
                        "answers the hello by a HelloRetryRequest with a cookie",
                        "the second hello is the first one with the cookie",
                        Hello13ClientCases::cookieReturned),
                toClient(
                        "second-retry",
                        "rfc8446/4.1.4/a",
                        "answers the second hello by another HelloRetryRequest",
                        "unexpected_message ends the handshake",
                        Hello13ClientCases::secondRetry),
                toClient(
                        "retry-for-nothing",
                        "rfc8446/4.1.4/b",
                        "answers by a HelloRetryRequest that asks for nothing",
                        "illegal_parameter ends the handshake",
                        Hello13ClientCases::retryForNothing));
    }

    private static Finding retryForNothing(Stage stage) {
        var player = retrying(stage);
        player.saying(Rewriting.serverHello(Hello13ClientCases::askingForNothing));
        return alerted(
                player,
                stage,
                "a HelloRetryRequest for nothing",
                () -> player.heard().isSaidAfter(Answers.CLIENT_HELLO, 0));
    }

    private static ServerHello askingForNothing(ServerHello retry) {
        return without(without(retry, ExtensionType.COOKIE), ExtensionType.KEY_SHARE);
    }

    private static Finding cookieReturned(Stage stage) {
        var player = retrying(stage);
        if (!player.until(() -> hello(player).isPresent(), stage.patience()))
            return new Finding.Silence("no hello came");
        var first = hello(player).get();
        player.until(() -> player.isRefused() || isSecond(player, first), stage.patience());
        if (!isSecond(player, first)) return new Finding.Silence("no second hello came");
        var second = hello(player).get();
        boolean isShareAsked =
                retry(player)
                        .filter(it -> it.extensions().has(ExtensionType.KEY_SHARE))
                        .isPresent();
        var before = remaining(first, isShareAsked);
        var after = remaining(second, isShareAsked);
        return before.equals(after) && second.random().equals(first.random())
                ? new Finding.Kept("the second hello has what was asked for, and else is the first")
                : new Finding.Broken("the second hello has another " + difference(before, after));
    }

    /** What the two hellos have to have in common. */
    private static List<Extension> remaining(ClientHello hello, boolean isShareAsked) {
        var list = Rewriting.without(hello.extensions().list(), ExtensionType.COOKIE);
        return isShareAsked ? Rewriting.without(list, ExtensionType.KEY_SHARE) : list;
    }

    /** The first thing that is not as it was. */
    private static String difference(List<Extension> before, List<Extension> after) {
        if (before.equals(after)) return "random";
        for (Extension each : before) if (!after.contains(each)) return "extension " + each.type();
        return after.size() > before.size() ? "list of extensions" : "order of extensions";
    }

    private static Optional<ServerHello> retry(Player player) {
        return player.sent()
                .firstMessage(Answers.SERVER_HELLO)
                .flatMap(Rewriting::serverHello)
                .filter(HelloRetryRequest::isOne);
    }

    private static boolean isSecond(Player player, ClientHello first) {
        return hello(player).filter(hello -> !hello.equals(first)).isPresent();
    }

    private static Finding secondRetry(Stage stage) {
        var player = retrying(stage);
        var retry = new ServerHello[1];
        player.saying(
                Rewriting.serverHello(hello -> {
                    if (HelloRetryRequest.isOne(hello)) retry[0] = hello;
                    return retry[0] == null ? hello : retry[0];
                }));
        return alerted(player, stage, "a second HelloRetryRequest");
    }

    /** A server that asks for a cookie first. */
    private static Player retrying(Stage stage) {
        var cookies = RetryCookies.of(Secret.of(Octets.hex("05".repeat(32))));
        return stage.player(
                dtlskeying.impl.dtls13.Association.server(
                        stage.newer(), stage.entropy(), cookies, Octets.hex("01")));
    }

    private static List<ProbeCase> answers() {
        return List.of(
                answer(
                        "session-id-said",
                        "rfc9147/5.3/b",
                        "a session id that the client has not said",
                        hello -> with(hello, Octets.hex("5e5e"), hello.cipherSuite(), 0)),
                answer(
                        "suite-not-offered",
                        "rfc8446/4.1.3/b",
                        "a suite that was not offered",
                        hello -> with(hello, hello.sessionId(), NOBODYS, 0)),
                answer(
                        "compression",
                        "rfc8446/4.1.3/c",
                        "a compression",
                        hello -> with(hello, hello.sessionId(), hello.cipherSuite(), 1)),
                answer(
                        "version-not-offered",
                        "rfc8446/4.2.1/a",
                        "a version that there is not",
                        hello -> with(hello, ExtensionType.SUPPORTED_VERSIONS, "fafa")),
                answer(
                        "no-share",
                        "rfc8446/9.2/b",
                        "no share",
                        hello -> without(hello, ExtensionType.KEY_SHARE)),
                answer(
                        "share-of-other-group",
                        "rfc8446/4.2.8/b",
                        "a share of a group that nobody knows",
                        hello -> with(hello, ExtensionType.KEY_SHARE, "fafa000101")),
                answer(
                        "answered-share-of-zeros",
                        "rfc8446/4.2.8.2/a",
                        "a share of zeros",
                        Hello13ClientCases::zeroShare),
                answer(
                        "extension-not-offered",
                        "rfc8446/4.2/a",
                        "an extension that nobody has offered",
                        hello -> with(hello, NOBODYS, "")),
                answer(
                        "extension-misplaced",
                        "rfc8446/4.2/b",
                        "use_srtp in its hello",
                        hello -> with(hello, ExtensionType.USE_SRTP, "0002000100")));
    }

    private static ServerHello zeroShare(ServerHello hello) {
        Octets share = hello.extensions().find(ExtensionType.KEY_SHARE).orElse(Octets.EMPTY);
        if (share.length() <= 4) return hello;
        var zeros = Octets.concat(share.slice(0, 4), Octets.of(new byte[share.length() - 4]));
        return with(hello, ExtensionType.KEY_SHARE, zeros.toHex());
    }

    private static ProbeCase answer(
            String id, String clause, String what, UnaryOperator<ServerHello> change) {
        return toClient(
                id,
                clause,
                "answers with " + what,
                "an alert ends the handshake",
                stage ->
                        alerted(
                                stage.newer(stage.newer()).saying(Rewriting.serverHello(change)),
                                stage,
                                what));
    }

    /** The client sends an alert, or ends; one that has keys of that hello goes on with it. */
    private static Finding alerted(Player player, Stage stage, String what) {
        return alerted(player, stage, what, () -> player.heard().hasSealed());
    }

    private static Finding alerted(
            Player player, Stage stage, String what, BooleanSupplier isGoingOn) {
        player.until(
                () -> player.isRefused() || player.isGone() || isGoingOn.getAsBoolean(),
                stage.patience());
        if (player.isRefused())
            return new Finding.Kept("the client sends " + Answers.alert(player.alert().getAsInt()));
        if (isGoingOn.getAsBoolean()) return new Finding.Broken("the client goes on with " + what);
        if (player.isGone())
            return new Finding.Mute("after " + what + " the client ends without an alert");
        return player.hasHeard()
                ? new Finding.Silence("no alert answers " + what)
                : new Finding.Unclear("no hello came");
    }

    private static Optional<ClientHello> hello(Player player) {
        return player.heard().message(Answers.CLIENT_HELLO).flatMap(Rewriting::clientHello);
    }

    private static ServerHello with(ServerHello hello, int type, String hex) {
        var extension = new Extension(type, Octets.hex(hex));
        return with(hello, Rewriting.with(hello.extensions().list(), extension));
    }

    private static ServerHello without(ServerHello hello, int type) {
        return with(hello, Rewriting.without(hello.extensions().list(), type));
    }

    private static ServerHello with(ServerHello hello, List<Extension> list) {
        return new ServerHello(
                hello.version(),
                hello.random(),
                hello.sessionId(),
                hello.cipherSuite(),
                hello.compressionMethod(),
                new Extensions(list));
    }

    private static ServerHello with(
            ServerHello hello, Octets sessionId, int suite, int compression) {
        return new ServerHello(
                hello.version(), hello.random(), sessionId, suite, compression, hello.extensions());
    }
}
