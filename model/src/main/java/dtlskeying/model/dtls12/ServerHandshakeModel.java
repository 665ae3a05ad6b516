package dtlskeying.model.dtls12;

import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CERTIFICATE_IS_TRUSTED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CERTIFICATE_SUITS_THE_CIPHER_SUITE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FINISHED_VERIFIES;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NO_EXPORT_WITHOUT_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.POINTS_ARE_UNCOMPRESSED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.RENEGOTIATION_CAN_BE_DECLINED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.SHARE_IS_A_POINT_OF_ITS_GROUP;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.SIGNATURE_ALGORITHM_WAS_OFFERED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE_REQUEST;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CERTIFICATE_VERIFY;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CLIENT_HELLO;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.CLIENT_KEY_EXCHANGE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.FINISHED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.HELLO_VERIFY_REQUEST;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.SERVER_HELLO;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.SERVER_HELLO_DONE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Message.SERVER_KEY_EXCHANGE;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.ABBREVIATED_HANDSHAKE_HAS_NO_KEY_EXCHANGE;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.RESUMING_CLIENT_MAY_BE_SPARED_THE_COOKIE;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.RESUMING_HELLO_LISTS_THE_SUITE;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.SERVER_KEEPS_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.SERVER_MAY_RESUME;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_CERTIFICATE_IS_REQUIRED;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_HAS_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_OFFERS_1_2;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_OFFERS_A_KNOWN_SUITE;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_OFFERS_NULL_COMPRESSION;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_SHARES_A_GROUP;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_SHOWS_EMPTY_RENEGOTIATED_CONNECTION;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_SHOWS_ITS_VERIFY_DATA;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_SUPPORTS_SECURE_RENEGOTIATION;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_TAKES_OUR_SIGNATURES;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.COOKIE_BEFORE_STATE;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.INVALID_COOKIE_COUNTS_AS_NONE;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.dtls12.MessagesHeard.Stage;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Input;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * RFC 6347 figure 1 as a server may live it: one way in which its client can speak if it was asked
 * for a certificate, another if not, and the rule that whatever is heard must be how that begins.
 */
public record ServerHandshakeModel() implements Relation<MessagesHeard, Input, Effect> {
    private static final List<HandshakeSpec.Message> UNASKED =
            List.of(CLIENT_HELLO, CLIENT_KEY_EXCHANGE, CHANGE_CIPHER_SPEC, FINISHED);

    private static final List<HandshakeSpec.Message> ASKED =
            List.of(
                    CLIENT_HELLO,
                    CERTIFICATE,
                    CLIENT_KEY_EXCHANGE,
                    CERTIFICATE_VERIFY,
                    CHANGE_CIPHER_SPEC,
                    FINISHED);

    /** What a client says whose session is taken up again, asked or not. */
    private static final List<HandshakeSpec.Message> RESUMING =
            List.of(CLIENT_HELLO, CHANGE_CIPHER_SPEC, FINISHED);

    /** What can be wrong with the contents of a message. */
    public static final Map<HandshakeSpec.Message, List<Clause>> FAULTS =
            Map.of(
                    CLIENT_HELLO,
                    List.of(
                            CLIENT_OFFERS_1_2,
                            CLIENT_OFFERS_A_KNOWN_SUITE,
                            CLIENT_OFFERS_NULL_COMPRESSION,
                            CLIENT_SUPPORTS_SECURE_RENEGOTIATION,
                            CLIENT_SHOWS_EMPTY_RENEGOTIATED_CONNECTION,
                            CLIENT_SHOWS_ITS_VERIFY_DATA,
                            CLIENT_HAS_EXTENDED_MASTER_SECRET,
                            NO_EXPORT_WITHOUT_EXTENDED_MASTER_SECRET,
                            SERVER_KEEPS_EXTENDED_MASTER_SECRET,
                            RESUMING_HELLO_LISTS_THE_SUITE,
                            CLIENT_SHARES_A_GROUP,
                            CLIENT_TAKES_OUR_SIGNATURES,
                            POINTS_ARE_UNCOMPRESSED),
                    CERTIFICATE,
                    List.of(CERTIFICATE_IS_TRUSTED, CERTIFICATE_SUITS_THE_CIPHER_SUITE),
                    CLIENT_KEY_EXCHANGE,
                    List.of(SHARE_IS_A_POINT_OF_ITS_GROUP),
                    CERTIFICATE_VERIFY,
                    List.of(
                            SIGNATURE_ALGORITHM_WAS_OFFERED,
                            CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT),
                    FINISHED,
                    List.of(FINISHED_VERIFIES));

    @Override
    public Set<Outcome<MessagesHeard, Effect>> permitted(MessagesHeard facts, Input input) {
        return switch (input) {
            case Input.Close() -> facts.closed();
            case Input.GiveUp() -> facts.givenUp();
            case Input.FatalAlert _ -> facts.fatalAlert();
            case Input.Warning _ -> facts.warning();
            case Input.CloseNotify() -> facts.closeNotify();
            case Input.ClientHelloWithoutCookie() -> unproved(facts);
            case Input.ClientHello(var verdict) -> heard(facts, CLIENT_HELLO, verdict);
            case Input.SessionOffered() -> offered(facts);
            case Input.Certificate(var verdict) -> heard(facts, CERTIFICATE, verdict);
            case Input.NoCertificate() -> noCertificate(facts);
            case Input.ClientKeyExchange(var verdict) -> heard(facts, CLIENT_KEY_EXCHANGE, verdict);
            case Input.CertificateVerify(var verdict) -> heard(facts, CERTIFICATE_VERIFY, verdict);
            case Input.ChangeCipherSpec() -> heard(facts, CHANGE_CIPHER_SPEC, Verdict.SOUND);
            case Input.Finished(var verdict) -> heard(facts, FINISHED, verdict);
            case Input.Foreign() -> heard(facts, SERVER_HELLO, Verdict.SOUND);
        };
    }

    /** A server that is busy, or has nothing to fear, can do without the cookie. */
    private static Set<Outcome<MessagesHeard, Effect>> unproved(MessagesHeard facts) {
        if (facts.stage() != Stage.NOT_BEGUN) return heard(facts, CLIENT_HELLO, Verdict.SOUND);
        return Set.of(
                Outcome.of(
                        facts,
                        List.of(new Effect.SentOnce(HELLO_VERIFY_REQUEST)),
                        COOKIE_BEFORE_STATE,
                        INVALID_COOKIE_COUNTS_AS_NONE),
                greeted(facts).departingFrom(COOKIE_BEFORE_STATE));
    }

    /** Where it would answer a hello, a server may take up the session or begin a new one. */
    private static Set<Outcome<MessagesHeard, Effect>> offered(MessagesHeard facts) {
        var permitted = new HashSet<>(heard(facts, CLIENT_HELLO, Verdict.SOUND));
        if (facts.isOneOf(Stage.NOT_BEGUN, Stage.COMPLETE)) permitted.add(resumed(facts));
        return permitted;
    }

    private static Outcome<MessagesHeard, Effect> resumed(MessagesHeard facts) {
        return Outcome.of(
                MessagesHeard.of(facts.asks(), List.of(CLIENT_HELLO)).resuming(),
                List.of(Effect.Sent.of(SERVER_HELLO, CHANGE_CIPHER_SPEC, FINISHED)),
                SERVER_MAY_RESUME,
                RESUMING_CLIENT_MAY_BE_SPARED_THE_COOKIE,
                ABBREVIATED_HANDSHAKE_HAS_NO_KEY_EXCHANGE);
    }

    private static Set<Outcome<MessagesHeard, Effect>> noCertificate(MessagesHeard facts) {
        boolean due =
                facts.asks() && !facts.resumes() && facts.messages().equals(List.of(CLIENT_HELLO));
        return facts.stage() == Stage.RUNNING && due
                ? facts.aborted(Alert.HANDSHAKE_FAILURE, CLIENT_CERTIFICATE_IS_REQUIRED)
                : heard(facts, SERVER_HELLO, Verdict.SOUND);
    }

    private static Set<Outcome<MessagesHeard, Effect>> heard(
            MessagesHeard facts, HandshakeSpec.Message message, Verdict verdict) {
        if (facts.stage() == Stage.OVER) return facts.ignored(NOTHING_AFTER_CLOSE);
        if (facts.stage() == Stage.COMPLETE && message == CLIENT_HELLO) return askedAgain(facts);
        if (!facts.leadsInto(List.of(flight(facts)), message))
            return facts.stage() == Stage.NOT_BEGUN
                    ? facts.ignored(MESSAGES_COME_IN_ORDER)
                    : facts.outOfTurn(message);
        return switch (verdict) {
            case Verdict.Sound() -> Set.of(answered(facts, message));
            case Verdict.Unsound(var alert, var clause) -> facts.aborted(alert, clause);
        };
    }

    private static List<HandshakeSpec.Message> flight(MessagesHeard facts) {
        if (facts.resumes()) return RESUMING;
        return facts.asks() ? ASKED : UNASKED;
    }

    private static Set<Outcome<MessagesHeard, Effect>> askedAgain(MessagesHeard facts) {
        var permitted = new HashSet<>(facts.ignored(RENEGOTIATION_CAN_BE_DECLINED));
        permitted.add(greeted(facts));
        return permitted;
    }

    private static Outcome<MessagesHeard, Effect> answered(
            MessagesHeard facts, HandshakeSpec.Message message) {
        if (message == CLIENT_HELLO) return greeted(facts);
        if (message == FINISHED && facts.resumes())
            return Outcome.of(facts.and(FINISHED), List.of(new Effect.Completed()));
        if (message == FINISHED)
            return Outcome.of(
                    facts.and(FINISHED),
                    List.of(Effect.Sent.of(CHANGE_CIPHER_SPEC, FINISHED), new Effect.Completed()));
        return Outcome.of(facts.and(message), List.of());
    }

    private static Outcome<MessagesHeard, Effect> greeted(MessagesHeard facts) {
        var unasking =
                Effect.Sent.of(SERVER_HELLO, CERTIFICATE, SERVER_KEY_EXCHANGE, SERVER_HELLO_DONE);
        var asking =
                Effect.Sent.of(
                        SERVER_HELLO,
                        CERTIFICATE,
                        SERVER_KEY_EXCHANGE,
                        CERTIFICATE_REQUEST,
                        SERVER_HELLO_DONE);
        return Outcome.of(
                MessagesHeard.of(facts.asks(), List.of(CLIENT_HELLO)),
                List.of(facts.asks() ? asking : unasking));
    }
}
