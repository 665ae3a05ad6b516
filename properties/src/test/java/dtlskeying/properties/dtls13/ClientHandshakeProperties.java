package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.ClientHandshakeChapter.CHAPTER;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;
import static dtlskeying.spec.dtls.Verdict.SOUND;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.HELLO_IS_REPEATED_ON_RETRY;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.HELLO_OFFERS_1_3;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.LAST_FLIGHT_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.NO_CERTIFICATE_IS_SAID_SO;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.RETRY_COMES_ONCE;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.TICKETS_CAN_BE_LEFT_UNUSED;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.TICKETS_FOLLOW_FINISHED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.ERROR_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.UNKNOWN_ALERT_IS_AN_ERROR;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.USER_CANCELED_ENDS_NOTHING;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CERTIFICATE_VERIFY;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.CLIENT_HELLO;
import static dtlskeying.spec.dtls13.HandshakeSpec.Message.FINISHED;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls13.ClientHandshake;
import dtlskeying.impl.dtls13.ClientHandshake.Closed;
import dtlskeying.impl.dtls13.ClientHandshake.Established;
import dtlskeying.impl.dtls13.ClientHandshake.ExtensionsAnswered;
import dtlskeying.impl.dtls13.ClientHandshake.Failed;
import dtlskeying.impl.dtls13.ClientHandshake.Finishing;
import dtlskeying.impl.dtls13.ClientHandshake.HelloRepeated;
import dtlskeying.impl.dtls13.ClientHandshake.HelloSent;
import dtlskeying.impl.dtls13.ClientHandshake.Idle;
import dtlskeying.impl.dtls13.ClientHandshake.Proof;
import dtlskeying.impl.dtls13.ClientHandshake.ServerCertified;
import dtlskeying.impl.dtls13.ClientHandshake.ServerHelloReceived;
import dtlskeying.impl.dtls13.ClientHandshake.ServerProved;
import dtlskeying.model.dtls13.ClientHandshakeModel;
import dtlskeying.model.dtls13.Progress;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;

import net.jqwik.api.Example;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The client's side of RFC 9147 figure 6 held against its model, with bugs of known clients. */
public class ClientHandshakeProperties
        extends ChapterProperties<ClientHandshake, Input, Effect, Progress> {
    private static final Law<ClientHandshake, Input, Effect, Progress> PERMITTED =
            Law.permittedBy(CHAPTER);

    private static final Law<ClientHandshake, Input, Effect, Progress> COMPLETED_BY_FINISHED =
            HandshakeLaws.completedByFinished(
                    ServerProved.class::isInstance,
                    input -> input.equals(new Input.Finished(SOUND)));

    private static final Law<ClientHandshake, Input, Effect, Progress> FAULTS_ARE_FATAL =
            HandshakeLaws.faultsAreFatal(
                    ClientHandshakeProperties::verdict, ClientHandshakeProperties::isOver);

    private static final Law<ClientHandshake, Input, Effect, Progress> THE_END_IS_FINAL =
            HandshakeLaws.theEndIsFinal(ClientHandshakeProperties::isOver);

    public ClientHandshakeProperties() {
        super(CHAPTER, 2);
    }

    @Override
    protected int walks() {
        return 120_000;
    }

    @Example
    void P42_nobody_is_complete_before_the_servers_proofs_and_finished() {
        holds(COMPLETED_BY_FINISHED);
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
    void an_honest_server_is_heard_to_the_end() {
        var inputs = new ArrayList<Input>(List.of(new Input.Begin()));
        for (Message message : ClientHandshakeChapter.WHOLE_FLIGHT)
            inputs.add(ClientHandshakeChapter.heard(message, SOUND));
        inputs.add(new Input.Acknowledged());
        assertThat(CHAPTER.run(CHAPTER.starts().getFirst(), inputs).end())
                .isEqualTo(new Established());
    }

    private static boolean isOver(ClientHandshake state) {
        return state instanceof Failed || state instanceof Closed;
    }

    private static Optional<Verdict> verdict(Input input) {
        return switch (input) {
            case Input.HelloRetryRequest(var verdict) -> Optional.of(verdict);
            case Input.ServerHello(var verdict) -> Optional.of(verdict);
            case Input.EncryptedExtensions(var verdict) -> Optional.of(verdict);
            case Input.CertificateRequest(var verdict) -> Optional.of(verdict);
            case Input.Certificate(var verdict) -> Optional.of(verdict);
            case Input.CertificateVerify(var verdict) -> Optional.of(verdict);
            case Input.Finished(var verdict) -> Optional.of(verdict);
            case Input.NewSessionTicket(var verdict) -> Optional.of(verdict);
            case Input.UnmatchedCertificateRequest _, Input.Foreign _ -> Optional.empty();
            case Input.Begin _, Input.Close _, Input.GiveUp _ -> Optional.empty();
            case Input.Acknowledged _, Input.CloseNotify _ -> Optional.empty();
            case Input.ErrorAlert _, Input.UserCanceled _ -> Optional.empty();
        };
    }

    @Override
    protected List<Mutant<ClientHandshake, Input, Effect, Progress>> mutants() {
        var mutants = new ArrayList<>(ordered());
        mutants.addAll(confirmed());
        mutants.addAll(ended());
        ClientHandshakeModel.FAULTS.forEach((message, clauses) ->
                clauses.forEach(clause -> mutants.add(unchecked(message, clause))));
        return mutants;
    }

    private static List<Mutant<ClientHandshake, Input, Effect, Progress>> ordered() {
        return List.of(
                mutant(
                        "no-offer",
                        "Begin is forgotten: no hello goes out",
                        Set.of(HELLO_OFFERS_1_3),
                        PERMITTED,
                        on(Idle.class, Input.Begin.class, _ -> Step.become(new HelloSent()))),
                mutant(
                        "second-retry",
                        "a second HelloRetryRequest is answered like the first (dimpl #146)",
                        Set.of(RETRY_COMES_ONCE),
                        PERMITTED,
                        on(
                                HelloRepeated.class,
                                Input.HelloRetryRequest.class,
                                state -> Step.stay(state, Effect.Sent.of(CLIENT_HELLO)))),
                mutant(
                        "mute-retry",
                        "after HelloRetryRequest the client waits and repeats nothing",
                        Set.of(HELLO_IS_REPEATED_ON_RETRY),
                        PERMITTED,
                        on(
                                HelloSent.class,
                                Input.HelloRetryRequest.class,
                                _ -> Step.become(new HelloRepeated()))),
                mutant(
                        "skip-certificate",
                        "Finished right after EncryptedExtensions skips the server's proof",
                        Set.of(MESSAGES_COME_IN_ORDER),
                        COMPLETED_BY_FINISHED,
                        on(ExtensionsAnswered.class, Input.Finished.class, _ -> completed())),
                mutant(
                        "CVE-2020-24613",
                        "Finished right after the server's Certificate: nobody proves its key"
                                + " (wolfSSL)",
                        Set.of(MESSAGES_COME_IN_ORDER),
                        COMPLETED_BY_FINISHED,
                        on(ServerCertified.class, Input.Finished.class, _ -> completed())),
                mutant(
                        "late-extensions",
                        "a client does without EncryptedExtensions",
                        Set.of(MESSAGES_COME_IN_ORDER),
                        PERMITTED,
                        on(
                                ServerHelloReceived.class,
                                Input.Certificate.class,
                                _ -> Step.become(new ServerCertified(Proof.NOT_ASKED)))),
                mutant(
                        "silent-refusal",
                        "a client without a certificate for the request says no empty list",
                        Set.of(NO_CERTIFICATE_IS_SAID_SO),
                        PERMITTED,
                        Mutant.misdoing(effect ->
                                effect.equals(Effect.Sent.of(CERTIFICATE, FINISHED))
                                        ? Effect.Sent.of(FINISHED)
                                        : effect)),
                mutant(
                        "skip-verify",
                        "a client that was asked sends its certificate and does not prove it",
                        Set.of(NO_CERTIFICATE_IS_SAID_SO),
                        PERMITTED,
                        Mutant.misdoing(effect ->
                                HandshakeLaws.without(
                                        HandshakeLaws.without(effect, CERTIFICATE),
                                        CERTIFICATE_VERIFY))));
    }

    private static List<Mutant<ClientHandshake, Input, Effect, Progress>> confirmed() {
        return List.of(
                mutant(
                        "unacknowledged",
                        "a client is done when its last flight is out (OpenSSL #32890)",
                        Set.of(LAST_FLIGHT_IS_ACKNOWLEDGED),
                        PERMITTED,
                        on(
                                Finishing.class,
                                Input.Begin.class,
                                _ -> Step.become(new Established()))),
                mutant(
                        "ticket-is-an-ack",
                        "a ticket is taken for the ACK of the last flight",
                        Set.of(TICKETS_CAN_BE_LEFT_UNUSED, LAST_FLIGHT_IS_ACKNOWLEDGED),
                        PERMITTED,
                        on(
                                Finishing.class,
                                Input.NewSessionTicket.class,
                                _ -> Step.become(new Established(), new Effect.Confirmed()))),
                mutant(
                        "deaf-to-acks",
                        "the ACK of the last flight changes nothing: it is sent for ever",
                        Set.of(LAST_FLIGHT_IS_ACKNOWLEDGED),
                        PERMITTED,
                        on(Finishing.class, Input.Acknowledged.class, Step::stay)),
                mutant(
                        "ticket-kills",
                        "a ticket that nobody wants is an unexpected message",
                        Set.of(TICKETS_CAN_BE_LEFT_UNUSED),
                        PERMITTED,
                        on(
                                Established.class,
                                Input.NewSessionTicket.class,
                                state -> state.on(new Input.Foreign()))),
                mutant(
                        "early-ticket",
                        "a ticket in the middle of the server's flight is passed over",
                        Set.of(TICKETS_FOLLOW_FINISHED),
                        PERMITTED,
                        on(
                                ClientHandshake.Answered.class,
                                Input.NewSessionTicket.class,
                                Step::stay)));
    }

    private static List<Mutant<ClientHandshake, Input, Effect, Progress>> ended() {
        return List.of(
                mutant(
                        "pjproject-5018",
                        "an association is kept alive after an error alert",
                        Set.of(ERROR_ALERT_ENDS_THE_CONNECTION),
                        PERMITTED,
                        on(ClientHandshake.class, Input.ErrorAlert.class, Step::stay)),
                mutant(
                        "alerts-by-name",
                        "only alerts that are known end the connection",
                        Set.of(UNKNOWN_ALERT_IS_AN_ERROR),
                        PERMITTED,
                        Mutant.instead((before, input) ->
                                input.equals(new Input.ErrorAlert(255))
                                                && before instanceof Established
                                        ? Optional.of(Step.stay(before))
                                        : Optional.empty())),
                mutant(
                        "canceled-kills",
                        "user_canceled is taken for an error",
                        Set.of(USER_CANCELED_ENDS_NOTHING),
                        PERMITTED,
                        on(
                                ClientHandshake.Answered.class,
                                Input.UserCanceled.class,
                                state -> state.on(new Input.ErrorAlert(90)))),
                mutant(
                        "no-giving-up",
                        "a server that never answers is asked for ever",
                        Set.of(RETRANSMISSIONS_ARE_LIMITED),
                        PERMITTED,
                        on(HelloSent.class, Input.GiveUp.class, Step::stay)),
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
                        "deaf-to-closure",
                        "the server's close_notify is not noticed",
                        Set.of(PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS),
                        PERMITTED,
                        on(Established.class, Input.CloseNotify.class, Step::stay)));
    }

    /** What the check of one rule finds is not acted on. */
    private static Mutant<ClientHandshake, Input, Effect, Progress> unchecked(
            Message message, Clause clause) {
        return mutant(
                "unchecked-" + message.text() + "-" + clause.id(),
                message.text() + " is taken although it breaks a rule: " + clause.summary(),
                Set.of(clause),
                message == Message.NEW_SESSION_TICKET ? PERMITTED : FAULTS_ARE_FATAL,
                Mutant.misreading(input ->
                        input.equals(heard(message, clause))
                                ? ClientHandshakeChapter.heard(message, SOUND)
                                : input));
    }

    private static Input heard(Message message, Clause clause) {
        return ClientHandshakeChapter.heard(
                message, new Verdict.Unsound(dtlskeying.spec.Alert.HANDSHAKE_FAILURE, clause));
    }

    private static Step<ClientHandshake, Effect> completed() {
        return Step.become(new Finishing(), Effect.Sent.of(FINISHED), new Effect.Completed());
    }

    private static Mutant<ClientHandshake, Input, Effect, Progress> mutant(
            String id,
            String story,
            Set<Clause> breaks,
            Law<ClientHandshake, Input, Effect, Progress> killer,
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
