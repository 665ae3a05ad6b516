package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.AssociationLaws.ACKS_NAME_MESSAGES;
import static dtlskeying.properties.dtls13.AssociationLaws.DROPPED_IS_NOT_NAMED;
import static dtlskeying.properties.dtls13.AssociationLaws.FITS_THE_PATH;
import static dtlskeying.properties.dtls13.AssociationLaws.NO_AMPLIFICATION;
import static dtlskeying.properties.dtls13.AssociationLaws.PERMITTED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.NOTHING_BUT_HANDSHAKE_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.DATAGRAMS_FIT_THE_PATH;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.NO_SECOND_HANDSHAKE;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.PARTS_THAT_DISAGREE_END_THE_CONNECTION;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.UNPROTECTED_ALERTS_COUNT_UNTIL_THERE_ARE_KEYS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.ALERTS_ARE_TWO_BYTES;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CHANGE_CIPHER_SPEC_IS_DROPPED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.ONLY_HELLOS_ARE_UNPROTECTED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.UNKNOWN_ALERT_IS_AN_ERROR;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.AMPLIFICATION_IS_LIMITED;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_HELLO_COMES_IN_ONE_DATAGRAM;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.COOKIE_BEFORE_STATE;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.COOKIE_IS_AUTHENTIC;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION;

import dtlskeying.model.dtls13.AssociationFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls13.AssociationSpec.HelloCookie;
import dtlskeying.spec.dtls13.AssociationSpec.Input;
import dtlskeying.spec.dtls13.AssociationSpec.Keys;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Known bugs where the parts of an association meet; what each does is in {@link AssociationBugs}.
 */
final class AssociationMutants {
    static final List<Mutant<Subject, Input, Effect, AssociationFacts>> ALL =
            List.of(
                    mutant(
                            "clear-alert",
                            "an alert without protection is believed at any time",
                            PERMITTED,
                            AssociationBugs.misreadingWithKeys(AssociationBugs::protectedAlert),
                            UNPROTECTED_ALERTS_COUNT_UNTIL_THERE_ARE_KEYS),
                    mutant(
                            "clear-quarrel",
                            "parts that disagree end the connection, whoever wrote them",
                            PERMITTED,
                            AssociationBugs.misreadingWithKeys(
                                    AssociationBugs::protectedContradiction),
                            PARTS_THAT_DISAGREE_END_THE_CONNECTION),
                    mutant(
                            "last-byte",
                            "of an alert only the second byte is looked at",
                            PERMITTED,
                            AssociationBugs.misreadingWithKeys(AssociationBugs::shortened),
                            ALERTS_ARE_TWO_BYTES),
                    mutant(
                            "unknown-alert",
                            "an alert of an unknown type is passed over",
                            PERMITTED,
                            AssociationBugs.doing(AssociationBugs::isUnknownAlert),
                            UNKNOWN_ALERT_IS_AN_ERROR),
                    mutant(
                            "tls-ccs",
                            "ChangeCipherSpec after the hellos is an unexpected message, as in TLS",
                            PERMITTED,
                            AssociationBugs.aborting(Input.ChangeCipherSpec.class::isInstance),
                            CHANGE_CIPHER_SPEC_IS_DROPPED),
                    mutant(
                            "clear-finished",
                            "a Finished without protection ends the connection, as one out of turn",
                            PERMITTED,
                            AssociationBugs.aborting(
                                    new Input.Told(Keys.NONE, MessageName.FINISHED)::equals),
                            ONLY_HELLOS_ARE_UNPROTECTED),
                    mutant(
                            "hello-again",
                            "a hello without protection ends an established association",
                            PERMITTED,
                            AssociationBugs.aborting(Input.Hello.class::isInstance),
                            NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION),
                    mutant(
                            "renegotiation",
                            "the user's wish for another handshake sends another hello",
                            PERMITTED,
                            AssociationBugs.doing(
                                    Input.Rehandshake.class::isInstance,
                                    new Effect.FlightSent(
                                            List.of(MessageName.CLIENT_HELLO), false)),
                            NO_SECOND_HANDSHAKE),
                    mutant(
                            "deaf-to-hellos",
                            "a hello under keys of traffic is passed over",
                            PERMITTED,
                            AssociationBugs.doing(
                                    new Input.Told(Keys.TRAFFIC, MessageName.CLIENT_HELLO)::equals,
                                    new Effect.Discarded(NO_SECOND_HANDSHAKE)),
                            NO_SECOND_HANDSHAKE),
                    mutant(
                            "update-too-soon",
                            "keys are updated while the ACK of Finished is not here",
                            PERMITTED,
                            AssociationBugs::updatingEarly,
                            KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE),
                    mutant(
                            "ack-alert",
                            "every record that can be opened is acknowledged",
                            ACKS_NAME_MESSAGES,
                            AssociationBugs::acknowledgingAll,
                            NOTHING_BUT_HANDSHAKE_IS_ACKNOWLEDGED),
                    mutant(
                            "ack-dropped",
                            "a message out of its epoch is noted for the ACK and then dropped",
                            DROPPED_IS_NOT_NAMED,
                            AssociationBugs::notingTheDropped,
                            DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED),
                    mutant(
                            "any-cookie",
                            "a cookie is taken without a look at its MAC",
                            PERMITTED,
                            AssociationBugs.taking(HelloCookie.OF_ANOTHER_SERVER),
                            COOKIE_IS_AUTHENTIC),
                    mutant(
                            "unbound-cookie",
                            "the MAC of a cookie leaves out the client's address",
                            PERMITTED,
                            AssociationBugs.taking(HelloCookie.OF_ANOTHER_ADDRESS),
                            COOKIE_IS_AUTHENTIC),
                    mutant(
                            "no-cookie",
                            "a hello is answered in full before its cookie comes back",
                            NO_AMPLIFICATION,
                            AssociationBugs::answeringStrangers,
                            AMPLIFICATION_IS_LIMITED,
                            COOKIE_BEFORE_STATE),
                    mutant(
                            "kept-part",
                            "a server keeps the part of a hello before it asks for a cookie",
                            PERMITTED,
                            AssociationBugs.doing(Input.PartOfHello.class::isInstance),
                            CLIENT_HELLO_COMES_IN_ONE_DATAGRAM),
                    mutant(
                            "jumbo",
                            "a flight is one datagram, however long",
                            FITS_THE_PATH,
                            AssociationBugs::inOneDatagram,
                            DATAGRAMS_FIT_THE_PATH));

    private AssociationMutants() {}

    private static Mutant<Subject, Input, Effect, AssociationFacts> mutant(
            String id,
            String story,
            Law<Subject, Input, Effect, AssociationFacts> killer,
            UnaryOperator<Machine<Subject, Input, Effect>> change,
            Clause... breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, change);
    }
}
