package dtlskeying.model.dtls13;

import static dtlskeying.model.dtls13.AssociationFacts.either;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.REPEATED_FLIGHT_IS_ANSWERED;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.CHANGED_PARTS_END_THE_HANDSHAKE;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PARTS_OF_ONE_MESSAGE_AGREE;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.NO_SECOND_HANDSHAKE;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.PARTS_THAT_DISAGREE_END_THE_CONNECTION;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.ONLY_HELLOS_ARE_UNPROTECTED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.REPLAYED_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_HELLO_COMES_IN_ONE_DATAGRAM;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION;

import dtlskeying.model.Outcome;
import dtlskeying.model.dtls13.AssociationFacts.Stage;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Claim;
import dtlskeying.spec.dtls13.AssociationSpec.Input;
import dtlskeying.spec.dtls13.AssociationSpec.Keys;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What handshake messages mean that are not the next step of the handshake. */
final class MessageMeaning {
    /** An ACK may name once more what another one has named, of the flight before, say. */
    private static final int MOST_NAMED = 10;

    static final List<MessageName> SERVERS_FLIGHT =
            List.of(
                    MessageName.SERVER_HELLO,
                    MessageName.ENCRYPTED_EXTENSIONS,
                    MessageName.CERTIFICATE_REQUEST,
                    MessageName.CERTIFICATE,
                    MessageName.CERTIFICATE_VERIFY,
                    MessageName.FINISHED);

    private MessageMeaning() {}

    static Effect sent(List<MessageName> messages, boolean again) {
        return new Effect.FlightSent(messages, again);
    }

    /** A message in the peer's next turn: nothing but hellos counts in clear (§6.1). */
    static Set<Outcome<AssociationFacts, Effect>> of(AssociationFacts facts, Input.Told told) {
        if (told.keys() == Keys.NONE)
            return RecordMeaning.ignoredInClear(facts, ONLY_HELLOS_ARE_UNPROTECTED);
        if (!facts.canOpen(told.keys())) return RecordMeaning.unreadable(facts);
        boolean isUpdate =
                told.message() == MessageName.KEY_UPDATE
                        && told.keys() == Keys.TRAFFIC
                        && facts.isComplete();
        return isUpdate ? updated(facts) : outOfTurn(facts, told);
    }

    /** §8: a client whose own last flight may be lost can leave it for when it comes again. */
    private static Set<Outcome<AssociationFacts, Effect>> updated(AssociationFacts facts) {
        var heard = new HashSet<Outcome<AssociationFacts, Effect>>();
        for (int named = 1; named <= MOST_NAMED; named++)
            heard.add(
                    Outcome.of(
                            facts.withPeersUpdate(),
                            List.of(
                                    new Effect.MessageHeard(MessageName.KEY_UPDATE),
                                    new Effect.Acknowledged(named)),
                            Claim.OTHER_FLIGHTS_ARE_ACKNOWLEDGED));
        return facts.stage() == Stage.UNCONFIRMED
                ? either(heard, facts.dropping(KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE))
                : heard;
    }

    /** RFC 8446 §4.1.2: fatal, unless it comes under keys that are over for it. */
    private static Set<Outcome<AssociationFacts, Effect>> outOfTurn(
            AssociationFacts facts, Input.Told told) {
        var fatal =
                facts.aborting(
                        Alert.UNEXPECTED_MESSAGE,
                        List.of(new Effect.MessageHeard(told.message())),
                        MESSAGES_COME_IN_ORDER,
                        NO_SECOND_HANDSHAKE);
        boolean isLate = told.keys() == Keys.HANDSHAKE && facts.isComplete();
        return isLate ? either(fatal, facts.dropping(ONLY_HELLOS_ARE_UNPROTECTED)) : fatal;
    }

    /**
     * §5.5: under keys it is the peer that contradicts itself, and may be told so; in clear it may
     * be anybody, and nothing comes of it. Each part may be dropped for itself.
     */
    static Set<Outcome<AssociationFacts, Effect>> contradiction(AssociationFacts facts, Keys keys) {
        if (keys == Keys.NONE)
            return droppedInParts(
                    facts,
                    PARTS_OF_ONE_MESSAGE_AGREE,
                    CHANGED_PARTS_END_THE_HANDSHAKE,
                    ONLY_HELLOS_ARE_UNPROTECTED,
                    CLIENT_HELLO_COMES_IN_ONE_DATAGRAM,
                    EARLIER_EPOCHS_ARE_DISCARDED);
        if (!facts.canOpen(keys)) return RecordMeaning.unreadable(facts);
        var fatal =
                facts.aborting(
                        Alert.ILLEGAL_PARAMETER,
                        List.of(AssociationFacts.dropped()),
                        PARTS_OF_ONE_MESSAGE_AGREE,
                        PARTS_THAT_DISAGREE_END_THE_CONNECTION);
        return either(
                fatal,
                droppedInParts(facts, PARTS_OF_ONE_MESSAGE_AGREE, ONLY_HELLOS_ARE_UNPROTECTED));
    }

    private static Set<Outcome<AssociationFacts, Effect>> droppedInParts(
            AssociationFacts facts, Clause... because) {
        Effect dropped = AssociationFacts.dropped();
        return either(
                facts.dropping(because),
                Set.of(Outcome.of(facts, List.of(dropped, dropped), because)));
    }

    /**
     * A hello in clear, or a part of one, that opens nothing (§5.11): it does not end what stands.
     * A server in the middle of its handshake may take it for the repetition that it can be; a
     * client never gets one.
     */
    static Set<Outcome<AssociationFacts, Effect>> strayHello(
            AssociationFacts facts, boolean isPart) {
        if (facts.isComplete())
            return facts.dropping(
                    NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION,
                    EARLIER_EPOCHS_ARE_DISCARDED,
                    ONLY_HELLOS_ARE_UNPROTECTED);
        if (facts.stage() == Stage.OPENING) return reflected(facts, isPart);
        var own = facts.role() == Role.SERVER ? SERVERS_FLIGHT : List.of(MessageName.CLIENT_HELLO);
        var again = Outcome.of(facts, List.of(sent(own, true)), REPEATED_FLIGHT_IS_ANSWERED);
        return either(
                Set.of(again),
                facts.dropping(
                        REPEATED_FLIGHT_IS_ANSWERED,
                        REPLAYED_RECORDS_ARE_DISCARDED,
                        NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION,
                        ONLY_HELLOS_ARE_UNPROTECTED));
    }

    /** A hello at a client that waits for one of another kind. */
    private static Set<Outcome<AssociationFacts, Effect>> reflected(
            AssociationFacts facts, boolean isPart) {
        var untold =
                either(
                        facts.silently(),
                        facts.dropping(
                                PARTS_OF_ONE_MESSAGE_AGREE,
                                CHANGED_PARTS_END_THE_HANDSHAKE,
                                REPLAYED_RECORDS_ARE_DISCARDED,
                                MESSAGES_COME_IN_ORDER));
        if (isPart) return untold;
        return either(untold, hearing(facts));
    }

    /** A hello that is heard where none is due. */
    static Set<Outcome<AssociationFacts, Effect>> hearing(AssociationFacts facts) {
        return facts.aborting(
                Alert.UNEXPECTED_MESSAGE,
                List.of(new Effect.MessageHeard(MessageName.CLIENT_HELLO)),
                MESSAGES_COME_IN_ORDER);
    }
}
