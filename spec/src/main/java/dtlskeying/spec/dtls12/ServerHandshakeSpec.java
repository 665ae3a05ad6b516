package dtlskeying.spec.dtls12;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.dtls.Verdict;

/** The server's side of a DTLS 1.2 handshake (RFC 6347 figure 1): its rules and its inputs. */
public interface ServerHandshakeSpec {
    /** The rules that a server goes by. */
    enum Claim implements Clause {
        COOKIE_BEFORE_STATE(
                "rfc6347/4.2.1/c",
                SHOULD,
                "before the cookie comes back the server answers with it and keeps nothing"),
        INVALID_COOKIE_COUNTS_AS_NONE(
                "rfc6347/4.2.1/d", SHOULD, "a hello with a wrong cookie is treated as one without"),
        VERIFY_REQUEST_REPEATS_THE_RECORD_NUMBER(
                "rfc6347/4.2.1/e",
                MUST,
                "HelloVerifyRequest and first ServerHello take the hello's record number"),
        CLIENT_HELLO_COMES_IN_ONE_DATAGRAM(
                "rfc6347/4.2.1/f",
                IS,
                "a server without state cannot put fragments of a hello together"),
        COOKIE_CAN_BE_LEFT_OUT(
                "rfc6347/4.2.1/g",
                MAY,
                "where amplification is no problem, no cookie need be asked for"),
        CLIENT_OFFERS_1_2(
                "rfc5246/E.1/b", MUST, "no common version ends the handshake: protocol_version"),
        CLIENT_OFFERS_A_KNOWN_SUITE(
                "rfc5246/7.4.1.3/d", MUST, "no common suite ends the handshake"),
        CLIENT_OFFERS_NULL_COMPRESSION(
                "rfc5246/7.4.1.2/a", MUST, "every list of compression methods contains null"),
        CLIENT_SHOWS_EMPTY_RENEGOTIATED_CONNECTION(
                "rfc5746/3.6/a",
                MUST,
                "in a first handshake renegotiation_info from the client is empty"),
        CLIENT_SUPPORTS_SECURE_RENEGOTIATION(
                "rfc5746/4.3/a",
                SHOULD,
                "a client without renegotiation_info and without the SCSV is not dealt with"),
        CLIENT_SHOWS_ITS_VERIFY_DATA(
                "rfc5746/3.7/a",
                MUST,
                "in a renegotiation the client shows its previous verify_data"),
        CLIENT_HAS_EXTENDED_MASTER_SECRET(
                "rfc7627/5.2/b",
                SHOULD,
                "a client without extended_master_secret is not dealt with"),
        CLIENT_SHARES_A_GROUP(
                "rfc8422/4/a", MUST, "no common group: no ECDHE suite can be negotiated"),
        CLIENT_TAKES_OUR_SIGNATURES(
                "rfc5246/7.4.3/a",
                MUST,
                "the server signs with a pair that the client's list contains"),
        CLIENT_CERTIFICATE_IS_REQUIRED(
                "rfc5246/7.4.6/a",
                MUST,
                "a client without a certificate is refused where one is required"),
        CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT(
                "rfc5246/7.4.8/a",
                MUST,
                "the client signs all messages so far, with the key of its certificate");

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

        /** A hello whose cookie is missing or wrong. */
        record ClientHelloWithoutCookie() implements Heard {}

        /** A hello whose cookie came back. */
        record ClientHello(Verdict verdict) implements Heard {}

        /**
         * A hello without a fault, with a session that can be taken up; its cookie is back or
         * spared.
         */
        record SessionOffered() implements Heard {}

        /** A client's certificate, not an empty list. */
        record Certificate(Verdict verdict) implements Heard {}

        /** An empty list of certificates: the client has none that suits. */
        record NoCertificate() implements Heard {}

        /** The client's share. */
        record ClientKeyExchange(Verdict verdict) implements Heard {}

        /** The client's proof that it holds the key of its certificate. */
        record CertificateVerify(Verdict verdict) implements Heard {}

        /** ChangeCipherSpec, put in its place: right ahead of Finished. */
        record ChangeCipherSpec() implements Heard {}

        /** The proof that the peer saw the same handshake. */
        record Finished(Verdict verdict) implements Heard {}

        /** A message that no client sends, or of a type that is not known. */
        record Foreign() implements Heard {}

        /**
         * A fatal alert.
         *
         * @param description its code, 0 to 255
         */
        record FatalAlert(int description) implements Input {}

        /**
         * A warning other than close_notify.
         *
         * @param description its code, 0 to 255
         */
        record Warning(int description) implements Input {}

        /** The client closes. */
        record CloseNotify() implements Input {}
    }
}
