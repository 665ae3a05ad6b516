package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.dtls.Verdict;

/**
 * The client's side of a DTLS 1.3 handshake (RFC 9147 figure 6, RFC 8446 A.1): its rules and its
 * inputs.
 */
public interface ClientHandshakeSpec {
    /** The rules that a client goes by. */
    enum Claim implements Clause {
        HELLO_OFFERS_1_3(
                "rfc9147/5.3/a",
                MUST,
                "the hello says 1.2 in its version field, and 1.3 in supported_versions"),
        HELLO_IS_REPEATED_ON_RETRY(
                "rfc8446/4.1.2/a",
                MUST,
                "the second hello is the first one, with the share and the cookie that were asked"
                        + " for"),
        RETRY_COMES_ONCE(
                "rfc8446/4.1.4/a", MUST, "a second HelloRetryRequest is an unexpected_message"),
        RETRY_CHANGES_THE_HELLO(
                "rfc8446/4.1.4/b",
                MUST,
                "a HelloRetryRequest that would change nothing is an illegal_parameter"),
        RETRY_SETTLES_THE_SUITE(
                "rfc8446/4.1.4/c",
                MUST,
                "ServerHello has the cipher suite of the HelloRetryRequest before it"),
        RETRY_GROUP_WAS_OFFERED_WITHOUT_SHARE(
                "rfc8446/4.2.8/a",
                MUST,
                "HelloRetryRequest names a group on offer for which no share was sent"),
        SERVER_HAS_SELECTED_1_3(
                "rfc8446/4.2.1/a",
                MUST,
                "a server that selects a version that was not offered is not dealt with"),
        SESSION_ID_ECHO_IS_THE_OFFERED_ONE(
                "rfc9147/5.3/b",
                MUST,
                "the session id in the server's hello is the client's own, which is empty"),
        SUITE_WAS_OFFERED("rfc8446/4.1.3/b", MUST, "the server selects one of the suites on offer"),
        COMPRESSION_IS_NULL("rfc8446/4.1.3/c", MUST, "the server selects no compression"),
        SHARE_ANSWERS_A_SHARE(
                "rfc8446/4.2.8/b",
                MUST,
                "the server's share is in a group for which the client sent one"),
        SERVER_SENDS_A_SHARE(
                "rfc8446/9.2/b",
                MUST,
                "without a pre-shared key the server's hello has a key_share: missing_extension"),
        REQUEST_NAMES_SIGNATURE_ALGORITHMS(
                "rfc8446/4.3.2/b",
                MUST,
                "CertificateRequest has signature_algorithms: missing_extension"),
        NO_CERTIFICATE_IS_SAID_SO(
                "rfc8446/4.4.2/a",
                MUST,
                "a client that has no certificate for a request sends an empty list, and no proof"),
        SERVER_CERTIFICATE_IS_NOT_EMPTY(
                "rfc8446/4.4.2.4/b",
                MUST,
                "an empty certificate list from a server is fatal: decode_error"),
        LAST_FLIGHT_IS_ACKNOWLEDGED(
                "rfc9147/5.8.1/a",
                MUST,
                "the client's last flight is sent again until an ACK covers it"),
        TICKETS_CAN_BE_LEFT_UNUSED("rfc8446/4.6.1/a", MAY, "a client may use a ticket, or not"),
        TICKETS_FOLLOW_FINISHED(
                "rfc8446/4.6.1/b",
                MUST_NOT,
                "no ticket comes before the server has heard the client's Finished");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What can happen to a client. */
    sealed interface Input {
        /** The user wants a handshake. */
        record Begin() implements Input {}

        /** The user wants to close. */
        record Close() implements Input {}

        /** The retransmission limit is reached. */
        record GiveUp() implements Input {}

        /** ACKs cover the whole of the client's last flight. */
        record Acknowledged() implements Input {}

        /** A whole message, each in the order of its message_seq. */
        sealed interface Heard extends Input {}

        /** The server wants another hello. */
        record HelloRetryRequest(Verdict verdict) implements Heard {}

        /** The server's choice and share. */
        record ServerHello(Verdict verdict) implements Heard {}

        /** The rest of the server's choice, protected. */
        record EncryptedExtensions(Verdict verdict) implements Heard {}

        /** The server asks for a certificate, and the client has one for it. */
        record CertificateRequest(Verdict verdict) implements Heard {}

        /** The server asks for a certificate as the client has none: soundly, but in vain. */
        record UnmatchedCertificateRequest() implements Heard {}

        /** The server's certificates. */
        record Certificate(Verdict verdict) implements Heard {}

        /** The server's proof that it holds the key of its certificate. */
        record CertificateVerify(Verdict verdict) implements Heard {}

        /** The proof that the server saw the same handshake. */
        record Finished(Verdict verdict) implements Heard {}

        /** A ticket for a later handshake. */
        record NewSessionTicket(Verdict verdict) implements Heard {}

        /** A message that no server sends, of a type that is not known, or KeyUpdate too early. */
        record Foreign() implements Heard {}

        /**
         * An alert other than close_notify and user_canceled, whatever its level.
         *
         * @param description its code, 0 to 255
         */
        record ErrorAlert(int description) implements Input {}

        /** The server's user has thought better of it; close_notify will follow. */
        record UserCanceled() implements Input {}

        /** The server closes. */
        record CloseNotify() implements Input {}
    }
}
