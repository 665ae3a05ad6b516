package dtlskeying.properties.session;

import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.HELLO_REQUEST_IS_THE_FIRST_MESSAGE;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.UNANSWERED_REHANDSHAKE_NEED_NOT_END_ALL;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.properties.Guard;
import dtlskeying.properties.Machine;
import dtlskeying.properties.schedule.Start;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Known bugs in what a server does around a re-handshake, and the sentences that notice them. */
public final class RehandshakeGuards {
    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    new Guard(
                            "silence-kills",
                            "a server ends everything when a re-handshake is not answered",
                            Set.of(UNANSWERED_REHANDSHAKE_NEED_NOT_END_ALL),
                            "a server outlives a re-handshake in which its client is silent",
                            () -> endedBySilence(RehandshakeGuards::endingAll)),
                    new Guard(
                            "request-uncounted",
                            "a server numbers its messages from 0 although it has sent a request",
                            Set.of(HELLO_REQUEST_IS_THE_FIRST_MESSAGE),
                            "a handshake that a server asks for completes",
                            () -> neverComplete(forgettingTheRequest())));

    private static final Association CLIENT = end(Role.CLIENT);
    private static final Association SERVER = end(Role.SERVER);

    /** Later than all of the handshake before. */
    private static final long NOW = 10_000;

    private RehandshakeGuards() {}

    private static Association end(Role role) {
        return Start.ESTABLISHED.world(0).end(role).dtls();
    }

    /** Whether a server has ended when its client was silent after a hello for long enough. */
    static Optional<String> endedBySilence(Machine<Association, Input, Effect> server) {
        var begun = CLIENT.on(new Input.Rehandshake(Mki.NONE, NOW));
        var waiting = SERVER;
        for (Octets hello : datagrams(begun))
            waiting = server.on(waiting, new Input.Datagram(hello, NOW)).state();
        if (!waiting.isRehandshaking()) return Optional.of("it has not answered");
        while (waiting.isRehandshaking())
            waiting = server.on(waiting, new Input.Tick(waiting.deadline())).state();
        return waiting.isEstablished()
                ? Optional.empty()
                : Optional.of("it is over after " + RETRANSMISSIONS_ARE_LIMITED.summary());
    }

    /** Whether a handshake that the server asks for is not complete although nothing is lost. */
    static Optional<String> neverComplete(Machine<Association, Input, Effect> sick) {
        var client = CLIENT;
        var asking = sick.on(SERVER, new Input.Rehandshake(Mki.NONE, NOW));
        var server = asking.state();
        List<Octets> toClient = datagrams(asking);
        for (int round = 0; round < 5; round++) {
            var toServer = new ArrayList<Octets>();
            for (Octets datagram : toClient) {
                var step = client.on(new Input.Datagram(datagram, NOW));
                client = step.state();
                toServer.addAll(datagrams(step));
            }
            toClient = new ArrayList<>();
            for (Octets datagram : toServer) {
                var step = sick.on(server, new Input.Datagram(datagram, NOW));
                server = step.state();
                toClient.addAll(datagrams(step));
            }
        }
        int complete = Math.min(client.handshakes(), server.handshakes());
        return complete == 2 ? Optional.empty() : Optional.of("handshakes: " + complete);
    }

    private static List<Octets> datagrams(Step<Association, Effect> step) {
        return step.effects().stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).datagram())
                .toList();
    }

    private static Step<Association, Effect> endingAll(Association before, Input input) {
        var step = before.on(input);
        boolean fallsBack =
                step.effects()
                        .contains(new Effect.Discarded(UNANSWERED_REHANDSHAKE_NEED_NOT_END_ALL));
        return fallsBack
                ? new Step<>(
                        before.on(new Input.Close(input.now())).state(),
                        List.of(new Effect.Failed(RETRANSMISSIONS_ARE_LIMITED)))
                : step;
    }

    /** The state that answers a hello is the one from before the request. */
    private static Machine<Association, Input, Effect> forgettingTheRequest() {
        return (before, input) ->
                input instanceof Input.Datagram && before.handshakes() == 1 && isAsking(before)
                        ? SERVER.on(input)
                        : before.on(input);
    }

    private static boolean isAsking(Association server) {
        return server.equals(SERVER.on(new Input.Rehandshake(Mki.NONE, NOW)).state());
    }
}
