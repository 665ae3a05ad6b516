package dtlskeying.model.dtls13;

import static dtlskeying.spec.dtls13.AssociationSpec.Claim.BURSTS_ARE_LIMITED;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.DATAGRAMS_FIT_THE_PATH;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.NO_SECOND_HANDSHAKE;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.PARTS_BACK_OFF;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.ONE_UPDATE_IS_OUTSTANDING;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.AMPLIFICATION_IS_LIMITED;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_HELLO_COMES_IN_ONE_DATAGRAM;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.COOKIE_BEFORE_STATE;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.COOKIE_IS_AUTHENTIC;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.dtls13.AssociationFacts.Stage;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls13.AssociationSpec.HelloCookie;
import dtlskeying.spec.dtls13.AssociationSpec.Input;

import java.util.List;
import java.util.Set;

/**
 * What one end of a DTLS 1.3 association may make of a single record, or of a wish of its user, at
 * every moment of its life: RFC 9147 §4.5.2, §5.1, §5.5, §5.10, §5.11, §6.1, §7.1 and §8.
 *
 * <p>It knows which keys the end can have, and not how it keeps them. Of what it does, the
 * datagrams are left out: {@link #againstSent} judges those.
 *
 * @param readings how open passages are read
 */
public record AssociationModel(Set<Reading> readings)
        implements Relation<AssociationFacts, Input, Effect> {
    /** Bytes from an address, times this, may go to it before it is proved (RFC 9147 §5.1). */
    private static final int AMPLIFICATION = 3;

    private static final int LARGEST_BURST = 10;
    private static final int MOST_OF_THE_SAME = 3;

    public AssociationModel {
        readings = Set.copyOf(readings);
    }

    /** Against a datagram that an end sends on a path that takes {@code mtu} bytes. */
    public static Set<Clause> againstSent(Octets datagram, int mtu) {
        return datagram.length() > mtu ? Set.of(DATAGRAMS_FIT_THE_PATH) : Set.of();
    }

    /** Against so many records in one transmission of a flight (RFC 9147 §5.8.3). */
    public static Set<Clause> againstBurst(int records) {
        return records > LARGEST_BURST ? Set.of(BURSTS_ARE_LIMITED) : Set.of();
    }

    /**
     * Against datagrams that stay as large, byte for byte, when a flight is sent again into silence
     * (RFC 9147 §4.4: back off after two or three times).
     *
     * @param retransmissions how often it was sent again, this time included
     * @param first the size of its largest datagram when it went out first
     * @param now that of its largest one now
     */
    public static Set<Clause> againstPersistence(int retransmissions, int first, int now) {
        boolean isLate = retransmissions > MOST_OF_THE_SAME;
        return isLate && now >= first ? Set.of(PARTS_BACK_OFF) : Set.of();
    }

    /** Against so many bytes to an address that is not proved, after so many from it. */
    public static Set<Clause> againstAmplifying(long sent, long heard) {
        return sent > AMPLIFICATION * heard ? Set.of(AMPLIFICATION_IS_LIMITED) : Set.of();
    }

    @Override
    public Set<Outcome<AssociationFacts, Effect>> permitted(AssociationFacts facts, Input input) {
        return switch (input) {
            case Input.Rehandshake _ -> facts.dropping(NO_SECOND_HANDSHAKE, NOTHING_AFTER_CLOSE);
            case Input.UpdateKeys _ -> updateKeys(facts);
            case Input.Hello(var cookie) -> arriving(facts, hello(facts, cookie));
            case Input.PartOfHello _ -> arriving(facts, part(facts));
            case Input.Alert alert -> arriving(facts, RecordMeaning.of(facts, alert));
            case Input.LongAlert alert -> arriving(facts, RecordMeaning.of(facts, alert));
            case Input.Ack ack -> arriving(facts, RecordMeaning.of(facts, ack));
            case Input.BrokenAck ack -> arriving(facts, RecordMeaning.of(facts, ack));
            case Input.ChangeCipherSpec _ -> arriving(facts, RecordMeaning.changeCipherSpec(facts));
            case Input.Data data -> arriving(facts, RecordMeaning.of(facts, data));
            case Input.Damaged damaged -> arriving(facts, RecordMeaning.of(facts, damaged));
            case Input.Told told -> arriving(facts, MessageMeaning.of(facts, told));
            case Input.Contradiction(var keys) ->
                    arriving(facts, MessageMeaning.contradiction(facts, keys));
        };
    }

    /** Nothing counts any more once an end is over. */
    private static Set<Outcome<AssociationFacts, Effect>> arriving(
            AssociationFacts facts, Set<Outcome<AssociationFacts, Effect>> otherwise) {
        return facts.stage() == Stage.OVER ? facts.dropping(NOTHING_AFTER_CLOSE) : otherwise;
    }

    private static Set<Outcome<AssociationFacts, Effect>> updateKeys(AssociationFacts facts) {
        if (facts.stage() != Stage.DONE)
            return facts.dropping(
                    KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE, NOTHING_AFTER_CLOSE);
        if (facts.updating()) return facts.dropping(ONE_UPDATE_IS_OUTSTANDING);
        return Set.of(
                Outcome.of(
                        facts.withUpdate(),
                        List.of(new Effect.FlightSent(List.of(MessageName.KEY_UPDATE), false)),
                        KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE));
    }

    private Set<Outcome<AssociationFacts, Effect>> hello(
            AssociationFacts facts, HelloCookie cookie) {
        if (facts.stage() != Stage.STRANGER) return stray(facts, false);
        return switch (cookie) {
            case NONE ->
                    Set.of(
                            Outcome.of(
                                    facts,
                                    List.of(
                                            MessageMeaning.sent(
                                                    List.of(MessageName.HELLO_RETRY_REQUEST),
                                                    false)),
                                    COOKIE_BEFORE_STATE,
                                    AMPLIFICATION_IS_LIMITED));
            case OURS ->
                    Set.of(
                            Outcome.of(
                                    facts.at(Stage.SHAKING),
                                    List.of(
                                            new Effect.MessageHeard(MessageName.CLIENT_HELLO),
                                            MessageMeaning.sent(
                                                    MessageMeaning.SERVERS_FLIGHT, false)),
                                    COOKIE_BEFORE_STATE,
                                    COOKIE_IS_AUTHENTIC));
            case OF_ANOTHER_SERVER, OF_ANOTHER_ADDRESS ->
                    Set.of(
                            Outcome.of(
                                    facts,
                                    List.of(
                                            new Effect.AlertSent(
                                                    Alert.ILLEGAL_PARAMETER, Clause.UNSTATED)),
                                    COOKIE_IS_AUTHENTIC));
        };
    }

    private Set<Outcome<AssociationFacts, Effect>> stray(AssociationFacts facts, boolean isPart) {
        var idle = MessageMeaning.strayHello(facts, isPart);
        return readings.contains(Reading.HELLOS_COUNT_BESIDE_KEYS) && facts.hasKeys()
                ? AssociationFacts.either(idle, MessageMeaning.hearing(facts))
                : idle;
    }

    private Set<Outcome<AssociationFacts, Effect>> part(AssociationFacts facts) {
        if (facts.stage() != Stage.STRANGER) return stray(facts, true);
        var dropped = facts.dropping(CLIENT_HELLO_COMES_IN_ONE_DATAGRAM);
        return readings.contains(Reading.PARTS_OF_A_FIRST_HELLO_ARE_KEPT)
                ? AssociationFacts.either(dropped, facts.silently())
                : dropped;
    }
}
