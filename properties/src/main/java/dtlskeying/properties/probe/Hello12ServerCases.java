package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toServer;

import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What a server of DTLS 1.2 makes of hellos: cookies, repetitions, and offers that do not do. */
final class Hello12ServerCases {
    private static final long HELLO_NUMBER = 5;

    /** A server's own timer waits for a second; what comes so soon is an answer. */
    private static final long SOON = 500;

    /** Whoever has just sent a flight may leave a repetition unanswered for a moment. */
    private static final long QUIET = 300;

    private Hello12ServerCases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(cookies());
        cases.addAll(flights());
        cases.addAll(offers());
        return cases;
    }

    private static List<ProbeCase> cookies() {
        return List.of(
                toServer(
                        "cookie-first",
                        "rfc6347/4.2.1/c",
                        "says hello without a cookie",
                        "the answer is a cookie to come back with",
                        Hello12ServerCases::cookieFirst),
                toServer(
                        "wrong-cookie",
                        "rfc6347/4.2.1/d",
                        "comes back with another cookie",
                        "it counts as none, or ends the handshake",
                        Hello12ServerCases::wrongCookie),
                toServer(
                        "verify-request-number",
                        "rfc6347/4.2.1/e",
                        "says its hello in record number 5",
                        "HelloVerifyRequest comes in record number 5",
                        Hello12ServerCases::verifyRequestNumber));
    }

    private static Finding cookieFirst(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE).begin();
        if (!player.until(player::hasHeard, stage.patience()))
            return new Finding.Silence("no answer to the hello");
        return player.heard().message(Answers.HELLO_VERIFY_REQUEST).isPresent()
                ? new Finding.Kept("the answer is HelloVerifyRequest")
                : new Finding.Broken("the answer is no HelloVerifyRequest");
    }

    private static Finding wrongCookie(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE);
        player.saying(Rewriting.clientHello(Hello12ServerCases::otherCookie)).begin();
        player.until(
                () ->
                        player.isRefused()
                                || isAnswered(player)
                                || player.heard().count(Answers.HELLO_VERIFY_REQUEST) > 1,
                stage.patience());
        if (player.heard().message(Answers.HELLO_VERIFY_REQUEST).isEmpty())
            return new Finding.Unmet("the server asks for no cookie");
        if (isAnswered(player)) return new Finding.Broken("the server goes on with a wrong cookie");
        return new Finding.Kept(
                player.heard().count(Answers.HELLO_VERIFY_REQUEST) > 1
                        ? "the server asks again"
                        : "the server does not go on");
    }

    private static ClientHello otherCookie(ClientHello hello) {
        return hello.cookie().isEmpty()
                ? hello
                : hello.withCookie(Records12.damaged(hello.cookie()));
    }

    private static Finding verifyRequestNumber(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE).saying(numbered(HELLO_NUMBER)).begin();
        player.until(player::hasHeard, stage.patience());
        if (player.heard().message(Answers.HELLO_VERIFY_REQUEST).isEmpty())
            return new Finding.Unmet("the server asks for no cookie");
        long number = player.heard().records().getFirst().sequence();
        return number == HELLO_NUMBER
                ? new Finding.Kept("it comes in record number 5")
                : new Finding.Broken("it comes in record number " + number);
    }

    private static Function<Octets, List<Octets>> numbered(long from) {
        return datagram ->
                List.of(
                        Octets.concat(
                                Records12.of(datagram).stream()
                                        .map(each ->
                                                Records12.isPlain(each)
                                                        ? Records12.withSequence(
                                                                each, each.sequence() + from)
                                                        : each)
                                        .map(Records12::bytes)
                                        .toArray(Octets[]::new)));
    }

    private static List<ProbeCase> flights() {
        return List.of(
                toServer(
                        "silence-after-hello",
                        "rfc6347/4.2.4/b",
                        "says nothing more after the server's first flight",
                        "the flight comes again after a while",
                        Hello12ServerCases::silenceAfterHello),
                toServer(
                        "hello-again",
                        "rfc6347/4.2.4/c",
                        "says its hello again after the server's first flight",
                        "the flight comes again at once",
                        Hello12ServerCases::helloAgain),
                toServer(
                        "last-flight-lost",
                        "rfc6347/4.2.4/e",
                        "loses the server's last flight, and repeats its own",
                        "the last flight comes again",
                        Hello12ServerCases::lastFlightLost));
    }

    private static Finding silenceAfterHello(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE);
        if (!hearsFlight(player, stage)) return Answers.incomplete(player);
        long before = player.heard().count(Answers.SERVER_HELLO);
        return player.until(
                        () -> player.heard().count(Answers.SERVER_HELLO) > before,
                        stage.patience() + Answers.RETRANSMISSION)
                ? new Finding.Kept("the flight comes again")
                : new Finding.Silence("the flight does not come again");
    }

    private static Finding helloAgain(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE);
        if (!hearsFlight(player, stage)) return Answers.incomplete(player);
        long before = player.heard().count(Answers.SERVER_HELLO);
        var last = Records12.of(player.sent().datagrams().getLast()).getFirst();
        player.say(Records12.bytes(Records12.withSequence(last, last.sequence() + 1)));
        return player.until(() -> player.heard().count(Answers.SERVER_HELLO) > before, SOON)
                ? new Finding.Kept("the flight comes again")
                : new Finding.Silence("the flight does not come again at once");
    }

    /** Hears the server's first flight, and does not answer it. */
    private static boolean hearsFlight(Player player, Stage stage) {
        player.missing(Hello12ServerCases::hasServerHello).begin();
        boolean isHeard = player.until(() -> isAnswered(player), stage.patience());
        player.plugEars();
        player.listen(QUIET);
        return isHeard;
    }

    private static boolean hasServerHello(Octets datagram) {
        return Records12.of(datagram).stream()
                .flatMap(record -> Records12.parts(record).stream())
                .anyMatch(part -> part.type() == Answers.SERVER_HELLO);
    }

    private static Finding lastFlightLost(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE);
        player.missing(datagram ->
                player.sent().count(ContentType.CHANGE_CIPHER_SPEC, 0) < 2
                        && Records12.of(datagram).stream()
                                .anyMatch(Hello12ServerCases::isOfLastFlight));
        if (Answers.completes(player, stage))
            return new Finding.Kept("the last flight comes again");
        return player.isRefused()
                ? Answers.incomplete(player)
                : new Finding.Silence("the last flight does not come again");
    }

    private static boolean isOfLastFlight(DtlsCiphertext record) {
        return record.type() == ContentType.CHANGE_CIPHER_SPEC.code()
                || Records12.isHandshake(record) && !Records12.isPlain(record);
    }

    private static boolean isAnswered(Player player) {
        return player.heard().message(Answers.SERVER_HELLO).isPresent();
    }

    private static List<ProbeCase> offers() {
        return List.of(
                offer(
                        "no-null-compression",
                        "rfc5246/7.4.1.2/a",
                        "no null compression",
                        hello -> with(hello, hello.cipherSuites(), List.of(1))),
                offer(
                        "unknown-suites",
                        "rfc5246/7.4.1.3/d",
                        "cipher suites that nobody knows, and no other",
                        hello -> with(hello, List.of(0xfafa, 0xeaea), List.of(0))),
                offer(
                        "renegotiation-at-first",
                        "rfc5746/3.6/a",
                        "a renegotiation_info that is not empty",
                        hello ->
                                with(
                                        hello,
                                        ExtensionType.RENEGOTIATION_INFO,
                                        "0c" + "11".repeat(12))),
                offer(
                        "unknown-groups",
                        "rfc8422/4/a",
                        "groups that nobody knows, and no other",
                        hello -> with(hello, ExtensionType.SUPPORTED_GROUPS, "0002fafa")),
                offer(
                        "unknown-signatures",
                        "rfc5246/7.4.3/a",
                        "signatures that nobody knows, and no other",
                        hello -> with(hello, ExtensionType.SIGNATURE_ALGORITHMS, "0002fafa")),
                offer(
                        "unreadable-groups",
                        "rfc5246/7.2.2/a",
                        "a list of groups of odd length",
                        hello -> with(hello, ExtensionType.SUPPORTED_GROUPS, "0003001700")),
                offer(
                        "unknown-version",
                        "rfc5246/E.1/b",
                        "a version before DTLS 1.0",
                        hello ->
                                new ClientHello(
                                        new ProtocolVersion(0xffff),
                                        hello.random(),
                                        hello.sessionId(),
                                        hello.cookie(),
                                        hello.cipherSuites(),
                                        hello.compressionMethods(),
                                        hello.extensions())));
    }

    private static ProbeCase offer(
            String id, String clause, String what, UnaryOperator<ClientHello> change) {
        return toServer(
                id,
                clause,
                "offers " + what,
                "the hello is refused",
                stage -> {
                    var player = stage.older(Stage.ANY_PROFILE);
                    player.saying(Rewriting.clientHello(change));
                    return Answers.refused(player, stage, Answers.SERVER_HELLO, what);
                });
    }

    private static ClientHello with(ClientHello hello, int extension, String hex) {
        var other = new Extension(extension, Octets.hex(hex));
        return hello.withExtensions(
                new Extensions(Rewriting.with(hello.extensions().list(), other)));
    }

    private static ClientHello with(
            ClientHello hello, List<Integer> suites, List<Integer> compression) {
        return new ClientHello(
                hello.version(),
                hello.random(),
                hello.sessionId(),
                hello.cookie(),
                suites,
                compression,
                hello.extensions());
    }
}
