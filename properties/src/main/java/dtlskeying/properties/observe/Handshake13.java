package dtlskeying.properties.observe;

import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE_REQUEST;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE_VERIFY;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CLIENT_HELLO;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.ENCRYPTED_EXTENSIONS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.FINISHED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.HELLO_RETRY_REQUEST;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.SERVER_HELLO;

import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.model.dtls13.ClientHandshakeModel;
import dtlskeying.model.dtls13.Progress;
import dtlskeying.model.dtls13.ServerHandshakeModel;
import dtlskeying.properties.decode.Unit;
import dtlskeying.properties.dtls13.ClientHandshakeChapter;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ClientHandshakeSpec;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;
import dtlskeying.spec.dtls13.ServerHandshakeSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * RFC 9147 figure 6 as a capture shows it: each flight, in answer to the messages that its sender
 * must have had by then.
 */
final class Handshake13 {
    private static final String CLIENT = "dtls13/ClientHandshake";
    private static final String SERVER = "dtls13/ServerHandshake";
    private static final int PRE_SHARED_KEY = 41;

    private final Exchange exchange;
    private final List<Fault> faults;

    private Handshake13(Exchange exchange) {
        this.exchange = exchange;
        this.faults = ServerFaults.in(exchange);
    }

    static Observation of(Exchange exchange) {
        boolean isResumed =
                exchange.answer().filter(it -> it.extensions().has(PRE_SHARED_KEY)).isPresent();
        if (isResumed)
            return Observation.unseen(
                    exchange.endpoint(Role.SERVER),
                    SERVER,
                    "the server has taken up a session by a pre-shared key, which no model has");
        var seen = new Handshake13(exchange);
        return seen.client().and(seen.server());
    }

    private Observation client() {
        String endpoint = exchange.endpoint(Role.CLIENT);
        var steps = new Steps<>(endpoint, CLIENT, ClientHandshakeSpec.Input.class, Effect.class);
        var hellos = flightOfHellos();
        steps.add(
                hellos.getFirst().place(),
                new ClientHandshakeSpec.Input.Begin(),
                List.of(Effect.Sent.of(CLIENT_HELLO)));
        boolean isShown = new Evidence(exchange).clientsFlight().isPresent();
        String foreign = foreign(Role.SERVER) + foreign(Role.CLIENT);
        if (foreign.isEmpty()) hearServer(steps, hellos, isShown);
        var observed =
                steps.judgedBy(
                        new ClientHandshakeModel(),
                        Handshake13::sight,
                        List.of(),
                        List.of(Progress.nothing(false)));
        if (!foreign.isEmpty()) return observed.and(unseen(endpoint, CLIENT, foreign));
        if (!exchange.server().isWhole())
            return observed.and(unseen(endpoint, CLIENT, exchange.server().gap()));
        return exchange.client().isWhole()
                ? observed
                : observed.and(unseen(endpoint, CLIENT, exchange.client().gap()));
    }

    private void hearServer(
            Steps<ClientHandshakeSpec.Input, Effect> steps,
            List<Unit.Message> hellos,
            boolean isShown) {
        for (Unit.Message each : exchange.server().messages()) {
            Message name = name(each).orElseThrow();
            var input = ClientHandshakeChapter.heard(name, verdict(each));
            if (name == HELLO_RETRY_REQUEST && hellos.size() > 1)
                steps.add(hellos.get(1).place(), input, List.of(Effect.Sent.of(CLIENT_HELLO)));
            else if (name == FINISHED && exchange.client().isWhole())
                steps.add(lastFlight().getFirst().place(), input, List.of(flight(lastFlight())));
            else if (name != HELLO_RETRY_REQUEST && name != FINISHED && isShown)
                steps.add(each.place(), input, List.of());
            else return;
        }
    }

    private Observation server() {
        String endpoint = exchange.endpoint(Role.SERVER);
        String foreign = foreign(Role.SERVER) + foreign(Role.CLIENT);
        if (!foreign.isEmpty()) return unseen(endpoint, SERVER, foreign);
        var steps = new Steps<>(endpoint, SERVER, ServerHandshakeSpec.Input.class, Effect.class);
        var flight = new ArrayList<Unit.Message>();
        for (Unit.Message each : exchange.server().messages()) {
            if (name(each).orElseThrow() == HELLO_RETRY_REQUEST)
                steps.add(
                        each.place(),
                        new ServerHandshakeSpec.Input.ClientHelloToRetry(Verdict.SOUND),
                        List.of(new Effect.SentOnce(HELLO_RETRY_REQUEST)));
            else flight.add(each);
        }
        if (!faults.isEmpty()) accuse(steps);
        else if (exchange.server().isWhole()) {
            steps.add(
                    flight.getFirst().place(),
                    new ServerHandshakeSpec.Input.ClientHello(Verdict.SOUND),
                    List.of(flight(flight)));
            hearClient(steps);
        }
        var observed =
                steps.judgedBy(
                        new ServerHandshakeModel(),
                        Handshake13::sight,
                        List.of(),
                        List.of(Progress.nothing(true), Progress.nothing(false)));
        return exchange.server().isWhole() || !faults.isEmpty()
                ? observed
                : observed.and(unseen(endpoint, SERVER, exchange.server().gap()));
    }

    private void accuse(Steps<ServerHandshakeSpec.Input, Effect> steps) {
        Fault fault = faults.getFirst();
        steps.unlawful(
                exchange.server().first(fault.type()).orElseThrow().place(),
                new ServerHandshakeSpec.Input.ClientHello(Verdict.SOUND),
                fault.deed(),
                fault.clause());
    }

    /** A server that sends media has taken all that the client has said for right. */
    private void hearClient(Steps<ServerHandshakeSpec.Input, Effect> steps) {
        var went = new Evidence(exchange).media(Role.SERVER);
        if (went.isEmpty() || !exchange.client().isWhole()) return;
        for (Unit.Message each : lastFlight()) {
            var input =
                    switch (name(each).orElseThrow()) {
                        case CERTIFICATE ->
                                isEmptyList(each)
                                        ? new ServerHandshakeSpec.Input.NoCertificate()
                                        : new ServerHandshakeSpec.Input.Certificate(Verdict.SOUND);
                        case CERTIFICATE_VERIFY ->
                                new ServerHandshakeSpec.Input.CertificateVerify(Verdict.SOUND);
                        case FINISHED -> new ServerHandshakeSpec.Input.Finished(Verdict.SOUND);
                        case CLIENT_HELLO,
                                HELLO_RETRY_REQUEST,
                                SERVER_HELLO,
                                ENCRYPTED_EXTENSIONS,
                                CERTIFICATE_REQUEST,
                                NEW_SESSION_TICKET,
                                KEY_UPDATE ->
                                new ServerHandshakeSpec.Input.Foreign();
                    };
            steps.add(went.get(), input, List.of());
        }
    }

    /** A context of no bytes, and a list of none. */
    private static boolean isEmptyList(Unit.Message certificate) {
        return certificate.message().body().length() <= 4;
    }

    private List<Unit.Message> flightOfHellos() {
        return exchange.client().messages().stream()
                .filter(it -> name(it).filter(name -> name == CLIENT_HELLO).isPresent())
                .toList();
    }

    private List<Unit.Message> lastFlight() {
        return exchange.client().messages().stream()
                .filter(it -> name(it).filter(name -> name != CLIENT_HELLO).isPresent())
                .toList();
    }

    private static Effect flight(List<Unit.Message> messages) {
        return new Effect.Sent(messages.stream().map(it -> name(it).orElseThrow()).toList());
    }

    private Verdict verdict(Unit.Message message) {
        return faults.stream()
                .filter(it -> it.type() == message.message().type())
                .findFirst()
                .map(Fault::verdict)
                .orElse(Verdict.SOUND);
    }

    /** That a side has said something that the chapter has no name for; empty if it has not. */
    private String foreign(Role role) {
        return exchange.of(role).messages().stream()
                .filter(it -> name(it).isEmpty())
                .findFirst()
                .map(it ->
                        "a handshake message of type %d, which no model has"
                                .formatted(it.message().type()))
                .orElse("");
    }

    private static Optional<Message> name(Unit.Message unit) {
        return switch (unit.message().type()) {
            case 1 -> Optional.of(CLIENT_HELLO);
            case 2 -> Optional.of(isRetry(unit) ? HELLO_RETRY_REQUEST : SERVER_HELLO);
            case 8 -> Optional.of(ENCRYPTED_EXTENSIONS);
            case 11 -> Optional.of(CERTIFICATE);
            case 13 -> Optional.of(CERTIFICATE_REQUEST);
            case 15 -> Optional.of(CERTIFICATE_VERIFY);
            case 20 -> Optional.of(FINISHED);
            default -> Optional.empty();
        };
    }

    private static boolean isRetry(Unit.Message unit) {
        return Exchange.decoded(ServerHello.decode(unit.message().body()))
                .filter(HelloRetryRequest::isOne)
                .isPresent();
    }

    private static Observation unseen(String endpoint, String chapter, String reason) {
        return Observation.unseen(endpoint, chapter, reason);
    }

    /** What is sent is seen; what is concluded, and what is dropped, is not. */
    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Sent _, Effect.SentOnce _, Effect.Declined _, Effect.Aborted _ ->
                    Optional.of(effect);
            case Effect.Completed _,
                    Effect.Confirmed _,
                    Effect.Ended _,
                    Effect.Closing _,
                    Effect.Discarded _ ->
                    Optional.empty();
        };
    }
}
