package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toClient;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What a client of DTLS 1.2 does with silence, cookies, and answers that do not do. */
final class Hello12ClientCases {
    private static final int SERVER_KEY_EXCHANGE = HandshakeType.SERVER_KEY_EXCHANGE.code();
    private static final long FIRST_TIMEOUT = 1_000;

    /** What a timer of a second may be off by before it is another timer. */
    private static final long EARLY = 500;

    private static final long LATE = 2_000;
    private static final int SUITE_OF_NOBODY = 0xfafa;

    private Hello12ClientCases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(silences());
        cases.addAll(cookies());
        cases.addAll(answers());
        return cases;
    }

    private static List<ProbeCase> silences() {
        return List.of(
                toClient(
                        "hello-repeated",
                        "rfc6347/4.2.4/b",
                        "does not answer the hello",
                        "the client says it again",
                        stage -> repeated(stage, gaps -> true, 1)),
                toClient(
                        "first-timeout",
                        "rfc6347/4.2.4.1/a",
                        "does not answer the hello",
                        "the client says it again after about a second",
                        stage ->
                                repeated(
                                        stage,
                                        gaps -> gaps.getFirst() >= EARLY && gaps.getFirst() <= LATE,
                                        1)),
                toClient(
                        "timeout-doubles",
                        "rfc6347/4.2.4.1/b",
                        "does not answer two hellos",
                        "the third comes after twice the time of the second",
                        stage -> repeated(stage, Hello12ClientCases::isDoubled, 2)));
    }

    private static boolean isDoubled(List<Long> gaps) {
        return 2 * gaps.get(1) >= 3 * gaps.get(0) && 2 * gaps.get(1) <= 5 * gaps.get(0);
    }

    private interface Timing {
        boolean isGood(List<Long> gaps);
    }

    private static Finding repeated(Stage stage, Timing timing, int repetitions) {
        var player = stage.older(Stage.ANY_PROFILE);
        player.plugEars();
        var gaps = new ArrayList<Long>();
        if (!hearsHello(player, 0, stage.patience())) return new Finding.Silence("no hello came");
        for (int i = 1; i <= repetitions; i++) {
            long before = player.now();
            if (!hearsHello(player, i, 4 * FIRST_TIMEOUT))
                return new Finding.Silence("the hello does not come again in time");
            gaps.add(player.now() - before);
        }
        String words = "hellos come again after " + gaps + " ms";
        return timing.isGood(gaps) ? new Finding.Kept(words) : new Finding.Broken(words);
    }

    private static boolean hearsHello(Player player, long more, long patience) {
        return player.until(() -> player.heard().count(Answers.CLIENT_HELLO) > more, patience);
    }

    private static List<ProbeCase> cookies() {
        return List.of(
                toClient(
                        "cookie-returned",
                        "rfc6347/4.2.1/a",
                        "answers the hello by a HelloVerifyRequest",
                        "the client comes back with the cookie",
                        stage -> cookieReturned(stage, (_, second) -> !second.cookie().isEmpty())),
                toClient(
                        "hello-unchanged",
                        "rfc6347/4.2.1/b",
                        "answers the hello by a HelloVerifyRequest",
                        "the second hello is the first one with the cookie",
                        stage ->
                                cookieReturned(
                                        stage,
                                        (first, second) ->
                                                second.withCookie(first.cookie()).equals(first))));
    }

    private interface Comparison {
        boolean isGood(ClientHello first, ClientHello second);
    }

    private static Finding cookieReturned(Stage stage, Comparison comparison) {
        var cookies = new Cookies(Secret.of(Octets.hex("05".repeat(32))));
        var server =
                Association.server(
                        stage.settings(Stage.ANY_PROFILE),
                        stage.entropy(),
                        cookies,
                        Octets.hex("01"));
        var player = stage.player(server);
        if (!player.until(player::hasHeard, stage.patience()))
            return new Finding.Silence("no hello came");
        var first = hello(player);
        player.until(() -> !hello(player).equals(first) || player.isRefused(), stage.patience());
        if (first.isEmpty() || hello(player).isEmpty())
            return new Finding.Broken("a hello cannot be read");
        if (hello(player).equals(first)) return new Finding.Silence("no second hello came");
        return comparison.isGood(first.get(), hello(player).get())
                ? new Finding.Kept("the second hello has the cookie, and else what the first has")
                : new Finding.Broken("the second hello is another one");
    }

    private static Optional<ClientHello> hello(Player player) {
        return player.heard().message(Answers.CLIENT_HELLO).flatMap(Rewriting::clientHello);
    }

    private static List<ProbeCase> answers() {
        return List.of(
                answer(
                        "suite-not-offered",
                        "rfc5246/7.4.1.3/a",
                        "a suite that was not offered",
                        hello -> with(hello, hello.version(), SUITE_OF_NOBODY, 0)),
                answer(
                        "compression",
                        "rfc5246/7.4.1.3/b",
                        "a compression that was not offered",
                        hello -> with(hello, hello.version(), hello.cipherSuite(), 1)),
                answer(
                        "version-not-offered",
                        "rfc5246/E.1/a",
                        "a version that there is not",
                        hello -> with(hello, new ProtocolVersion(0xfef0), hello.cipherSuite(), 0)),
                answer(
                        "renegotiation-info-at-first",
                        "rfc5746/3.4/a",
                        "a renegotiation_info that is not empty",
                        Hello12ClientCases::renegotiating),
                told(
                        "signature-fails",
                        "rfc8422/5.4/b",
                        "a key exchange whose signature fails",
                        Rewriting.message(SERVER_KEY_EXCHANGE, Records12::damaged)),
                told(
                        "key-exchange-too-long",
                        "rfc5246/7.2.2/a",
                        "a key exchange with a byte behind its end",
                        Rewriting.message(
                                SERVER_KEY_EXCHANGE,
                                body -> Octets.concat(body, Octets.hex("00")))));
    }

    private static ServerHello renegotiating(ServerHello hello) {
        var info = new Extension(ExtensionType.RENEGOTIATION_INFO, Octets.hex("04deadbeef"));
        return new ServerHello(
                hello.version(),
                hello.random(),
                hello.sessionId(),
                hello.cipherSuite(),
                hello.compressionMethod(),
                new Extensions(Rewriting.with(hello.extensions().list(), info)));
    }

    private static ServerHello with(
            ServerHello hello, ProtocolVersion version, int suite, int compression) {
        return new ServerHello(
                version, hello.random(), hello.sessionId(), suite, compression, hello.extensions());
    }

    private static ProbeCase answer(
            String id, String clause, String what, UnaryOperator<ServerHello> change) {
        return told(id, clause, what, Rewriting.serverHello(change));
    }

    private static ProbeCase told(
            String id, String clause, String what, Function<Octets, List<Octets>> way) {
        return toClient(
                id,
                clause,
                "answers with " + what,
                "the client refuses",
                stage ->
                        Answers.refused(
                                stage.older(Stage.ANY_PROFILE).saying(way),
                                stage,
                                Answers.CLIENT_KEY_EXCHANGE,
                                what));
    }
}
