package dtlskeying.model.dtls13;

import static dtlskeying.model.dtls13.Progress.Turn.CERTIFICATE;
import static dtlskeying.model.dtls13.Progress.Turn.CERTIFICATE_VERIFY;
import static dtlskeying.model.dtls13.Progress.Turn.CLIENT_HELLO;
import static dtlskeying.model.dtls13.Progress.Turn.FINISHED;
import static dtlskeying.model.dtls13.Progress.Turn.FOREIGN;
import static dtlskeying.model.dtls13.Progress.Turn.NO_CERTIFICATE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_IS_TRUSTED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_REQUEST_CONTEXT_IS_EMPTY;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_SUITS_THE_OFFERED_SCHEMES;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.EXTENSIONS_STAND_IN_THEIR_MESSAGES;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.FINISHED_VERIFIES;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.FLAGS_ARE_MINIMAL;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.RECORD_SIZE_LIMIT_IS_AT_LEAST_64;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.SHARE_IS_VALID_IN_ITS_GROUP;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.SIGNATURE_ALGORITHM_WAS_OFFERED;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.LIMITS_ARE_IN_RANGE;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_CERTIFICATE_CAN_BE_REQUIRED;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_HELLO_COMES_IN_ONE_DATAGRAM;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_OFFERS_1_3;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_OFFERS_A_KNOWN_SUITE;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_OFFERS_NULL_COMPRESSION;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_SHARES_A_GROUP;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_TAKES_OUR_SIGNATURES;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.COOKIE_BEFORE_STATE;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.COOKIE_IS_AUTHENTIC;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.HELLO_HAS_ITS_EXTENSIONS;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.LEGACY_COOKIE_IS_EMPTY;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.RETRY_HAS_NO_TIMER;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.SECOND_HELLO_HAS_THE_SHARE;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.SECOND_HELLO_OFFERS_THE_SUITE;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.SHARES_ARE_OF_LISTED_GROUPS;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.dtls13.Progress.Stage;
import dtlskeying.model.dtls13.Progress.Turn;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;
import dtlskeying.spec.dtls13.ServerHandshakeSpec.Input;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * RFC 9147 figure 6 as a server may live it. Hellos that prove nothing leave no trace; from the
 * first that counts on, whatever is heard must be how one of the client's ways to speak begins.
 */
public record ServerHandshakeModel() implements Relation<Progress, Input, Effect> {
    private static final List<List<Turn>> UNASKED = List.of(List.of(CLIENT_HELLO, FINISHED));
    private static final List<List<Turn>> ASKED =
            List.of(
                    List.of(CLIENT_HELLO, CERTIFICATE, CERTIFICATE_VERIFY, FINISHED),
                    List.of(CLIENT_HELLO, NO_CERTIFICATE, FINISHED));

    /** What can be wrong with the contents of a message, besides being out of turn. */
    public static final Map<Message, List<Clause>> FAULTS =
            Map.of(
                    Message.CLIENT_HELLO,
                    List.of(
                            MESSAGES_ARE_WELL_FORMED,
                            LEGACY_COOKIE_IS_EMPTY,
                            CLIENT_OFFERS_1_3,
                            CLIENT_OFFERS_NULL_COMPRESSION,
                            CLIENT_OFFERS_A_KNOWN_SUITE,
                            CLIENT_SHARES_A_GROUP,
                            CLIENT_TAKES_OUR_SIGNATURES,
                            HELLO_HAS_ITS_EXTENSIONS,
                            EXTENSIONS_STAND_IN_THEIR_MESSAGES,
                            SHARES_ARE_OF_LISTED_GROUPS,
                            SHARE_IS_VALID_IN_ITS_GROUP,
                            SECOND_HELLO_HAS_THE_SHARE,
                            SECOND_HELLO_OFFERS_THE_SUITE,
                            COOKIE_IS_AUTHENTIC,
                            CLIENT_HELLO_COMES_IN_ONE_DATAGRAM,
                            RECORD_SIZE_LIMIT_IS_AT_LEAST_64,
                            LIMITS_ARE_IN_RANGE,
                            FLAGS_ARE_MINIMAL),
                    Message.CERTIFICATE,
                    List.of(
                            MESSAGES_ARE_WELL_FORMED,
                            CERTIFICATE_REQUEST_CONTEXT_IS_EMPTY,
                            CERTIFICATE_IS_TRUSTED,
                            CERTIFICATE_SUITS_THE_OFFERED_SCHEMES),
                    Message.CERTIFICATE_VERIFY,
                    List.of(
                            MESSAGES_ARE_WELL_FORMED,
                            SIGNATURE_ALGORITHM_WAS_OFFERED,
                            CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT),
                    Message.FINISHED,
                    List.of(MESSAGES_ARE_WELL_FORMED, FINISHED_VERIFIES));

    @Override
    public Set<Outcome<Progress, Effect>> permitted(Progress facts, Input input) {
        return switch (input) {
            case Input.Close() -> facts.closed();
            case Input.GiveUp() -> facts.givenUp();
            case Input.ErrorAlert(var description) -> facts.errorAlert(description);
            case Input.UserCanceled() -> facts.userCanceled();
            case Input.CloseNotify() -> facts.closeNotify();
            case Input.ClientHelloToRetry(var verdict) -> toRetry(facts, verdict);
            case Input.ClientHello(var verdict) -> hello(facts, verdict);
            case Input.Certificate(var verdict) -> heard(facts, CERTIFICATE, verdict);
            case Input.NoCertificate() -> noCertificate(facts);
            case Input.CertificateVerify(var verdict) -> heard(facts, CERTIFICATE_VERIFY, verdict);
            case Input.Finished(var verdict) -> heard(facts, FINISHED, verdict);
            case Input.Foreign() -> heard(facts, FOREIGN, Verdict.SOUND);
        };
    }

    private static Set<Outcome<Progress, Effect>> toRetry(Progress facts, Verdict verdict) {
        if (facts.stage() != Stage.NOT_BEGUN) return another(facts);
        return switch (verdict) {
            case Verdict.Unsound(var alert, var clause) -> declined(facts, alert, clause);
            case Verdict.Sound() ->
                    Set.of(
                            Outcome.of(
                                    facts,
                                    List.of(new Effect.SentOnce(Message.HELLO_RETRY_REQUEST)),
                                    COOKIE_BEFORE_STATE,
                                    RETRY_HAS_NO_TIMER));
        };
    }

    private static Set<Outcome<Progress, Effect>> declined(
            Progress facts, Alert alert, Clause because) {
        return Set.of(
                Outcome.of(facts, List.of(new Effect.Declined(alert, Clause.UNSTATED)), because));
    }

    /** Who has proved its address may be told once and for all, or forgotten like the others. */
    private static Set<Outcome<Progress, Effect>> hello(Progress facts, Verdict verdict) {
        if (facts.stage() != Stage.NOT_BEGUN) return another(facts);
        return switch (verdict) {
            case Verdict.Unsound(var alert, var clause) ->
                    either(facts.aborted(alert, clause), declined(facts, alert, clause));
            case Verdict.Sound() ->
                    Set.of(Outcome.of(facts.and(CLIENT_HELLO), List.of(flight(facts.asks()))));
        };
    }

    private static Effect flight(boolean asks) {
        return asks
                ? Effect.Sent.of(
                        Message.SERVER_HELLO,
                        Message.ENCRYPTED_EXTENSIONS,
                        Message.CERTIFICATE_REQUEST,
                        Message.CERTIFICATE,
                        Message.CERTIFICATE_VERIFY,
                        Message.FINISHED)
                : Effect.Sent.of(
                        Message.SERVER_HELLO,
                        Message.ENCRYPTED_EXTENSIONS,
                        Message.CERTIFICATE,
                        Message.CERTIFICATE_VERIFY,
                        Message.FINISHED);
    }

    /** A hello too many: from the peer it is against the order, from anyone else it is nothing. */
    private static Set<Outcome<Progress, Effect>> another(Progress facts) {
        if (facts.stage() == Stage.OVER) return facts.ignored(NOTHING_AFTER_CLOSE);
        return either(facts.outOfTurn(), facts.ignored(NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION));
    }

    private static Set<Outcome<Progress, Effect>> noCertificate(Progress facts) {
        var goesOn = heard(facts, NO_CERTIFICATE, Verdict.SOUND);
        boolean isDue =
                facts.stage() == Stage.RUNNING && facts.leadsInto(flights(facts), NO_CERTIFICATE);
        if (!isDue) return goesOn;
        return either(
                goesOn,
                facts.aborted(Alert.CERTIFICATE_REQUIRED, CLIENT_CERTIFICATE_CAN_BE_REQUIRED));
    }

    private static List<List<Turn>> flights(Progress facts) {
        return facts.asks() ? ASKED : UNASKED;
    }

    private static Set<Outcome<Progress, Effect>> heard(
            Progress facts, Turn turn, Verdict verdict) {
        return switch (facts.stage()) {
            case NOT_BEGUN -> facts.ignored(MESSAGES_COME_IN_ORDER);
            case COMPLETE -> facts.outOfTurn();
            case OVER -> facts.ignored(NOTHING_AFTER_CLOSE);
            case RUNNING ->
                    facts.leadsInto(flights(facts), turn)
                            ? inTurn(facts, turn, verdict)
                            : facts.outOfTurn();
        };
    }

    private static Set<Outcome<Progress, Effect>> inTurn(
            Progress facts, Turn turn, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unsound(var alert, var clause) -> facts.aborted(alert, clause);
            case Verdict.Sound() ->
                    turn == FINISHED
                            ? Set.of(
                                    Outcome.of(
                                            facts.and(turn).complete(false),
                                            List.of(new Effect.Completed())))
                            : facts.and(turn).unmoved();
        };
    }

    private static Set<Outcome<Progress, Effect>> either(
            Set<Outcome<Progress, Effect>> one, Set<Outcome<Progress, Effect>> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
