package dtlskeying.properties.dtls12;

import static dtlskeying.properties.dtls12.ClientHandshakeChapter.CHAPTER;
import static dtlskeying.spec.dtls.Verdict.SOUND;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.HELLO_IS_REPEATED_WITH_THE_COOKIE;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.HELLO_REQUEST_CAN_BE_IGNORED;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.HELLO_REQUEST_IS_IGNORED_MEANWHILE;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_KEY_IS_SIGNED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSE_NOTIFY_IS_ANSWERED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FATAL_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.WARNING_NEED_NOT_STOP;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE_VERIFY;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CLIENT_HELLO;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.ABBREVIATED_HANDSHAKE_HAS_NO_KEY_EXCHANGE;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.SERVER_MAY_RESUME;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.ClientHandshake;
import dtlskeying.impl.dtls12.ClientHandshake.CertificateRequested;
import dtlskeying.impl.dtls12.ClientHandshake.CipherChanged;
import dtlskeying.impl.dtls12.ClientHandshake.Closed;
import dtlskeying.impl.dtls12.ClientHandshake.CookieReturned;
import dtlskeying.impl.dtls12.ClientHandshake.Established;
import dtlskeying.impl.dtls12.ClientHandshake.Failed;
import dtlskeying.impl.dtls12.ClientHandshake.FinishedSent;
import dtlskeying.impl.dtls12.ClientHandshake.HelloSent;
import dtlskeying.impl.dtls12.ClientHandshake.KeyShareVerified;
import dtlskeying.impl.dtls12.ClientHandshake.ServerChanged;
import dtlskeying.impl.dtls12.ClientHandshake.ServerHelloReceived;
import dtlskeying.impl.dtls12.ClientHandshake.SessionTaken;
import dtlskeying.model.dtls12.ClientHandshakeModel;
import dtlskeying.model.dtls12.MessagesHeard;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;

import net.jqwik.api.Example;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The client's side of RFC 6347 figure 1 held against its model, with bugs of known clients. */
public class ClientHandshakeProperties
        extends ChapterProperties<ClientHandshake, Input, Effect, MessagesHeard> {
    private static final Law<ClientHandshake, Input, Effect, MessagesHeard> PERMITTED =
            Law.permittedBy(CHAPTER);

    private static final Law<ClientHandshake, Input, Effect, MessagesHeard> COMPLETED_BY_FINISHED =
            HandshakeLaws.completedByFinished(
                    state -> state instanceof CipherChanged || state instanceof ServerChanged,
                    input -> input.equals(new Input.Finished(SOUND)));

    private static final Law<ClientHandshake, Input, Effect, MessagesHeard> FAULTS_ARE_FATAL =
            HandshakeLaws.faultsAreFatal(
                    ClientHandshakeProperties::verdict, ClientHandshakeProperties::isOver);

    private static final Law<ClientHandshake, Input, Effect, MessagesHeard> THE_END_IS_FINAL =
            HandshakeLaws.theEndIsFinal(ClientHandshakeProperties::isOver);

    /** Who shows a certificate proves that it is its own. */
    private static final Law<ClientHandshake, Input, Effect, MessagesHeard> CERTIFICATE_IS_PROVED =
            Law.ofSteps(
                    "a client's certificate comes with CertificateVerify",
                    entry ->
                            entry.effects().stream().anyMatch(HandshakeLaws::showsWithoutProof)
                                    ? Optional.of(entry.toString())
                                    : Optional.empty());

    public ClientHandshakeProperties() {
        super(CHAPTER, 2);
    }

    @Override
    protected int walks() {
        return 80_000;
    }

    @Example
    void P16_nobody_is_complete_before_the_peers_finished() {
        holds(COMPLETED_BY_FINISHED);
    }

    @Example
    void a_message_with_a_fault_never_counts() {
        holds(FAULTS_ARE_FATAL);
    }

    @Example
    void a_clients_certificate_comes_with_certificate_verify() {
        holds(CERTIFICATE_IS_PROVED);
    }

    @Example
    void what_is_over_stays_over_and_is_silent() {
        holds(THE_END_IS_FINAL);
    }

    @Example
    void an_honest_server_is_heard_to_the_end() {
        var inputs = new ArrayList<Input>(List.of(new Input.Begin()));
        for (Message message : ClientHandshakeChapter.WHOLE_FLIGHT)
            inputs.add(ClientHandshakeChapter.heard(message, SOUND));
        assertThat(CHAPTER.run(CHAPTER.starts().getFirst(), inputs).end())
                .isEqualTo(new Established());
    }

    @Example
    void an_honest_server_that_resumes_is_heard_to_the_end() {
        var inputs =
                List.<Input>of(
                        new Input.Begin(),
                        new Input.HelloVerifyRequest(SOUND),
                        new Input.SessionResumed(),
                        new Input.ChangeCipherSpec(),
                        new Input.Finished(SOUND));
        assertThat(CHAPTER.run(CHAPTER.starts().getFirst(), inputs).end())
                .isEqualTo(new Established());
    }

    private static boolean isOver(ClientHandshake state) {
        return state instanceof Failed || state instanceof Closed;
    }

    private static Optional<Verdict> verdict(Input input) {
        return switch (input) {
            case Input.HelloVerifyRequest(var verdict) -> Optional.of(verdict);
            case Input.ServerHello(var verdict) -> Optional.of(verdict);
            case Input.Certificate(var verdict) -> Optional.of(verdict);
            case Input.ServerKeyExchange(var verdict) -> Optional.of(verdict);
            case Input.CertificateRequest(var verdict) -> Optional.of(verdict);
            case Input.ServerHelloDone(var verdict) -> Optional.of(verdict);
            case Input.Finished(var verdict) -> Optional.of(verdict);
            case Input.Begin _, Input.Close _, Input.GiveUp _ -> Optional.empty();
            case Input.HelloRequest _, Input.ChangeCipherSpec _ -> Optional.empty();
            case Input.SessionResumed _ -> Optional.empty();
            case Input.Foreign _, Input.CloseNotify _ -> Optional.empty();
            case Input.FatalAlert _, Input.Warning _ -> Optional.empty();
        };
    }

    @Override
    protected List<Mutant<ClientHandshake, Input, Effect, MessagesHeard>> mutants() {
        var mutants = new ArrayList<>(ordered());
        mutants.addAll(ended());
        mutants.addAll(resumed());
        ClientHandshakeModel.FAULTS.forEach((message, clauses) ->
                clauses.forEach(clause -> mutants.add(unchecked(message, clause))));
        return mutants;
    }

    private static List<Mutant<ClientHandshake, Input, Effect, MessagesHeard>> ordered() {
        return List.of(
                mutant(
                        "early-finished",
                        "Finished is taken before ChangeCipherSpec, under the old keys",
                        Set.of(FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC, MESSAGES_COME_IN_ORDER),
                        COMPLETED_BY_FINISHED,
                        on(FinishedSent.class, Input.Finished.class, _ -> completed())),
                mutant(
                        "CVE-2014-0224",
                        "ChangeCipherSpec is taken at any time: keys of an empty secret",
                        Set.of(MESSAGES_COME_IN_ORDER),
                        PERMITTED,
                        on(
                                ServerHelloReceived.class,
                                Input.ChangeCipherSpec.class,
                                _ -> Step.become(new CipherChanged()))),
                mutant(
                        "skip-certificate",
                        "ServerHelloDone right after ServerHello skips the server's proof",
                        Set.of(MESSAGES_COME_IN_ORDER, SERVER_KEY_IS_SIGNED),
                        PERMITTED,
                        on(
                                ServerHelloReceived.class,
                                Input.ServerHelloDone.class,
                                _ -> new KeyShareVerified().on(new Input.ServerHelloDone(SOUND)))),
                mutant(
                        "skip-verify",
                        "a client that was asked sends its certificate and does not prove it",
                        Set.of(MESSAGES_COME_IN_ORDER),
                        CERTIFICATE_IS_PROVED,
                        Mutant.misdoing(
                                effect -> HandshakeLaws.without(effect, CERTIFICATE_VERIFY))),
                mutant(
                        "no-cookie",
                        "the hello is not repeated: the cookie is kept and the client waits",
                        Set.of(HELLO_IS_REPEATED_WITH_THE_COOKIE),
                        PERMITTED,
                        on(
                                HelloSent.class,
                                Input.HelloVerifyRequest.class,
                                _ -> Step.become(new CookieReturned()))),
                mutant(
                        "cookie-loop",
                        "every further HelloVerifyRequest is answered with another hello",
                        Set.of(MESSAGES_COME_IN_ORDER),
                        PERMITTED,
                        on(
                                CookieReturned.class,
                                Input.HelloVerifyRequest.class,
                                state -> Step.stay(state, Effect.Sent.of(CLIENT_HELLO)))),
                mutant(
                        "request-restarts",
                        "HelloRequest in the middle of a handshake starts it anew",
                        Set.of(HELLO_REQUEST_IS_IGNORED_MEANWHILE),
                        PERMITTED,
                        on(
                                CertificateRequested.class,
                                Input.HelloRequest.class,
                                _ -> Step.become(new HelloSent(), Effect.Sent.of(CLIENT_HELLO)))),
                mutant(
                        "request-kills",
                        "HelloRequest after the handshake is an unexpected message",
                        Set.of(HELLO_REQUEST_CAN_BE_IGNORED),
                        PERMITTED,
                        on(
                                Established.class,
                                Input.HelloRequest.class,
                                state -> state.on(new Input.Foreign()))));
    }

    private static List<Mutant<ClientHandshake, Input, Effect, MessagesHeard>> resumed() {
        return List.of(
                mutant(
                        "resumed-early",
                        "a resumed session counts before the server has finished: whoever has seen"
                                + " its name can answer",
                        Set.of(ABBREVIATED_HANDSHAKE_HAS_NO_KEY_EXCHANGE),
                        COMPLETED_BY_FINISHED,
                        on(HelloSent.class, Input.SessionResumed.class, _ -> completed())),
                mutant(
                        "resumed-order",
                        "the client of a resumption waits for the server's certificate",
                        Set.of(ABBREVIATED_HANDSHAKE_HAS_NO_KEY_EXCHANGE),
                        PERMITTED,
                        on(
                                HelloSent.class,
                                Input.SessionResumed.class,
                                _ -> Step.become(new ServerHelloReceived()))),
                mutant(
                        "resumed-mute",
                        "a client that hears Finished first says no Finished of its own",
                        Set.of(ABBREVIATED_HANDSHAKE_HAS_NO_KEY_EXCHANGE),
                        PERMITTED,
                        on(ServerChanged.class, Input.Finished.class, _ -> completed())),
                mutant(
                        "unasked-resumption",
                        "a hello without certificates is taken for a resumption in any case",
                        Set.of(SERVER_MAY_RESUME, SERVER_KEY_IS_SIGNED),
                        PERMITTED,
                        on(
                                HelloSent.class,
                                Input.ServerHello.class,
                                _ -> Step.become(new SessionTaken()))));
    }

    private static List<Mutant<ClientHandshake, Input, Effect, MessagesHeard>> ended() {
        return List.of(
                mutant(
                        "pjproject-5018",
                        "a session is kept alive after a fatal alert",
                        Set.of(FATAL_ALERT_ENDS_THE_CONNECTION),
                        PERMITTED,
                        on(ClientHandshake.class, Input.FatalAlert.class, Step::stay)),
                mutant(
                        "pjproject-5018a",
                        "timers run on after a failure: the hello goes out again",
                        Set.of(NOTHING_AFTER_CLOSE, FATAL_ALERT_ENDS_THE_CONNECTION),
                        THE_END_IS_FINAL,
                        on(
                                Failed.class,
                                Input.GiveUp.class,
                                state -> Step.stay(state, Effect.Sent.of(CLIENT_HELLO)))),
                mutant(
                        "late-message",
                        "a message after the closure is an unexpected message, with an alert",
                        Set.of(NOTHING_AFTER_CLOSE),
                        THE_END_IS_FINAL,
                        on(
                                Closed.class,
                                Input.ServerHello.class,
                                _ -> new Established().on(new Input.Foreign()))),
                mutant(
                        "silent-close",
                        "the client goes away without a close_notify",
                        Set.of(CLOSURE_IS_ANNOUNCED),
                        PERMITTED,
                        on(Established.class, Input.Close.class, _ -> Step.become(new Closed()))),
                mutant(
                        "half-close",
                        "the server's close_notify is not answered: the client goes on writing",
                        Set.of(CLOSE_NOTIFY_IS_ANSWERED),
                        PERMITTED,
                        on(Established.class, Input.CloseNotify.class, Step::stay)),
                mutant(
                        "warning-kills",
                        "every alert is taken for fatal",
                        Set.of(WARNING_NEED_NOT_STOP),
                        PERMITTED,
                        on(
                                ClientHandshake.class,
                                Input.Warning.class,
                                state -> state.on(new Input.FatalAlert(0)))));
    }

    /** What the check of one rule finds is not acted on. */
    private static Mutant<ClientHandshake, Input, Effect, MessagesHeard> unchecked(
            Message message, Clause clause) {
        return mutant(
                "unchecked-" + message.text() + "-" + clause.id(),
                message.text() + " is taken although it breaks a rule: " + clause.summary(),
                Set.of(clause),
                FAULTS_ARE_FATAL,
                Mutant.misreading(input ->
                        verdict(input).stream().anyMatch(it -> breaks(it, clause))
                                ? ClientHandshakeChapter.heard(message, SOUND)
                                : input));
    }

    private static boolean breaks(Verdict verdict, Clause clause) {
        return verdict instanceof Verdict.Unsound(_, var broken) && broken == clause;
    }

    private static Step<ClientHandshake, Effect> completed() {
        return Step.become(new Established(), new Effect.Completed());
    }

    private static Mutant<ClientHandshake, Input, Effect, MessagesHeard> mutant(
            String id,
            String story,
            Set<Clause> breaks,
            Law<ClientHandshake, Input, Effect, MessagesHeard> killer,
            UnaryOperator<Machine<ClientHandshake, Input, Effect>> change) {
        return new Mutant<>(id, story, breaks, killer, change);
    }

    /** A bug where a kind of state meets a kind of input. */
    private static UnaryOperator<Machine<ClientHandshake, Input, Effect>> on(
            Class<? extends ClientHandshake> state,
            Class<? extends Input> input,
            Function<ClientHandshake, Step<ClientHandshake, Effect>> bug) {
        return Mutant.instead((before, given) ->
                state.isInstance(before) && input.isInstance(given)
                        ? Optional.of(bug.apply(before))
                        : Optional.empty());
    }
}
