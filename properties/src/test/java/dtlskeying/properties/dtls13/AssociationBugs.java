package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls13.AddressValidation;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls13.AssociationSpec.HelloCookie;
import dtlskeying.spec.dtls13.AssociationSpec.Input;
import dtlskeying.spec.dtls13.AssociationSpec.Keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What the bugs of {@link AssociationMutants} do. */
final class AssociationBugs {
    private static final long FAR_AHEAD = 9_000;
    private static final int KEY_UPDATE = 24;

    private AssociationBugs() {}

    /** Once there are keys, the end reads something else than was said. */
    static UnaryOperator<Machine<Subject, Input, Effect>> misreadingWithKeys(
            UnaryOperator<Input> bug) {
        return healthy ->
                (subject, input) ->
                        healthy.on(
                                subject, subject.end().readEpoch() > 0 ? bug.apply(input) : input);
    }

    static Input protectedAlert(Input input) {
        return input instanceof Input.Alert(var keys, var code) && keys == Keys.NONE
                ? new Input.Alert(Keys.HANDSHAKE, code)
                : input;
    }

    static Input protectedContradiction(Input input) {
        return input.equals(new Input.Contradiction(Keys.NONE))
                ? new Input.Contradiction(Keys.HANDSHAKE)
                : input;
    }

    static Input shortened(Input input) {
        return input instanceof Input.LongAlert(var keys)
                ? new Input.Alert(keys, Alert.HANDSHAKE_FAILURE.code())
                : input;
    }

    static boolean isUnknownAlert(Input input) {
        return input instanceof Input.Alert(_, var code) && !Alert.isKnown(code);
    }

    /** Such an input leaves the end as it is, with these effects. */
    static UnaryOperator<Machine<Subject, Input, Effect>> doing(
            Predicate<Input> which, Effect... effects) {
        return Mutant.instead((subject, input) ->
                which.test(input)
                        ? Optional.of(new Step<>(subject, List.of(effects)))
                        : Optional.empty());
    }

    /** Such an input ends what is established. */
    static UnaryOperator<Machine<Subject, Input, Effect>> aborting(Predicate<Input> which) {
        return Mutant.instead((subject, input) ->
                which.test(input) && subject.end().isEstablished()
                        ? Optional.of(
                                Step.become(
                                        subject,
                                        new Effect.AlertSent(
                                                Alert.UNEXPECTED_MESSAGE, MESSAGES_COME_IN_ORDER),
                                        new Effect.Failed(MESSAGES_COME_IN_ORDER)))
                        : Optional.empty());
    }

    /** A hello with that cookie is as good as one with ours. */
    static UnaryOperator<Machine<Subject, Input, Effect>> taking(HelloCookie cookie) {
        return Mutant.misreading(input ->
                input.equals(new Input.Hello(cookie)) ? new Input.Hello(HelloCookie.OURS) : input);
    }

    static Machine<Subject, Input, Effect> updatingEarly(Machine<Subject, Input, Effect> healthy) {
        return (subject, input) ->
                input instanceof Input.UpdateKeys
                                && subject.end().isEstablished()
                                && !subject.end().isConfirmed()
                        ? Step.stay(
                                subject,
                                new Effect.FlightSent(List.of(MessageName.KEY_UPDATE), false))
                        : healthy.on(subject, input);
    }

    static Machine<Subject, Input, Effect> acknowledgingAll(
            Machine<Subject, Input, Effect> healthy) {
        return (subject, input) -> {
            var step = healthy.on(subject, input);
            if (!(input instanceof Input.Data) || !subject.end().isConfirmed()) return step;
            Octets ack =
                    subject.insider()
                            .write(
                                    subject.end().role(),
                                    subject.epoch(),
                                    FAR_AHEAD,
                                    ContentType.ACK,
                                    Subject.ack(subject.epoch(), subject.nextRecord()));
            var sent = new ArrayList<>(step.state().tally().sent());
            sent.add(ack);
            return new Step<>(step.state().withSent(sent), step.effects());
        };
    }

    /** The record is noted as if it had the beginning of a message that is due. */
    static Machine<Subject, Input, Effect> notingTheDropped(
            Machine<Subject, Input, Effect> healthy) {
        return (subject, input) -> {
            var step = healthy.on(subject, input);
            boolean isDropped =
                    input.equals(new Input.Told(Keys.HANDSHAKE, MessageName.CLIENT_HELLO))
                            && step.effects().stream().allMatch(Effect.Discarded.class::isInstance);
            return isDropped && subject.end().isConfirmed()
                    ? new Step<>(step.state().with(begun(subject)), step.effects())
                    : step;
        };
    }

    /** The end after the beginning of a message, in a record of the same number. */
    private static Association begun(Subject subject) {
        var part = new Fragment(KEY_UPDATE, 2, subject.nextSeq(), 0, Octets.hex("00"));
        Octets datagram =
                subject.insider()
                        .write(
                                subject.peer(),
                                subject.epoch(),
                                subject.nextRecord(),
                                ContentType.HANDSHAKE,
                                FragmentCodec.encode(part));
        var arrival =
                new dtlskeying.spec.dtls.AssociationSpec.Input.Datagram(datagram, subject.now());
        return subject.end().on(arrival).state();
    }

    static Machine<Subject, Input, Effect> answeringStrangers(
            Machine<Subject, Input, Effect> healthy) {
        var trusting =
                VirtualPair.server(
                        Moments.SERVER.withAddressValidation(AddressValidation.GIVEN), 1);
        return (subject, input) ->
                subject.end().isIdle() && input.equals(new Input.Hello(HelloCookie.NONE))
                        ? healthy.on(subject.with(trusting), input)
                        : healthy.on(subject, input);
    }

    static Machine<Subject, Input, Effect> inOneDatagram(Machine<Subject, Input, Effect> healthy) {
        return (subject, input) -> {
            var step = healthy.on(subject, input);
            var sent = step.state().tally().sent();
            return sent.isEmpty()
                    ? step
                    : new Step<>(
                            step.state()
                                    .withSent(List.of(Octets.concat(sent.toArray(Octets[]::new)))),
                            step.effects());
        };
    }
}
