package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.ServerHandshakeChapter.CHAPTER;
import static dtlskeying.spec.Alert.HANDSHAKE_FAILURE;
import static dtlskeying.spec.dtls.Verdict.SOUND;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.ERROR_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CLIENT_HELLO;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.HELLO_RETRY_REQUEST;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_CERTIFICATE_CAN_BE_REQUIRED;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.COOKIE_BEFORE_STATE;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.RETRY_HAS_NO_TIMER;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls13.ServerHandshake;
import dtlskeying.impl.dtls13.ServerHandshake.CertificateRequested;
import dtlskeying.impl.dtls13.ServerHandshake.ClientCertified;
import dtlskeying.impl.dtls13.ServerHandshake.Closed;
import dtlskeying.impl.dtls13.ServerHandshake.Established;
import dtlskeying.impl.dtls13.ServerHandshake.Failed;
import dtlskeying.impl.dtls13.ServerHandshake.FinishedAwaited;
import dtlskeying.impl.dtls13.ServerHandshake.Listening;
import dtlskeying.model.dtls13.Progress;
import dtlskeying.model.dtls13.ServerHandshakeModel;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input;

import net.jqwik.api.Example;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The server's side of RFC 9147 figure 6 held against its model, with bugs of known servers. */
public class ServerHandshakeProperties
        extends ChapterProperties<ServerHandshake, Input, Effect, Progress> {
    private static final Law<ServerHandshake, Input, Effect, Progress> PERMITTED =
            Law.permittedBy(CHAPTER);

    private static final Law<ServerHandshake, Input, Effect, Progress> COMPLETED_BY_FINISHED =
            HandshakeLaws.completedByFinished(
                    FinishedAwaited.class::isInstance,
                    input -> input.equals(new Input.Finished(SOUND)));

    private static final Law<ServerHandshake, Input, Effect, Progress> FAULTS_ARE_FATAL =
            HandshakeLaws.faultsAreFatal(
                    ServerHandshakeProperties::verdict, ServerHandshakeProperties::isOver);

    private static final Law<ServerHandshake, Input, Effect, Progress> THE_END_IS_FINAL =
            HandshakeLaws.theEndIsFinal(ServerHandshakeProperties::isOver);

    /** P65: a hello without a cookie leaves no trace. */
    private static final Law<ServerHandshake, Input, Effect, Progress> RETRY_KEEPS_NOTHING =
            Law.ofSteps(
                    "P65 what asks for another hello leaves no trace",
                    entry ->
                            entry.before() instanceof Listening
                                            && entry.input() instanceof Input.ClientHelloToRetry
                                            && !entry.after().equals(entry.before())
                                    ? Optional.of(entry.toString())
                                    : Optional.empty());

    public ServerHandshakeProperties() {
        super(CHAPTER, 2);
    }

    @Override
    protected int walks() {
        return 90_000;
    }

    @Example
    void P42_nobody_is_complete_before_the_clients_proofs_and_finished() {
        holds(COMPLETED_BY_FINISHED);
    }

    @Example
    void P65_what_asks_for_another_hello_leaves_no_trace() {
        holds(RETRY_KEEPS_NOTHING);
    }

    @Example
    void a_message_with_a_fault_never_counts() {
        holds(FAULTS_ARE_FATAL);
    }

    @Example
    void what_is_over_stays_over_and_is_silent() {
        holds(THE_END_IS_FINAL);
    }

    @Example
    void an_honest_client_is_heard_to_the_end() {
        var inputs = new ArrayList<Input>(List.of(new Input.ClientHelloToRetry(SOUND)));
        for (Message message : ServerHandshakeChapter.WHOLE_FLIGHT)
            inputs.add(ServerHandshakeChapter.heard(message, SOUND));
        assertThat(CHAPTER.run(CHAPTER.starts().getFirst(), inputs).end())
                .isEqualTo(new Established());
    }

    private static boolean isOver(ServerHandshake state) {
        return state instanceof Failed || state instanceof Closed;
    }

    private static Optional<Verdict> verdict(Input input) {
        return switch (input) {
            case Input.ClientHelloToRetry(var verdict) -> Optional.of(verdict);
            case Input.ClientHello(var verdict) -> Optional.of(verdict);
            case Input.Certificate(var verdict) -> Optional.of(verdict);
            case Input.CertificateVerify(var verdict) -> Optional.of(verdict);
            case Input.Finished(var verdict) -> Optional.of(verdict);
            case Input.NoCertificate _, Input.Foreign _ -> Optional.empty();
            case Input.Close _, Input.GiveUp _, Input.CloseNotify _ -> Optional.empty();
            case Input.ErrorAlert _, Input.UserCanceled _ -> Optional.empty();
        };
    }

    @Override
    protected List<Mutant<ServerHandshake, Input, Effect, Progress>> mutants() {
        var mutants = new ArrayList<>(bugs());
        ServerHandshakeModel.FAULTS.forEach((message, clauses) ->
                clauses.forEach(clause -> mutants.add(unchecked(message, clause))));
        return mutants;
    }

    private static List<Mutant<ServerHandshake, Input, Effect, Progress>> bugs() {
        return List.of(
                mutant(
                        "no-cookie",
                        "a hello without a cookie is answered with the whole flight",
                        Set.of(COOKIE_BEFORE_STATE),
                        RETRY_KEEPS_NOTHING,
                        on(
                                Listening.class,
                                Input.ClientHelloToRetry.class,
                                state -> state.on(new Input.ClientHello(SOUND)))),
                mutant(
                        "timed-retry",
                        "HelloRetryRequest is a flight with a timer",
                        Set.of(RETRY_HAS_NO_TIMER, COOKIE_BEFORE_STATE),
                        PERMITTED,
                        on(
                                Listening.class,
                                Input.ClientHelloToRetry.class,
                                state -> Step.stay(state, Effect.Sent.of(HELLO_RETRY_REQUEST)))),
                mutant(
                        "skip-verify",
                        "Finished is taken from a client that has proved nothing",
                        Set.of(MESSAGES_COME_IN_ORDER),
                        COMPLETED_BY_FINISHED,
                        on(ClientCertified.class, Input.Finished.class, _ -> completed())),
                mutant(
                        "unnamed",
                        "a client that was asked for a certificate does without",
                        Set.of(CLIENT_CERTIFICATE_CAN_BE_REQUIRED, MESSAGES_COME_IN_ORDER),
                        COMPLETED_BY_FINISHED,
                        on(CertificateRequested.class, Input.Finished.class, _ -> completed())),
                mutant(
                        "hello-restarts",
                        "a hello from the address of an established client is a new association",
                        Set.of(NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION),
                        PERMITTED,
                        on(
                                Established.class,
                                Input.ClientHello.class,
                                _ -> Step.become(new FinishedAwaited()))),
                mutant(
                        "pjproject-5018",
                        "an association is kept alive after an error alert",
                        Set.of(ERROR_ALERT_ENDS_THE_CONNECTION),
                        PERMITTED,
                        on(ServerHandshake.class, Input.ErrorAlert.class, Step::stay)),
                mutant(
                        "late-message",
                        "a message after the closure is an unexpected message, with an alert",
                        Set.of(NOTHING_AFTER_CLOSE),
                        THE_END_IS_FINAL,
                        on(
                                Closed.class,
                                Input.Finished.class,
                                _ -> new Established().on(new Input.Foreign()))),
                mutant(
                        "silent-close",
                        "the server goes away without a close_notify",
                        Set.of(CLOSURE_IS_ANNOUNCED),
                        PERMITTED,
                        on(Established.class, Input.Close.class, _ -> Step.become(new Closed()))));
    }

    /** What the check of one rule finds is not acted on. */
    private static Mutant<ServerHandshake, Input, Effect, Progress> unchecked(
            Message message, Clause clause) {
        var unsound = new Verdict.Unsound(HANDSHAKE_FAILURE, clause);
        return mutant(
                "unchecked-" + message.text() + "-" + clause.id(),
                message.text() + " is taken although it breaks a rule: " + clause.summary(),
                Set.of(clause),
                FAULTS_ARE_FATAL,
                Mutant.misreading(input ->
                        input.equals(ServerHandshakeChapter.heard(message, unsound))
                                        || message == CLIENT_HELLO
                                                && input.equals(
                                                        new Input.ClientHelloToRetry(unsound))
                                ? ServerHandshakeChapter.heard(message, SOUND)
                                : input));
    }

    private static Step<ServerHandshake, Effect> completed() {
        return Step.become(new Established(), new Effect.Completed());
    }

    private static Mutant<ServerHandshake, Input, Effect, Progress> mutant(
            String id,
            String story,
            Set<Clause> breaks,
            Law<ServerHandshake, Input, Effect, Progress> killer,
            UnaryOperator<Machine<ServerHandshake, Input, Effect>> change) {
        return new Mutant<>(id, story, breaks, killer, change);
    }

    /** A bug where a kind of state meets a kind of input. */
    private static UnaryOperator<Machine<ServerHandshake, Input, Effect>> on(
            Class<? extends ServerHandshake> state,
            Class<? extends Input> input,
            Function<ServerHandshake, Step<ServerHandshake, Effect>> bug) {
        return Mutant.instead((before, given) ->
                state.isInstance(before) && input.isInstance(given)
                        ? Optional.of(bug.apply(before))
                        : Optional.empty());
    }
}
