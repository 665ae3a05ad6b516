package dtlskeying.model.dtls13;

import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.COOKIE_IS_AUTHENTIC;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.dtls13.HandshakePacket.Kind;
import dtlskeying.model.explore.Outcomes;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ClientHandshakeSpec;
import dtlskeying.spec.dtls13.HandshakeSpec;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;
import dtlskeying.spec.dtls13.ServerHandshakeSpec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an end makes of a record: it takes messages in their turn and under their keys alone, judges
 * what was signed and what was summed up in Finished, and asks its relation about the order.
 *
 * @param clients what a client may do
 * @param servers what a server may do
 * @param habits what else an end does or leaves
 * @param wantsCookie whether the server answers no hello without one
 */
record HandshakeReader(
        Relation<Progress, ClientHandshakeSpec.Input, Effect> clients,
        Relation<Progress, ServerHandshakeSpec.Input, Effect> servers,
        HandshakeHabits habits,
        boolean wantsCookie) {

    /** The client's user wants a handshake. */
    List<HandshakeAnswer> begin(HandshakeEnd client) {
        var answers = new ArrayList<HandshakeAnswer>();
        for (var outcome : ofClient(client.progress(), new ClientHandshakeSpec.Input.Begin())) {
            var hello =
                    HandshakePacket.plain(Role.CLIENT, Kind.CLIENT_HELLO, 0, Hellos.NONE, false);
            answers.add(
                    new HandshakeAnswer(
                            client.with(outcome.after()).sending(List.of(hello)), List.of(hello)));
        }
        return answers;
    }

    /** Every answer to a record; none if it is dropped. */
    List<HandshakeAnswer> read(HandshakeEnd end, HandshakePacket packet) {
        if (end.isOver() || !habits.takes(end, packet)) return List.of();
        return switch (packet.kind()) {
            case CLIENT_HELLO -> end.role() == Role.SERVER ? hello(end, packet) : List.of();
            case RETRY, SERVER_HELLO -> end.role() == Role.CLIENT ? choice(end, packet) : List.of();
            case EXTENSIONS, PROOF, FINISHED -> inTurn(end, packet);
            case ACK -> covered(end, packet);
            case DATA -> habits.takesData(end) ? List.of(only(end.takingData())) : List.of();
        };
    }

    private static HandshakeAnswer only(HandshakeEnd end) {
        return new HandshakeAnswer(end, List.of());
    }

    private List<HandshakeAnswer> hello(HandshakeEnd server, HandshakePacket hello) {
        if (server.isRunning() || server.isComplete()) return List.of();
        boolean isRetried = hello.turn() == 1;
        ServerHandshakeSpec.Input input =
                !isRetried && wantsCookie
                        ? new ServerHandshakeSpec.Input.ClientHelloToRetry(Verdict.SOUND)
                        : isRetried && !hello.cookie()
                                ? new ServerHandshakeSpec.Input.ClientHelloToRetry(
                                        unsound(COOKIE_IS_AUTHENTIC))
                                : new ServerHandshakeSpec.Input.ClientHello(Verdict.SOUND);
        var answers = new ArrayList<HandshakeAnswer>();
        for (var outcome : ofServer(server.progress(), input))
            answers.addAll(greeted(server.with(outcome.after()), hello, outcome.effects()));
        return answers;
    }

    private static List<HandshakeAnswer> greeted(
            HandshakeEnd server, HandshakePacket hello, List<Effect> effects) {
        if (effects.contains(new Effect.SentOnce(Message.HELLO_RETRY_REQUEST))) {
            Hellos seen = Hellos.NONE.beginningWith(hello.says().second());
            return List.of(
                    new HandshakeAnswer(
                            server,
                            List.of(
                                    HandshakePacket.plain(
                                            Role.SERVER, Kind.RETRY, 0, seen, true))));
        }
        if (!server.isRunning()) return List.of(only(server));
        Hellos agreed =
                hello.says()
                        .offering(hello.says().second(), hello.says().fromClient())
                        .choosing(hello.says().second().best(), true);
        return List.of(answered(server.with(agreed).expecting(hello.turn() + 1), hello.turn()));
    }

    private static HandshakeAnswer answered(HandshakeEnd server, int turn) {
        var flight = new ArrayList<HandshakePacket>();
        flight.add(
                HandshakePacket.plain(
                        Role.SERVER, Kind.SERVER_HELLO, turn, server.hellos(), false));
        flight.addAll(server.proof(turn + 1, List.of(Kind.EXTENSIONS, Kind.PROOF, Kind.FINISHED)));
        return new HandshakeAnswer(server.sending(flight), flight);
    }

    private List<HandshakeAnswer> choice(HandshakeEnd client, HandshakePacket packet) {
        if (packet.turn() != client.next()) return List.of();
        ClientHandshakeSpec.Input input =
                packet.kind() == Kind.RETRY
                        ? new ClientHandshakeSpec.Input.HelloRetryRequest(Verdict.SOUND)
                        : new ClientHandshakeSpec.Input.ServerHello(Verdict.SOUND);
        var answers = new ArrayList<HandshakeAnswer>();
        for (var outcome : ofClient(client.progress(), input)) {
            HandshakeEnd after = client.with(outcome.after()).expecting(client.next() + 1);
            answers.add(
                    packet.kind() == Kind.RETRY && after.isRunning()
                            ? retried(after, packet)
                            : only(after.with(chosen(client, packet)).settled()));
        }
        return answers;
    }

    private static Hellos chosen(HandshakeEnd client, HandshakePacket packet) {
        return client.hellos().choosing(packet.says().suite(), packet.says().fromServer());
    }

    private static HandshakeAnswer retried(HandshakeEnd client, HandshakePacket retry) {
        Hellos hellos = client.hellos().afterRetry();
        Hellos says = hellos.beginningWith(retry.says().first()).offering(hellos.second(), true);
        var hello = HandshakePacket.plain(Role.CLIENT, Kind.CLIENT_HELLO, 1, says, retry.cookie());
        return new HandshakeAnswer(client.with(hellos).sending(List.of(hello)), List.of(hello));
    }

    private List<HandshakeAnswer> inTurn(HandshakeEnd end, HandshakePacket packet) {
        if (packet.turn() < end.next()) return repeated(end);
        if (packet.turn() > end.next()) return habits.early(end, packet);
        var ends = new HashMap<HandshakeEnd, List<Effect>>();
        HandshakeEnd begun = end.expecting(end.next() + 1);
        ends.put(end.role() == Role.SERVER ? begun.settled() : begun, List.of());
        return judged(ends, packet);
    }

    /** A server that is done says so again: its ACK was lost. */
    private List<HandshakeAnswer> repeated(HandshakeEnd end) {
        boolean isDone = end.role() == Role.SERVER && end.isComplete();
        return isDone && habits.repeatsAcks()
                ? List.of(new HandshakeAnswer(end, List.of(ack(end))))
                : List.of();
    }

    /** An ACK of all that came in its turn, under the newest keys that this end sends under. */
    static HandshakePacket ack(HandshakeEnd end) {
        int epoch = end.role() == Role.SERVER ? 3 : 2;
        return HandshakePacket.sealed(end.role(), Kind.ACK, epoch, end.hellos(), end.next());
    }

    private List<HandshakeAnswer> judged(
            Map<HandshakeEnd, List<Effect>> ends, HandshakePacket packet) {
        Map<HandshakeEnd, List<Effect>> now = ends;
        for (Said said : said(ends.keySet().iterator().next(), packet)) now = heard(now, said);
        var answers = new ArrayList<HandshakeAnswer>();
        now.forEach((end, effects) -> answers.add(completed(end, effects)));
        return answers;
    }

    /** One message of a record, as either end would hear it. */
    private record Said(ClientHandshakeSpec.Input toClient, ServerHandshakeSpec.Input toServer) {}

    private List<Said> said(HandshakeEnd end, HandshakePacket packet) {
        Verdict verdict =
                habits.areTheSame(end.hellos(), packet.says())
                        ? Verdict.SOUND
                        : unsound(HandshakeSpec.Claim.FINISHED_VERIFIES);
        var foreign = new ServerHandshakeSpec.Input.Foreign();
        return switch (packet.kind()) {
            case EXTENSIONS ->
                    List.of(
                            new Said(
                                    new ClientHandshakeSpec.Input.EncryptedExtensions(
                                            Verdict.SOUND),
                                    foreign),
                            new Said(
                                    new ClientHandshakeSpec.Input.CertificateRequest(Verdict.SOUND),
                                    foreign));
            case PROOF ->
                    List.of(
                            new Said(
                                    new ClientHandshakeSpec.Input.Certificate(Verdict.SOUND),
                                    new ServerHandshakeSpec.Input.Certificate(Verdict.SOUND)),
                            new Said(
                                    new ClientHandshakeSpec.Input.CertificateVerify(verdict),
                                    new ServerHandshakeSpec.Input.CertificateVerify(verdict)));
            case FINISHED ->
                    List.of(
                            new Said(
                                    new ClientHandshakeSpec.Input.Finished(verdict),
                                    new ServerHandshakeSpec.Input.Finished(verdict)));
            case CLIENT_HELLO, RETRY, SERVER_HELLO, ACK, DATA -> List.of();
        };
    }

    private Map<HandshakeEnd, List<Effect>> heard(Map<HandshakeEnd, List<Effect>> ends, Said said) {
        var later = new HashMap<HandshakeEnd, List<Effect>>();
        ends.forEach((end, _) -> {
            var outcomes =
                    end.role() == Role.CLIENT
                            ? ofClient(end.progress(), said.toClient())
                            : ofServer(end.progress(), said.toServer());
            for (var outcome : outcomes)
                if (!declinesToProve(outcome))
                    later.put(end.with(outcome.after()), outcome.effects());
        });
        return later;
    }

    /** Both users want to be known to each other. */
    private static boolean declinesToProve(Outcome<Progress, Effect> outcome) {
        return outcome.effects().contains(Effect.Sent.of(Message.CERTIFICATE, Message.FINISHED));
    }

    private static HandshakeAnswer completed(HandshakeEnd end, List<Effect> effects) {
        if (!effects.contains(new Effect.Completed())) return only(end);
        if (end.role() == Role.SERVER) return new HandshakeAnswer(end, List.of(ack(end)));
        int from = end.hellos().retried() ? 2 : 1;
        var flight = end.proof(from, List.of(Kind.PROOF, Kind.FINISHED));
        return new HandshakeAnswer(end.sending(flight), flight);
    }

    /** Only an ACK that this end can open counts, and in no lower epoch than what it covers. */
    private List<HandshakeAnswer> covered(HandshakeEnd end, HandshakePacket ack) {
        if (!habits.heeds(ack) || end.flight().isEmpty()) return List.of();
        HandshakeEnd after = end.coveredTo(ack.turn());
        if (!after.rest().isEmpty()) return List.of(only(after));
        if (end.role() == Role.SERVER) return List.of(only(after.settled()));
        var answers = new ArrayList<HandshakeAnswer>();
        for (var outcome : ofClient(end.progress(), new ClientHandshakeSpec.Input.Acknowledged()))
            answers.add(only(after.settled().with(outcome.after())));
        return answers;
    }

    private static Verdict unsound(Clause clause) {
        return new Verdict.Unsound(Alert.DECRYPT_ERROR, clause);
    }

    private List<Outcome<Progress, Effect>> ofClient(
            Progress progress, ClientHandshakeSpec.Input input) {
        return Outcomes.inOrder(clients.permitted(progress, input));
    }

    private List<Outcome<Progress, Effect>> ofServer(
            Progress progress, ServerHandshakeSpec.Input input) {
        return Outcomes.inOrder(servers.permitted(progress, input));
    }
}
