package dtlskeying.model.dtls13;

import static dtlskeying.spec.dtls.Verdict.SOUND;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.dtls13.Progress.Stage;
import dtlskeying.model.dtls13.Progress.Turn;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Alert;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ClientHandshakeSpec;
import dtlskeying.spec.dtls13.HandshakeSpec;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.ServerHandshakeSpec;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class HandshakeOrderTest {
    private static final ClientHandshakeModel CLIENT = new ClientHandshakeModel();
    private static final ServerHandshakeModel SERVER = new ServerHandshakeModel();
    private static final Verdict BAD =
            new Verdict.Unsound(Alert.DECODE_ERROR, HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED);

    private static List<ClientHandshakeSpec.Input> toClient() {
        return List.of(
                new ClientHandshakeSpec.Input.Begin(),
                new ClientHandshakeSpec.Input.Close(),
                new ClientHandshakeSpec.Input.GiveUp(),
                new ClientHandshakeSpec.Input.Acknowledged(),
                new ClientHandshakeSpec.Input.HelloRetryRequest(SOUND),
                new ClientHandshakeSpec.Input.ServerHello(SOUND),
                new ClientHandshakeSpec.Input.ServerHello(BAD),
                new ClientHandshakeSpec.Input.EncryptedExtensions(SOUND),
                new ClientHandshakeSpec.Input.CertificateRequest(SOUND),
                new ClientHandshakeSpec.Input.UnmatchedCertificateRequest(),
                new ClientHandshakeSpec.Input.Certificate(SOUND),
                new ClientHandshakeSpec.Input.CertificateVerify(SOUND),
                new ClientHandshakeSpec.Input.CertificateVerify(BAD),
                new ClientHandshakeSpec.Input.Finished(SOUND),
                new ClientHandshakeSpec.Input.Finished(BAD),
                new ClientHandshakeSpec.Input.NewSessionTicket(SOUND),
                new ClientHandshakeSpec.Input.Foreign(),
                new ClientHandshakeSpec.Input.ErrorAlert(40),
                new ClientHandshakeSpec.Input.ErrorAlert(200),
                new ClientHandshakeSpec.Input.UserCanceled(),
                new ClientHandshakeSpec.Input.CloseNotify());
    }

    private static List<ServerHandshakeSpec.Input> toServer() {
        return List.of(
                new ServerHandshakeSpec.Input.Close(),
                new ServerHandshakeSpec.Input.GiveUp(),
                new ServerHandshakeSpec.Input.ClientHelloToRetry(SOUND),
                new ServerHandshakeSpec.Input.ClientHelloToRetry(BAD),
                new ServerHandshakeSpec.Input.ClientHello(SOUND),
                new ServerHandshakeSpec.Input.ClientHello(BAD),
                new ServerHandshakeSpec.Input.Certificate(SOUND),
                new ServerHandshakeSpec.Input.NoCertificate(),
                new ServerHandshakeSpec.Input.CertificateVerify(SOUND),
                new ServerHandshakeSpec.Input.CertificateVerify(BAD),
                new ServerHandshakeSpec.Input.Finished(SOUND),
                new ServerHandshakeSpec.Input.Finished(BAD),
                new ServerHandshakeSpec.Input.Foreign(),
                new ServerHandshakeSpec.Input.ErrorAlert(40),
                new ServerHandshakeSpec.Input.UserCanceled(),
                new ServerHandshakeSpec.Input.CloseNotify());
    }

    private static <I> List<Invariant<Step<Progress, I, Effect>>> invariants() {
        return List.of(
                new Invariant<>(
                        "only who has heard a proof and Finished completes",
                        step -> step.did(Effect.Completed.class),
                        step -> isProved(step.after())),
                new Invariant<>(
                        "a retry comes once",
                        step -> step.after().heard().contains(Turn.HELLO_RETRY_REQUEST),
                        step ->
                                step.after().heard().stream()
                                                .filter(Turn.HELLO_RETRY_REQUEST::equals)
                                                .count()
                                        == 1),
                new Invariant<>(
                        "a flight is confirmed after completion, once",
                        step -> step.did(Effect.Confirmed.class),
                        step -> step.before().unconfirmed() && !step.after().unconfirmed()),
                new Invariant<>(
                        "what is over stays over, and sends nothing",
                        step -> step.before().stage() == Stage.OVER,
                        step -> step.changedNothing() && !step.did(Effect.Sent.class)),
                new Invariant<>(
                        "a refused input changes nothing",
                        step -> step.did(Effect.Discarded.class) || step.did(Effect.Declined.class),
                        Step::changedNothing));
    }

    /**
     * A client believes a proof; a server believes one if it asked and was not told there is none.
     */
    private static boolean isProved(Progress facts) {
        List<Turn> heard = facts.heard();
        boolean isServer = heard.getFirst() == Turn.CLIENT_HELLO;
        boolean needsNone = isServer && (!facts.asks() || heard.contains(Turn.NO_CERTIFICATE));
        List<Turn> proof = List.of(Turn.CERTIFICATE, Turn.CERTIFICATE_VERIFY, Turn.FINISHED);
        int length = heard.size();
        return heard.getLast() == Turn.FINISHED
                && (needsNone || heard.subList(length - 3, length).equals(proof));
    }

    @Test
    void a_client_keeps_the_order_whatever_it_hears() {
        var found = client(CLIENT);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(759);
        assertThat(found.transitions()).isEqualTo(15_947);
    }

    @Test
    void a_server_keeps_the_order_whatever_it_hears() {
        var found = server(SERVER);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous())
                .containsExactly(
                        "a retry comes once", "a flight is confirmed after completion, once");
        assertThat(found.states()).as(found.text()).isEqualTo(229);
        assertThat(found.transitions()).isEqualTo(3_904);
    }

    @Test
    void a_client_that_does_without_the_proof_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof ClientHandshakeSpec.Input.Finished
                                        && facts.heard().contains(Turn.ENCRYPTED_EXTENSIONS)
                                ? Set.of(
                                        Outcome.of(
                                                facts.and(Turn.FINISHED).complete(true),
                                                List.of(new Effect.Completed())))
                                : honest.permitted(facts, input),
                "only who has heard a proof and Finished completes");
    }

    @Test
    void a_client_that_follows_a_second_retry_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof ClientHandshakeSpec.Input.HelloRetryRequest
                                        && facts.heard().size() < 3
                                        && facts.stage() == Stage.RUNNING
                                ? facts.and(Turn.HELLO_RETRY_REQUEST).unmoved()
                                : honest.permitted(facts, input),
                "a retry comes once");
    }

    @Test
    void a_client_that_takes_any_ack_for_its_own_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof ClientHandshakeSpec.Input.Acknowledged
                                ? Set.of(Outcome.of(facts, List.of(new Effect.Confirmed())))
                                : honest.permitted(facts, input),
                "a flight is confirmed after completion, once");
    }

    @Test
    void a_client_that_begins_again_after_the_end_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof ClientHandshakeSpec.Input.Begin
                                ? honest.permitted(Progress.nothing(false), input)
                                : honest.permitted(facts, input),
                "what is over stays over, and sends nothing");
    }

    @Test
    void a_client_that_remembers_what_it_discards_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof ClientHandshakeSpec.Input.NewSessionTicket
                                        && facts.stage() == Stage.COMPLETE
                                ? honest.permitted(facts.complete(false), input)
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    private static void assertFound(
            Slip<Progress, ClientHandshakeSpec.Input, Effect> slip, String invariant) {
        var found = client(slip.in(CLIENT));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static Exploration<
                    Step<Progress, ClientHandshakeSpec.Input, Effect>,
                    Answer<ClientHandshakeSpec.Input, Effect>>
            client(Relation<Progress, ClientHandshakeSpec.Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Progress.nothing(false)),
                        toClient(),
                        facts -> true,
                        invariants()),
                Bounds.OF_THE_BUILD);
    }

    private static Exploration<
                    Step<Progress, ServerHandshakeSpec.Input, Effect>,
                    Answer<ServerHandshakeSpec.Input, Effect>>
            server(Relation<Progress, ServerHandshakeSpec.Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Progress.nothing(false), Progress.nothing(true)),
                        toServer(),
                        facts -> true,
                        invariants()),
                Bounds.OF_THE_BUILD);
    }
}
