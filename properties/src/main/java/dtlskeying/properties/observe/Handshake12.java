package dtlskeying.properties.observe;

import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CLIENT_HELLO;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.FINISHED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.HELLO_VERIFY_REQUEST;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.SERVER_HELLO_DONE;

import dtlskeying.impl.dtls12.CipherSuite;
import dtlskeying.model.dtls12.ClientHandshakeModel;
import dtlskeying.model.dtls12.MessagesHeard;
import dtlskeying.model.dtls12.ServerHandshakeModel;
import dtlskeying.properties.decode.Place;
import dtlskeying.properties.dtls12.ClientHandshakeChapter;
import dtlskeying.properties.dtls12.ServerHandshakeChapter;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls12.ClientHandshakeSpec;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;
import dtlskeying.spec.dtls12.ServerHandshakeSpec;

import java.util.List;
import java.util.Optional;

/**
 * RFC 6347 figure 1 as a capture shows it: each flight, in answer to the messages that its sender
 * must have had by then.
 */
final class Handshake12 {
    private static final String CLIENT = "dtls12/ClientHandshake";
    private static final String SERVER = "dtls12/ServerHandshake";

    private final Exchange exchange;
    private final Turns client;
    private final Turns server;
    private final List<Fault> faults;

    private Handshake12(Exchange exchange) {
        this.exchange = exchange;
        this.client = Turns.of(exchange, Role.CLIENT);
        this.server = Turns.of(exchange, Role.SERVER);
        this.faults = ServerFaults.in(exchange);
    }

    static Observation of(Exchange exchange) {
        return new Handshake12(exchange).observe();
    }

    private Observation observe() {
        String why = whyUnseen();
        if (!why.isEmpty())
            return unseen(Role.CLIENT, CLIENT, why).and(unseen(Role.SERVER, SERVER, why));
        return client().and(server());
    }

    private String whyUnseen() {
        if (!faults.isEmpty()) return "";
        if (!client.foreign().isEmpty()) return client.foreign();
        if (!server.foreign().isEmpty()) return server.foreign();
        int suite = exchange.answer().orElseThrow().cipherSuite();
        return CipherSuite.find(suite).isEmpty()
                ? "the suite 0x%04x, whose key exchange no model has".formatted(suite)
                : "";
    }

    private boolean isResumed() {
        return server.after(Message.SERVER_HELLO)
                .filter(it -> it.name() == CHANGE_CIPHER_SPEC || it.name() == FINISHED)
                .isPresent();
    }

    private Observation client() {
        var steps =
                new Steps<>(
                        exchange.endpoint(Role.CLIENT),
                        CLIENT,
                        ClientHandshakeSpec.Input.class,
                        Effect.class);
        var hellos = client.all(CLIENT_HELLO);
        steps.add(
                hellos.getFirst().place(),
                new ClientHandshakeSpec.Input.Begin(),
                List.of(Effect.Sent.of(CLIENT_HELLO)));
        var last = client.without(CLIENT_HELLO);
        boolean isShown = !last.isEmpty();
        for (Turns.Turn each : server.turns()) {
            var input = heardByClient(each);
            boolean answers = each.name() == (isResumed() ? FINISHED : SERVER_HELLO_DONE);
            if (each.name() == HELLO_VERIFY_REQUEST) {
                if (hellos.size() < 2) break;
                steps.add(hellos.get(1).place(), input, List.of(Effect.Sent.of(CLIENT_HELLO)));
            } else if (!isShown) break;
            else if (answers) {
                if (exchange.client().isWhole())
                    steps.add(last.getFirst().place(), input, List.of(Turns.flight(last)));
                break;
            } else steps.add(each.place(), input, List.of());
        }
        var observed =
                steps.judgedBy(
                        new ClientHandshakeModel(),
                        Handshake12::sight,
                        List.of(),
                        List.of(MessagesHeard.nothing(false)));
        return withGaps(observed, Role.CLIENT, CLIENT);
    }

    private ClientHandshakeSpec.Input heardByClient(Turns.Turn turn) {
        if (turn.name() == Message.SERVER_HELLO && isResumed() && faults.isEmpty())
            return new ClientHandshakeSpec.Input.SessionResumed();
        return ClientHandshakeChapter.heard(turn.name(), verdict(turn));
    }

    private Verdict verdict(Turns.Turn turn) {
        return faults.stream()
                .filter(it -> it.type() == turn.type())
                .findFirst()
                .map(Fault::verdict)
                .orElse(Verdict.SOUND);
    }

    private Observation server() {
        var steps =
                new Steps<>(
                        exchange.endpoint(Role.SERVER),
                        SERVER,
                        ServerHandshakeSpec.Input.class,
                        Effect.class);
        server.all(HELLO_VERIFY_REQUEST).stream()
                .findFirst()
                .ifPresent(it ->
                        steps.add(
                                it.place(),
                                new ServerHandshakeSpec.Input.ClientHelloWithoutCookie(),
                                List.of(new Effect.SentOnce(HELLO_VERIFY_REQUEST))));
        String why = answer(steps);
        var observed =
                steps.judgedBy(
                        new ServerHandshakeModel(),
                        Handshake12::sight,
                        List.of(),
                        List.of(MessagesHeard.nothing(true), MessagesHeard.nothing(false)));
        return why.isEmpty()
                ? withGaps(observed, Role.SERVER, SERVER)
                : observed.and(unseen(Role.SERVER, SERVER, why));
    }

    /** Gathers what follows the cookie, and says why it stopped. */
    private String answer(Steps<ServerHandshakeSpec.Input, Effect> steps) {
        var said = server.without(HELLO_VERIFY_REQUEST);
        if (!faults.isEmpty()) {
            Fault fault = faults.getFirst();
            steps.unlawful(
                    place(fault.type()),
                    new ServerHandshakeSpec.Input.ClientHello(Verdict.SOUND),
                    fault.deed(),
                    fault.clause());
            return "";
        }
        var first = Turns.upTo(said, SERVER_HELLO_DONE);
        if (isResumed() && exchange.server().isWhole())
            steps.add(
                    said.getFirst().place(),
                    new ServerHandshakeSpec.Input.SessionOffered(),
                    List.of(Turns.flight(said)));
        else if (!first.isEmpty()) {
            steps.add(
                    first.getFirst().place(),
                    new ServerHandshakeSpec.Input.ClientHello(Verdict.SOUND),
                    List.of(Turns.flight(first)));
            return finish(steps, said.subList(first.size(), said.size()));
        }
        return "";
    }

    /** The server's last flight shows that it has taken the client's for right. */
    private String finish(Steps<ServerHandshakeSpec.Input, Effect> steps, List<Turns.Turn> last) {
        if (!exchange.server().isWhole() || !exchange.client().isWhole()) return "";
        for (Turns.Turn each : client.without(CLIENT_HELLO)) {
            if (each.name() == CERTIFICATE && each.isEmptyList())
                return "whether the server requires a certificate is not on the wire";
            var input = ServerHandshakeChapter.heard(each.name(), Verdict.SOUND);
            if (each.name() == FINISHED)
                steps.add(last.getFirst().place(), input, List.of(Turns.flight(last)));
            else steps.add(each.place(), input, List.of());
        }
        return "";
    }

    private Place place(int type) {
        return exchange.server().first(type).orElseThrow().place();
    }

    private Observation withGaps(Observation observed, Role role, String chapter) {
        for (Role each : List.of(role, role.peer()))
            if (!exchange.of(each).isWhole())
                return observed.and(unseen(role, chapter, exchange.of(each).gap()));
        return observed;
    }

    private Observation unseen(Role role, String chapter, String reason) {
        return Observation.unseen(exchange.endpoint(role), chapter, reason);
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Sent _, Effect.SentOnce _, Effect.Aborted _ -> Optional.of(effect);
            case Effect.Completed _, Effect.Ended _, Effect.Closing _, Effect.Discarded _ ->
                    Optional.empty();
        };
    }
}
