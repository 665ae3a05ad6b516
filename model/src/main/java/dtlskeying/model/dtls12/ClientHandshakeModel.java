package dtlskeying.model.dtls12;

import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.COMPRESSION_IS_NULL;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.GROUP_WAS_OFFERED;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.HELLO_IS_REPEATED_WITH_THE_COOKIE;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.HELLO_REQUEST_CAN_BE_IGNORED;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.HELLO_REQUEST_IS_IGNORED_MEANWHILE;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_HAS_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_HAS_NEGOTIATED_1_2;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_KEY_IS_SIGNED;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_SHOWS_BOTH_VERIFY_DATA;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_SHOWS_EMPTY_RENEGOTIATED_CONNECTION;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_SUPPORTS_SECURE_RENEGOTIATION;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SUITE_WAS_OFFERED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CERTIFICATE_IS_TRUSTED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CERTIFICATE_SUITS_THE_CIPHER_SUITE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FINISHED_VERIFIES;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NO_EXPORT_WITHOUT_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.POINTS_ARE_UNCOMPRESSED;
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
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.CLIENT_KEEPS_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.RESUMED_SESSION_KEEPS_ITS_SUITE;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.dtls12.MessagesHeard.Stage;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls12.ClientHandshakeSpec.Input;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * RFC 6347 figure 1 as a client may live it: four ways in which a server can speak, and the rule
 * that whatever is heard must be how one of them begins.
 */
public record ClientHandshakeModel() implements Relation<MessagesHeard, Input, Effect> {
    /** All that a server can say in one handshake with ECDHE, in its order. */
    static final List<List<HandshakeSpec.Message>> FLIGHTS =
            List.of(
                    List.of(
                            SERVER_HELLO,
                            CERTIFICATE,
                            SERVER_KEY_EXCHANGE,
                            SERVER_HELLO_DONE,
                            CHANGE_CIPHER_SPEC,
                            FINISHED),
                    List.of(
                            SERVER_HELLO,
                            CERTIFICATE,
                            SERVER_KEY_EXCHANGE,
                            CERTIFICATE_REQUEST,
                            SERVER_HELLO_DONE,
                            CHANGE_CIPHER_SPEC,
                            FINISHED),
                    List.of(
                            HELLO_VERIFY_REQUEST,
                            SERVER_HELLO,
                            CERTIFICATE,
                            SERVER_KEY_EXCHANGE,
                            SERVER_HELLO_DONE,
                            CHANGE_CIPHER_SPEC,
                            FINISHED),
                    List.of(
                            HELLO_VERIFY_REQUEST,
                            SERVER_HELLO,
                            CERTIFICATE,
                            SERVER_KEY_EXCHANGE,
                            CERTIFICATE_REQUEST,
                            SERVER_HELLO_DONE,
                            CHANGE_CIPHER_SPEC,
                            FINISHED));

    /** All that is left to say to a client whose session is taken up again. */
    static final List<List<HandshakeSpec.Message>> RESUMPTIONS =
            List.of(
                    List.of(SERVER_HELLO, CHANGE_CIPHER_SPEC, FINISHED),
                    List.of(HELLO_VERIFY_REQUEST, SERVER_HELLO, CHANGE_CIPHER_SPEC, FINISHED));

    /** What can be wrong with the contents of a message. */
    public static final Map<HandshakeSpec.Message, List<Clause>> FAULTS =
            Map.of(
                    SERVER_HELLO,
                    List.of(
                            SERVER_HAS_NEGOTIATED_1_2,
                            SUITE_WAS_OFFERED,
                            COMPRESSION_IS_NULL,
                            SERVER_SUPPORTS_SECURE_RENEGOTIATION,
                            SERVER_SHOWS_EMPTY_RENEGOTIATED_CONNECTION,
                            SERVER_SHOWS_BOTH_VERIFY_DATA,
                            SERVER_HAS_EXTENDED_MASTER_SECRET,
                            NO_EXPORT_WITHOUT_EXTENDED_MASTER_SECRET,
                            CLIENT_KEEPS_EXTENDED_MASTER_SECRET,
                            RESUMED_SESSION_KEEPS_ITS_SUITE,
                            POINTS_ARE_UNCOMPRESSED),
                    CERTIFICATE,
                    List.of(CERTIFICATE_IS_TRUSTED, CERTIFICATE_SUITS_THE_CIPHER_SUITE),
                    SERVER_KEY_EXCHANGE,
                    List.of(
                            GROUP_WAS_OFFERED,
                            SERVER_KEY_IS_SIGNED,
                            SIGNATURE_ALGORITHM_WAS_OFFERED,
                            SHARE_IS_A_POINT_OF_ITS_GROUP),
                    CERTIFICATE_REQUEST,
                    List.of(SIGNATURE_ALGORITHM_WAS_OFFERED),
                    SERVER_HELLO_DONE,
                    List.of(SHARE_IS_A_POINT_OF_ITS_GROUP),
                    FINISHED,
                    List.of(FINISHED_VERIFIES));

    @Override
    public Set<Outcome<MessagesHeard, Effect>> permitted(MessagesHeard facts, Input input) {
        return switch (input) {
            case Input.Begin() -> begin(facts);
            case Input.Close() -> facts.closed();
            case Input.GiveUp() -> facts.givenUp();
            case Input.FatalAlert _ -> facts.fatalAlert();
            case Input.Warning _ -> facts.warning();
            case Input.CloseNotify() -> facts.closeNotify();
            case Input.HelloRequest() -> helloRequest(facts);
            case Input.HelloVerifyRequest(var verdict) ->
                    heard(facts, HELLO_VERIFY_REQUEST, verdict);
            case Input.ServerHello(var verdict) -> heard(facts, SERVER_HELLO, verdict);
            case Input.SessionResumed() -> resumed(facts);
            case Input.Certificate(var verdict) -> heard(facts, CERTIFICATE, verdict);
            case Input.ServerKeyExchange(var verdict) -> heard(facts, SERVER_KEY_EXCHANGE, verdict);
            case Input.CertificateRequest(var verdict) ->
                    heard(facts, CERTIFICATE_REQUEST, verdict);
            case Input.ServerHelloDone(var verdict) -> heard(facts, SERVER_HELLO_DONE, verdict);
            case Input.ChangeCipherSpec() -> heard(facts, CHANGE_CIPHER_SPEC, Verdict.SOUND);
            case Input.Finished(var verdict) -> heard(facts, FINISHED, verdict);
            case Input.Foreign() -> heard(facts, CLIENT_HELLO, Verdict.SOUND);
        };
    }

    private static Set<Outcome<MessagesHeard, Effect>> begin(MessagesHeard facts) {
        var permitted = new HashSet<Outcome<MessagesHeard, Effect>>();
        if (facts.isOneOf(Stage.NOT_BEGUN, Stage.COMPLETE)) permitted.add(greeted(facts));
        if (facts.stage() != Stage.NOT_BEGUN) permitted.addAll(facts.unmoved());
        return permitted;
    }

    private static Outcome<MessagesHeard, Effect> greeted(MessagesHeard facts) {
        return Outcome.of(
                MessagesHeard.of(facts.asks(), List.of()), List.of(Effect.Sent.of(CLIENT_HELLO)));
    }

    /** After a handshake a client may do as it likes: another one, or nothing. */
    private static Set<Outcome<MessagesHeard, Effect>> helloRequest(MessagesHeard facts) {
        return switch (facts.stage()) {
            case NOT_BEGUN -> facts.ignored(MESSAGES_COME_IN_ORDER);
            case RUNNING -> facts.ignored(HELLO_REQUEST_IS_IGNORED_MEANWHILE);
            case COMPLETE -> {
                var permitted = new HashSet<>(facts.ignored(HELLO_REQUEST_CAN_BE_IGNORED));
                permitted.add(greeted(facts));
                yield permitted;
            }
            case OVER -> facts.ignored(NOTHING_AFTER_CLOSE);
        };
    }

    /**
     * No message but a hello can say that a session is taken up again: the costly ones are left.
     */
    @Cites("dtls-srtp/B/a")
    private static Set<Outcome<MessagesHeard, Effect>> resumed(MessagesHeard facts) {
        boolean due = facts.stage() == Stage.RUNNING && facts.leadsInto(FLIGHTS, SERVER_HELLO);
        return due
                ? facts.and(SERVER_HELLO).resuming().unmoved()
                : heard(facts, SERVER_HELLO, Verdict.SOUND);
    }

    private static Set<Outcome<MessagesHeard, Effect>> heard(
            MessagesHeard facts, HandshakeSpec.Message message, Verdict verdict) {
        if (facts.stage() == Stage.NOT_BEGUN) return facts.ignored(MESSAGES_COME_IN_ORDER);
        if (facts.stage() == Stage.OVER) return facts.ignored(NOTHING_AFTER_CLOSE);
        var flights = facts.resumes() ? RESUMPTIONS : FLIGHTS;
        if (!facts.leadsInto(flights, message)) return facts.outOfTurn(message);
        return switch (verdict) {
            case Verdict.Sound() -> answered(facts.and(message), message);
            case Verdict.Unsound(var alert, var clause) -> facts.aborted(alert, clause);
        };
    }

    private static Set<Outcome<MessagesHeard, Effect>> answered(
            MessagesHeard after, HandshakeSpec.Message last) {
        return switch (last) {
            case HELLO_VERIFY_REQUEST ->
                    Set.of(
                            Outcome.of(
                                    after,
                                    List.of(Effect.Sent.of(CLIENT_HELLO)),
                                    HELLO_IS_REPEATED_WITH_THE_COOKIE));
            case SERVER_HELLO_DONE -> keyed(after);
            case FINISHED -> Set.of(finished(after));
            case HELLO_REQUEST,
                    CLIENT_HELLO,
                    SERVER_HELLO,
                    CERTIFICATE,
                    SERVER_KEY_EXCHANGE,
                    CERTIFICATE_REQUEST,
                    CLIENT_KEY_EXCHANGE,
                    CERTIFICATE_VERIFY,
                    CHANGE_CIPHER_SPEC ->
                    after.unmoved();
        };
    }

    /** Whoever hears Finished first has yet to say its own. */
    private static Outcome<MessagesHeard, Effect> finished(MessagesHeard after) {
        return after.resumes()
                ? Outcome.of(
                        after,
                        List.of(
                                Effect.Sent.of(CHANGE_CIPHER_SPEC, FINISHED),
                                new Effect.Completed()),
                        ABBREVIATED_HANDSHAKE_HAS_NO_KEY_EXCHANGE)
                : Outcome.of(after, List.of(new Effect.Completed()));
    }

    /** Asked for a certificate a client has one or sends an empty list, which proves nothing. */
    private static Set<Outcome<MessagesHeard, Effect>> keyed(MessagesHeard after) {
        var bare = Effect.Sent.of(CLIENT_KEY_EXCHANGE, CHANGE_CIPHER_SPEC, FINISHED);
        var empty = Effect.Sent.of(CERTIFICATE, CLIENT_KEY_EXCHANGE, CHANGE_CIPHER_SPEC, FINISHED);
        var proved =
                Effect.Sent.of(
                        CERTIFICATE,
                        CLIENT_KEY_EXCHANGE,
                        CERTIFICATE_VERIFY,
                        CHANGE_CIPHER_SPEC,
                        FINISHED);
        if (!after.messages().contains(CERTIFICATE_REQUEST))
            return Set.of(Outcome.of(after, List.of(bare)));
        return Set.of(Outcome.of(after, List.of(empty)), Outcome.of(after, List.of(proved)));
    }
}
