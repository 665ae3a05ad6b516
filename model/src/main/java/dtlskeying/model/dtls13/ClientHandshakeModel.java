package dtlskeying.model.dtls13;

import static dtlskeying.model.dtls13.Progress.Turn.CERTIFICATE;
import static dtlskeying.model.dtls13.Progress.Turn.CERTIFICATE_REQUEST;
import static dtlskeying.model.dtls13.Progress.Turn.CERTIFICATE_VERIFY;
import static dtlskeying.model.dtls13.Progress.Turn.ENCRYPTED_EXTENSIONS;
import static dtlskeying.model.dtls13.Progress.Turn.FINISHED;
import static dtlskeying.model.dtls13.Progress.Turn.FOREIGN;
import static dtlskeying.model.dtls13.Progress.Turn.HELLO_RETRY_REQUEST;
import static dtlskeying.model.dtls13.Progress.Turn.SERVER_HELLO;
import static dtlskeying.model.dtls13.Progress.Turn.VAIN_CERTIFICATE_REQUEST;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.DOWNGRADE_IS_NOTICED;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.COMPRESSION_IS_NULL;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.HELLO_IS_REPEATED_ON_RETRY;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.HELLO_OFFERS_1_3;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.LAST_FLIGHT_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.NO_CERTIFICATE_IS_SAID_SO;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.REQUEST_NAMES_SIGNATURE_ALGORITHMS;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.RETRY_CHANGES_THE_HELLO;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.RETRY_COMES_ONCE;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.RETRY_GROUP_WAS_OFFERED_WITHOUT_SHARE;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.RETRY_SETTLES_THE_SUITE;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SERVER_CERTIFICATE_IS_NOT_EMPTY;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SERVER_HAS_SELECTED_1_3;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SERVER_SENDS_A_SHARE;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SESSION_ID_ECHO_IS_THE_OFFERED_ONE;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SHARE_ANSWERS_A_SHARE;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SUITE_WAS_OFFERED;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.TICKETS_CAN_BE_LEFT_UNUSED;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.TICKETS_FOLLOW_FINISHED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_IS_TRUSTED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_REQUEST_CONTEXT_IS_EMPTY;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_SUITS_THE_OFFERED_SCHEMES;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.EXTENSIONS_ANSWER_AN_OFFER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.EXTENSIONS_STAND_IN_THEIR_MESSAGES;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.FINISHED_VERIFIES;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.FLAGS_ANSWER_FLAGS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.FLAGS_ARE_MINIMAL;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.RECORD_SIZE_LIMIT_IS_AT_LEAST_64;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.SHARE_IS_VALID_IN_ITS_GROUP;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.SIGNATURE_ALGORITHM_WAS_OFFERED;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.LIMITS_ARE_IN_RANGE;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.SIZES_ARE_ANSWERED_ALONE;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.dtls13.Progress.Stage;
import dtlskeying.model.dtls13.Progress.Turn;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ClientHandshakeSpec.Input;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * RFC 9147 figure 6 as a client may live it: the ways in which a server can speak, and the rule
 * that whatever is heard must be how one of them begins.
 */
public record ClientHandshakeModel() implements Relation<Progress, Input, Effect> {
    private static final List<Turn> PROOF = List.of(CERTIFICATE, CERTIFICATE_VERIFY, FINISHED);

    /** All that a server can say until its Finished. */
    static final List<List<Turn>> FLIGHTS = flights();

    /** What can be wrong with the contents of a message, besides being out of turn. */
    public static final Map<Message, List<Clause>> FAULTS =
            Map.of(
                    Message.HELLO_RETRY_REQUEST,
                    List.of(
                            MESSAGES_ARE_WELL_FORMED,
                            SERVER_HAS_SELECTED_1_3,
                            SESSION_ID_ECHO_IS_THE_OFFERED_ONE,
                            SUITE_WAS_OFFERED,
                            COMPRESSION_IS_NULL,
                            EXTENSIONS_ANSWER_AN_OFFER,
                            RETRY_CHANGES_THE_HELLO,
                            RETRY_GROUP_WAS_OFFERED_WITHOUT_SHARE),
                    Message.SERVER_HELLO,
                    List.of(
                            MESSAGES_ARE_WELL_FORMED,
                            SERVER_HAS_SELECTED_1_3,
                            DOWNGRADE_IS_NOTICED,
                            SESSION_ID_ECHO_IS_THE_OFFERED_ONE,
                            SUITE_WAS_OFFERED,
                            RETRY_SETTLES_THE_SUITE,
                            COMPRESSION_IS_NULL,
                            EXTENSIONS_ANSWER_AN_OFFER,
                            EXTENSIONS_STAND_IN_THEIR_MESSAGES,
                            SERVER_SENDS_A_SHARE,
                            SHARE_ANSWERS_A_SHARE,
                            SHARE_IS_VALID_IN_ITS_GROUP),
                    Message.ENCRYPTED_EXTENSIONS,
                    List.of(
                            MESSAGES_ARE_WELL_FORMED,
                            EXTENSIONS_ANSWER_AN_OFFER,
                            EXTENSIONS_STAND_IN_THEIR_MESSAGES,
                            RECORD_SIZE_LIMIT_IS_AT_LEAST_64,
                            LIMITS_ARE_IN_RANGE,
                            SIZES_ARE_ANSWERED_ALONE,
                            FLAGS_ANSWER_FLAGS,
                            FLAGS_ARE_MINIMAL),
                    Message.CERTIFICATE_REQUEST,
                    List.of(
                            MESSAGES_ARE_WELL_FORMED,
                            CERTIFICATE_REQUEST_CONTEXT_IS_EMPTY,
                            REQUEST_NAMES_SIGNATURE_ALGORITHMS),
                    Message.CERTIFICATE,
                    List.of(
                            MESSAGES_ARE_WELL_FORMED,
                            CERTIFICATE_REQUEST_CONTEXT_IS_EMPTY,
                            SERVER_CERTIFICATE_IS_NOT_EMPTY,
                            CERTIFICATE_IS_TRUSTED,
                            CERTIFICATE_SUITS_THE_OFFERED_SCHEMES),
                    Message.CERTIFICATE_VERIFY,
                    List.of(
                            MESSAGES_ARE_WELL_FORMED,
                            SIGNATURE_ALGORITHM_WAS_OFFERED,
                            CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT),
                    Message.FINISHED,
                    List.of(MESSAGES_ARE_WELL_FORMED, FINISHED_VERIFIES),
                    Message.NEW_SESSION_TICKET,
                    List.of(MESSAGES_ARE_WELL_FORMED));

    private static List<List<Turn>> flights() {
        var flights = new ArrayList<List<Turn>>();
        for (var retry : List.of(List.<Turn>of(), List.of(HELLO_RETRY_REQUEST)))
            for (var request :
                    List.of(
                            List.<Turn>of(),
                            List.of(CERTIFICATE_REQUEST),
                            List.of(VAIN_CERTIFICATE_REQUEST))) {
                var flight = new ArrayList<>(retry);
                flight.addAll(List.of(SERVER_HELLO, ENCRYPTED_EXTENSIONS));
                flight.addAll(request);
                flight.addAll(PROOF);
                flights.add(List.copyOf(flight));
            }
        return List.copyOf(flights);
    }

    @Override
    public Set<Outcome<Progress, Effect>> permitted(Progress facts, Input input) {
        return switch (input) {
            case Input.Begin() -> begin(facts);
            case Input.Close() -> facts.closed();
            case Input.GiveUp() -> facts.givenUp();
            case Input.Acknowledged() -> acknowledged(facts);
            case Input.ErrorAlert(var description) -> facts.errorAlert(description);
            case Input.UserCanceled() -> facts.userCanceled();
            case Input.CloseNotify() -> facts.closeNotify();
            case Input.HelloRetryRequest(var verdict) -> heard(facts, HELLO_RETRY_REQUEST, verdict);
            case Input.ServerHello(var verdict) -> heard(facts, SERVER_HELLO, verdict);
            case Input.EncryptedExtensions(var verdict) ->
                    heard(facts, ENCRYPTED_EXTENSIONS, verdict);
            case Input.CertificateRequest(var verdict) ->
                    heard(facts, CERTIFICATE_REQUEST, verdict);
            case Input.UnmatchedCertificateRequest() ->
                    heard(facts, VAIN_CERTIFICATE_REQUEST, Verdict.SOUND);
            case Input.Certificate(var verdict) -> heard(facts, CERTIFICATE, verdict);
            case Input.CertificateVerify(var verdict) -> heard(facts, CERTIFICATE_VERIFY, verdict);
            case Input.Finished(var verdict) -> heard(facts, FINISHED, verdict);
            case Input.NewSessionTicket(var verdict) -> ticket(facts, verdict);
            case Input.Foreign() -> heard(facts, FOREIGN, Verdict.SOUND);
        };
    }

    /** DTLS 1.3 has no second handshake in an association. */
    private static Set<Outcome<Progress, Effect>> begin(Progress facts) {
        if (facts.stage() != Stage.NOT_BEGUN) return facts.unmoved();
        return Set.of(
                Outcome.of(
                        facts.running(),
                        List.of(Effect.Sent.of(Message.CLIENT_HELLO)),
                        HELLO_OFFERS_1_3));
    }

    private static Set<Outcome<Progress, Effect>> acknowledged(Progress facts) {
        if (!facts.unconfirmed()) return facts.unmoved();
        return Set.of(
                Outcome.of(
                        facts.complete(false),
                        List.of(new Effect.Confirmed()),
                        LAST_FLIGHT_IS_ACKNOWLEDGED));
    }

    private static Set<Outcome<Progress, Effect>> heard(
            Progress facts, Turn turn, Verdict verdict) {
        return switch (facts.stage()) {
            case NOT_BEGUN -> facts.ignored(MESSAGES_COME_IN_ORDER);
            case COMPLETE -> facts.outOfTurn();
            case OVER -> facts.ignored(NOTHING_AFTER_CLOSE);
            case RUNNING ->
                    facts.leadsInto(FLIGHTS, turn)
                            ? inTurn(facts, turn, verdict)
                            : outOfTurn(facts, turn);
        };
    }

    private static Set<Outcome<Progress, Effect>> outOfTurn(Progress facts, Turn turn) {
        return turn == HELLO_RETRY_REQUEST ? facts.outOfTurn(RETRY_COMES_ONCE) : facts.outOfTurn();
    }

    private static Set<Outcome<Progress, Effect>> inTurn(
            Progress facts, Turn turn, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unsound(var alert, var clause) -> facts.aborted(alert, clause);
            case Verdict.Sound() -> answered(facts.and(turn), turn);
        };
    }

    private static Set<Outcome<Progress, Effect>> answered(Progress after, Turn last) {
        if (last == HELLO_RETRY_REQUEST)
            return Set.of(
                    Outcome.of(
                            after,
                            List.of(Effect.Sent.of(Message.CLIENT_HELLO)),
                            HELLO_IS_REPEATED_ON_RETRY));
        return last == FINISHED ? finished(after) : after.unmoved();
    }

    /** Who has a certificate for a request need not show it. */
    private static Set<Outcome<Progress, Effect>> finished(Progress after) {
        var bare = Effect.Sent.of(Message.FINISHED);
        var empty = Effect.Sent.of(Message.CERTIFICATE, Message.FINISHED);
        var proved =
                Effect.Sent.of(Message.CERTIFICATE, Message.CERTIFICATE_VERIFY, Message.FINISHED);
        if (after.heard().contains(CERTIFICATE_REQUEST))
            return Set.of(completed(after, proved), completed(after, empty));
        return Set.of(
                completed(after, after.heard().contains(VAIN_CERTIFICATE_REQUEST) ? empty : bare));
    }

    private static Outcome<Progress, Effect> completed(Progress after, Effect flight) {
        return Outcome.of(
                after.complete(true),
                List.of(flight, new Effect.Completed()),
                NO_CERTIFICATE_IS_SAID_SO,
                LAST_FLIGHT_IS_ACKNOWLEDGED);
    }

    /** A ticket may overtake the ACK of the client's last flight, and is no ACK itself. */
    @Cites("extended-key-update/7/f")
    private static Set<Outcome<Progress, Effect>> ticket(Progress facts, Verdict verdict) {
        return switch (facts.stage()) {
            case NOT_BEGUN -> facts.ignored(MESSAGES_COME_IN_ORDER);
            case RUNNING -> facts.outOfTurn(TICKETS_FOLLOW_FINISHED);
            case OVER -> facts.ignored(NOTHING_AFTER_CLOSE);
            case COMPLETE ->
                    switch (verdict) {
                        case Verdict.Sound() -> facts.ignored(TICKETS_CAN_BE_LEFT_UNUSED);
                        case Verdict.Unsound(var alert, var clause) -> facts.aborted(alert, clause);
                    };
        };
    }
}
