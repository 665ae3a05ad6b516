package dtlskeying.properties.dtls12;

import static dtlskeying.properties.dtls12.ServerHandshakeChapter.CHAPTER;
import static dtlskeying.spec.dtls.Verdict.SOUND;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSE_NOTIFY_IS_ANSWERED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FATAL_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.RENEGOTIATION_CAN_BE_DECLINED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE_REQUEST;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.FINISHED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.SERVER_HELLO;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.ABBREVIATED_HANDSHAKE_HAS_NO_KEY_EXCHANGE;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.SERVER_MAY_RESUME;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_CERTIFICATE_IS_REQUIRED;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.COOKIE_BEFORE_STATE;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.INVALID_COOKIE_COUNTS_AS_NONE;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.ServerHandshake;
import dtlskeying.impl.dtls12.ServerHandshake.CertificateRequested;
import dtlskeying.impl.dtls12.ServerHandshake.CertifiedKeysAgreed;
import dtlskeying.impl.dtls12.ServerHandshake.CipherChanged;
import dtlskeying.impl.dtls12.ServerHandshake.ClientChanged;
import dtlskeying.impl.dtls12.ServerHandshake.Closed;
import dtlskeying.impl.dtls12.ServerHandshake.Established;
import dtlskeying.impl.dtls12.ServerHandshake.Failed;
import dtlskeying.impl.dtls12.ServerHandshake.FinishedFirst;
import dtlskeying.impl.dtls12.ServerHandshake.HelloAnswered;
import dtlskeying.impl.dtls12.ServerHandshake.KeysAgreed;
import dtlskeying.impl.dtls12.ServerHandshake.Listening;
import dtlskeying.model.dtls12.MessagesHeard;
import dtlskeying.model.dtls12.ServerHandshakeModel;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input;

import net.jqwik.api.Example;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The server's side of RFC 6347 figure 1 held against its model, with bugs of known servers. */
public class ServerHandshakeProperties
        extends ChapterProperties<ServerHandshake, Input, Effect, MessagesHeard> {
    private static final Law<ServerHandshake, Input, Effect, MessagesHeard> PERMITTED =
            Law.permittedBy(CHAPTER);

    private static final Law<ServerHandshake, Input, Effect, MessagesHeard> COMPLETED_BY_FINISHED =
            HandshakeLaws.completedByFinished(
                    state -> state instanceof CipherChanged || state instanceof ClientChanged,
                    input -> input.equals(new Input.Finished(SOUND)));

    private static final Law<ServerHandshake, Input, Effect, MessagesHeard> FAULTS_ARE_FATAL =
            HandshakeLaws.faultsAreFatal(
                    ServerHandshakeProperties::verdict, ServerHandshakeProperties::isOverOrDone);

    private static final Law<ServerHandshake, Input, Effect, MessagesHeard> THE_END_IS_FINAL =
            HandshakeLaws.theEndIsFinal(ServerHandshakeProperties::isOver);

    /** P65: who has not shown that it can be reached leaves no trace. */
    private static final Law<ServerHandshake, Input, Effect, MessagesHeard> COOKIE_KEEPS_NO_STATE =
            Law.ofSteps(
                    "P65 CookieExchangeKeepsNoState",
                    entry ->
                            entry.before() instanceof Listening
                                            && entry.input()
                                                    instanceof Input.ClientHelloWithoutCookie
                                            && !entry.after().equals(entry.before())
                                    ? Optional.of(entry + " left " + entry.after())
                                    : Optional.empty());

    public ServerHandshakeProperties() {
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
    void P65_cookie_exchange_keeps_no_state() {
        holds(COOKIE_KEEPS_NO_STATE);
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
        for (var start : CHAPTER.starts()) {
            if (!(start.state() instanceof Listening)) continue;
            var flight =
                    start.facts().asks()
                            ? ServerHandshakeChapter.WHOLE_FLIGHT
                            : ServerHandshakeChapter.SHORT_FLIGHT;
            var inputs = new ArrayList<Input>(List.of(new Input.ClientHelloWithoutCookie()));
            for (Message message : flight) inputs.add(ServerHandshakeChapter.heard(message, SOUND));
            assertThat(CHAPTER.run(start, inputs).end()).isEqualTo(new Established());
        }
    }

    @Example
    void an_honest_client_that_resumes_is_heard_to_the_end() {
        var inputs =
                List.<Input>of(
                        new Input.ClientHelloWithoutCookie(),
                        new Input.SessionOffered(),
                        new Input.ChangeCipherSpec(),
                        new Input.Finished(SOUND));
        for (var start : CHAPTER.starts())
            if (start.state() instanceof Listening)
                assertThat(CHAPTER.run(start, inputs).end()).isEqualTo(new Established());
    }

    private static boolean isOver(ServerHandshake state) {
        return state instanceof Failed || state instanceof Closed;
    }

    private static boolean isOverOrDone(ServerHandshake state) {
        return state instanceof ServerHandshake.Settled;
    }

    private static Optional<Verdict> verdict(Input input) {
        return switch (input) {
            case Input.ClientHello(var verdict) -> Optional.of(verdict);
            case Input.Certificate(var verdict) -> Optional.of(verdict);
            case Input.ClientKeyExchange(var verdict) -> Optional.of(verdict);
            case Input.CertificateVerify(var verdict) -> Optional.of(verdict);
            case Input.Finished(var verdict) -> Optional.of(verdict);
            case Input.ClientHelloWithoutCookie _, Input.NoCertificate _ -> Optional.empty();
            case Input.Close _, Input.GiveUp _, Input.ChangeCipherSpec _ -> Optional.empty();
            case Input.Foreign _, Input.CloseNotify _ -> Optional.empty();
            case Input.SessionOffered _ -> Optional.empty();
            case Input.FatalAlert _, Input.Warning _ -> Optional.empty();
        };
    }

    @Override
    protected List<Mutant<ServerHandshake, Input, Effect, MessagesHeard>> mutants() {
        var mutants = new ArrayList<>(ordered());
        mutants.addAll(ended());
        mutants.addAll(resumed());
        ServerHandshakeModel.FAULTS.forEach((message, clauses) ->
                clauses.forEach(clause -> mutants.add(unchecked(message, clause))));
        return mutants;
    }

    private static List<Mutant<ServerHandshake, Input, Effect, MessagesHeard>> ordered() {
        return List.of(
                mutant(
                        "early-finished",
                        "Finished is taken before ChangeCipherSpec, under the old keys",
                        Set.of(FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC, MESSAGES_COME_IN_ORDER),
                        COMPLETED_BY_FINISHED,
                        on(KeysAgreed.class, Input.Finished.class, _ -> completed())),
                mutant(
                        "CVE-2014-0224",
                        "ChangeCipherSpec is taken at any time: keys of an empty secret",
                        Set.of(MESSAGES_COME_IN_ORDER),
                        PERMITTED,
                        on(
                                HelloAnswered.class,
                                Input.ChangeCipherSpec.class,
                                _ -> Step.become(new CipherChanged()))),
                mutant(
                        "skip-verify",
                        "CertificateVerify may be left out although a certificate came",
                        Set.of(MESSAGES_COME_IN_ORDER, CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT),
                        PERMITTED,
                        on(
                                CertifiedKeysAgreed.class,
                                Input.ChangeCipherSpec.class,
                                _ -> Step.become(new CipherChanged()))),
                mutant(
                        "skip-certificate",
                        "the client goes on with its key although a certificate was asked for",
                        Set.of(MESSAGES_COME_IN_ORDER, CLIENT_CERTIFICATE_IS_REQUIRED),
                        PERMITTED,
                        on(
                                CertificateRequested.class,
                                Input.ClientKeyExchange.class,
                                _ -> Step.become(new KeysAgreed()))),
                mutant(
                        "empty-certificate",
                        "an empty list of certificates will do where one is required",
                        Set.of(CLIENT_CERTIFICATE_IS_REQUIRED),
                        PERMITTED,
                        on(
                                CertificateRequested.class,
                                Input.NoCertificate.class,
                                _ -> Step.become(new HelloAnswered()))),
                mutant(
                        "never-asks",
                        "a server that needs a certificate forgets to ask for one",
                        Set.of(CLIENT_CERTIFICATE_IS_REQUIRED),
                        PERMITTED,
                        Mutant.misdoing(
                                effect -> HandshakeLaws.without(effect, CERTIFICATE_REQUEST))),
                mutant(
                        "no-cookie",
                        "a hello without a cookie is answered with the whole flight",
                        Set.of(COOKIE_BEFORE_STATE),
                        COOKIE_KEEPS_NO_STATE,
                        on(
                                Listening.class,
                                Input.ClientHelloWithoutCookie.class,
                                state -> state.on(new Input.ClientHello(SOUND)))),
                mutant(
                        "wrong-cookie",
                        "a wrong cookie is fatal: anybody can shut the door for everybody",
                        Set.of(INVALID_COOKIE_COUNTS_AS_NONE),
                        PERMITTED,
                        on(
                                Listening.class,
                                Input.ClientHelloWithoutCookie.class,
                                _ -> abortedByHello())));
    }

    private static List<Mutant<ServerHandshake, Input, Effect, MessagesHeard>> resumed() {
        return List.of(
                mutant(
                        "resumed-early",
                        "a server that takes up a session does not wait for the client's Finished",
                        Set.of(ABBREVIATED_HANDSHAKE_HAS_NO_KEY_EXCHANGE),
                        COMPLETED_BY_FINISHED,
                        on(Listening.class, Input.SessionOffered.class, _ -> completed())),
                mutant(
                        "resumed-twice",
                        "a server that takes up a session finishes once more at the end",
                        Set.of(ABBREVIATED_HANDSHAKE_HAS_NO_KEY_EXCHANGE),
                        PERMITTED,
                        on(ClientChanged.class, Input.Finished.class, _ -> completed())),
                mutant(
                        "half-resumed",
                        "a server returns the session's name and then shows its certificate",
                        Set.of(SERVER_MAY_RESUME, ABBREVIATED_HANDSHAKE_HAS_NO_KEY_EXCHANGE),
                        PERMITTED,
                        on(
                                Listening.class,
                                Input.SessionOffered.class,
                                _ ->
                                        Step.become(
                                                new FinishedFirst(),
                                                Effect.Sent.of(
                                                        SERVER_HELLO,
                                                        CERTIFICATE,
                                                        CHANGE_CIPHER_SPEC,
                                                        FINISHED)))),
                mutant(
                        "kills-resumption",
                        "a server that does not want the session aborts, where the handshake"
                                + " would be full",
                        Set.of(SERVER_MAY_RESUME),
                        PERMITTED,
                        on(Listening.class, Input.SessionOffered.class, _ -> abortedByHello())));
    }

    private static List<Mutant<ServerHandshake, Input, Effect, MessagesHeard>> ended() {
        return List.of(
                mutant(
                        "rehello",
                        "a hello after the handshake is an unexpected message",
                        Set.of(RENEGOTIATION_CAN_BE_DECLINED),
                        PERMITTED,
                        on(
                                Established.class,
                                Input.ClientHello.class,
                                state -> state.on(new Input.Foreign()))),
                mutant(
                        "pjproject-5018",
                        "a session is kept alive after a fatal alert",
                        Set.of(FATAL_ALERT_ENDS_THE_CONNECTION),
                        PERMITTED,
                        on(ServerHandshake.class, Input.FatalAlert.class, Step::stay)),
                mutant(
                        "spoofed-alert",
                        "a listening server believes an alert that anybody can send",
                        Set.of(MESSAGES_COME_IN_ORDER),
                        PERMITTED,
                        on(
                                Listening.class,
                                Input.FatalAlert.class,
                                _ -> new KeysAgreed().on(new Input.FatalAlert(40)))),
                mutant(
                        "pjproject-5018a",
                        "timers run on after a failure: the last flight goes out again",
                        Set.of(NOTHING_AFTER_CLOSE, FATAL_ALERT_ENDS_THE_CONNECTION),
                        THE_END_IS_FINAL,
                        on(
                                Failed.class,
                                Input.GiveUp.class,
                                state ->
                                        Step.stay(
                                                state,
                                                Effect.Sent.of(CHANGE_CIPHER_SPEC, FINISHED)))),
                mutant(
                        "silent-close",
                        "the server goes away without a close_notify",
                        Set.of(CLOSURE_IS_ANNOUNCED),
                        PERMITTED,
                        on(Established.class, Input.Close.class, _ -> Step.become(new Closed()))),
                mutant(
                        "half-close",
                        "the client's close_notify is not answered: the server goes on writing",
                        Set.of(CLOSE_NOTIFY_IS_ANSWERED),
                        PERMITTED,
                        on(Established.class, Input.CloseNotify.class, Step::stay)));
    }

    /** What the check of one rule finds is not acted on. */
    private static Mutant<ServerHandshake, Input, Effect, MessagesHeard> unchecked(
            Message message, Clause clause) {
        return mutant(
                "unchecked-" + message.text() + "-" + clause.id(),
                message.text() + " is taken although it breaks a rule: " + clause.summary(),
                Set.of(clause),
                FAULTS_ARE_FATAL,
                Mutant.misreading(input ->
                        verdict(input).stream().anyMatch(it -> breaks(it, clause))
                                ? ServerHandshakeChapter.heard(message, SOUND)
                                : input));
    }

    private static boolean breaks(Verdict verdict, Clause clause) {
        return verdict instanceof Verdict.Unsound(_, var broken) && broken == clause;
    }

    private static Step<ServerHandshake, Effect> abortedByHello() {
        return Step.become(
                new Failed(),
                new Effect.Aborted(Alert.HANDSHAKE_FAILURE, INVALID_COOKIE_COUNTS_AS_NONE));
    }

    private static Step<ServerHandshake, Effect> completed() {
        return Step.become(
                new Established(),
                Effect.Sent.of(CHANGE_CIPHER_SPEC, FINISHED),
                new Effect.Completed());
    }

    private static Mutant<ServerHandshake, Input, Effect, MessagesHeard> mutant(
            String id,
            String story,
            Set<Clause> breaks,
            Law<ServerHandshake, Input, Effect, MessagesHeard> killer,
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
