package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.Hello13ServerCases.answer;
import static dtlskeying.properties.probe.Hello13ServerCases.isAccepted;
import static dtlskeying.properties.probe.Hello13ServerCases.refused;
import static dtlskeying.properties.probe.Hello13ServerCases.unanswered;
import static dtlskeying.properties.probe.Hello13ServerCases.with;
import static dtlskeying.properties.probe.ProbeCase.toServer;

import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a server of DTLS 1.3 answers: with a cookie first, and again where something is lost. */
final class Flight13Cases {
    private static final long QUIET = 300;
    private static final long SOON = 500;

    private Flight13Cases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>(cookies());
        cases.addAll(flights());
        return cases;
    }

    private static List<ProbeCase> cookies() {
        return List.of(
                toServer(
                        "retry-first",
                        "rfc9147/5.1/a",
                        "says hello without a cookie",
                        "the answer is a HelloRetryRequest with a cookie",
                        Flight13Cases::retryFirst),
                toServer(
                        "wrong-cookie",
                        "rfc9147/5.1/b",
                        "comes back with another cookie",
                        "the hello is refused",
                        Flight13Cases::wrongCookie));
    }

    private static Finding retryFirst(Stage stage) {
        var player = stage.newer(stage.newer()).begin();
        player.until(() -> player.isRefused() || answer(player).isPresent(), stage.patience());
        if (answer(player).isEmpty()) return unanswered(player);
        return retry(player).filter(Flight13Cases::hasCookie).isPresent()
                ? new Finding.Kept("the answer is HelloRetryRequest")
                : new Finding.Broken("the answer has no cookie");
    }

    private static boolean hasCookie(ServerHello retry) {
        return retry.extensions().has(ExtensionType.COOKIE);
    }

    private static Finding wrongCookie(Stage stage) {
        var player = stage.newer(stage.newer());
        player.saying(Rewriting.clientHello(Flight13Cases::otherCookie));
        var finding = refused(player, stage, "a wrong cookie");
        return retry(player).filter(Flight13Cases::hasCookie).isPresent()
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

    private static Optional<ServerHello> retry(Player player) {
        return player.heard()
                .firstMessage(Answers.SERVER_HELLO)
                .flatMap(Rewriting::serverHello)
                .filter(HelloRetryRequest::isOne);
    }
}
