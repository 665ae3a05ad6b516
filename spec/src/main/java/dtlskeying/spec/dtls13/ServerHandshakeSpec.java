package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.dtls.Verdict;

/**
 * The server's side of a DTLS 1.3 handshake (RFC 9147 figure 6, RFC 8446 A.2): its rules and its
 * inputs.
 */
public interface ServerHandshakeSpec {
    /** The rules that a server goes by. */
    enum Claim implements Clause {
        COOKIE_BEFORE_STATE(
                "rfc9147/5.1/a",
                SHOULD,
                "before a cookie comes back the server answers with HelloRetryRequest, and keeps"
                        + " nothing"),
        COOKIE_IS_AUTHENTIC(
                "rfc9147/5.1/b", MUST, "a cookie that is not one of ours is an illegal_parameter"),
        AMPLIFICATION_IS_LIMITED(
                "rfc9147/5.1/c",
                SHOULD,
                "to an address not yet proved a server sends at most three times what came from it"),
        CLIENT_HELLO_COMES_IN_ONE_DATAGRAM(
                "rfc9147/5.1/d",
                IS,
                "a server without state cannot put fragments of a hello together"),
        RETRY_HAS_NO_TIMER(
                "rfc9147/5.8.1/b",
                IS,
                "HelloRetryRequest is sent again for a hello, never by time"),
        LEGACY_COOKIE_IS_EMPTY(
                "rfc9147/5.3/c", MUST, "a hello that offers 1.3 has an empty legacy_cookie"),
        CLIENT_OFFERS_1_3(
                "rfc8446/4.2.1/b", MUST, "no common version ends the handshake: protocol_version"),
        CLIENT_OFFERS_NULL_COMPRESSION(
                "rfc8446/4.1.2/b", MUST, "a hello that offers 1.3 offers null compression alone"),
        CLIENT_OFFERS_A_KNOWN_SUITE("rfc8446/4.1.1/a", MUST, "no common suite ends the handshake"),
        CLIENT_SHARES_A_GROUP("rfc8446/4.1.1/b", MUST, "no common group ends the handshake"),
        CLIENT_TAKES_OUR_SIGNATURES(
                "rfc8446/4.4.2.2/b",
                MUST,
                "a server that cannot sign in a scheme on offer ends the handshake"),
        HELLO_HAS_ITS_EXTENSIONS(
                "rfc8446/9.2/a",
                MUST,
                "groups, shares and signature algorithms stand in a hello: missing_extension"),
        SHARES_ARE_OF_LISTED_GROUPS(
                "rfc8446/4.2.8/c",
                MUST_NOT,
                "no share is of a group that is not listed, and no group has two"),
        SECOND_HELLO_HAS_THE_SHARE(
                "rfc8446/4.2.8/d",
                MUST,
                "the second hello has one share, of the group that was asked for"),
        SECOND_HELLO_OFFERS_THE_SUITE(
                "rfc8446/4.1.4/d",
                MUST,
                "the suite of the second hello's answer is the one that the retry has named"),
        CLIENT_CERTIFICATE_CAN_BE_REQUIRED(
                "rfc8446/4.4.2.4/c",
                MAY,
                "a server may end the handshake if the client shows no certificate"),
        NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION(
                "rfc9147/5.11/a",
                MUST_NOT,
                "a hello from a known address does not end what is established with it");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What can happen to a server. */
    sealed interface Input {
        /** The user wants to close. */
        record Close() implements Input {}

        /** The retransmission limit is reached. */
        record GiveUp() implements Input {}

        /** A whole message, each in the order of its message_seq. */
        sealed interface Heard extends Input {}

        /**
         * A hello that is not to be answered with ServerHello: its sender has not returned a
         * cookie, or has sent no share that the server can use. It is unsound if a retry could not
         * help, or if its cookie is not the server's.
         */
        record ClientHelloToRetry(Verdict verdict) implements Heard {}

        /** A hello whose sender need not, or need no longer, prove its address. */
        record ClientHello(Verdict verdict) implements Heard {}

        /** The client's certificates, one at least. */
        record Certificate(Verdict verdict) implements Heard {}

        /** The client has no certificate for the request. */
        record NoCertificate() implements Heard {}

        /** The client's proof that it holds the key of its certificate. */
        record CertificateVerify(Verdict verdict) implements Heard {}

        /** The proof that the client saw the same handshake. */
        record Finished(Verdict verdict) implements Heard {}

        /** A message that no client sends, of a type that is not known, or KeyUpdate too early. */
        record Foreign() implements Heard {}

        /**
         * An alert other than close_notify and user_canceled, whatever its level.
         *
         * @param description its code, 0 to 255
         */
        record ErrorAlert(int description) implements Input {}

        /** The client's user has thought better of it; close_notify will follow. */
        record UserCanceled() implements Input {}

        /** The client closes. */
        record CloseNotify() implements Input {}
    }
}
