package dtlskeying.spec.dtls12;

import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.dtls.Verdict;

/** The client's side of a DTLS 1.2 handshake (RFC 6347 figure 1): its rules and its inputs. */
public interface ClientHandshakeSpec {
    /** The rules that a client goes by. */
    enum Claim implements Clause {
        HELLO_IS_REPEATED_WITH_THE_COOKIE(
                "rfc6347/4.2.1/a",
                MUST,
                "on HelloVerifyRequest the client repeats its hello, with the cookie added"),
        SECOND_HELLO_HAS_THE_SAME_PARAMETERS(
                "rfc6347/4.2.1/b",
                MUST,
                "the repeated hello has the parameters of the first one, random included"),
        SERVER_HAS_NEGOTIATED_1_2(
                "rfc5246/E.1/a",
                MUST,
                "a version that the client does not support ends the handshake"),
        SUITE_WAS_OFFERED(
                "rfc5246/7.4.1.3/a", MUST, "the server selects one of the suites on offer"),
        COMPRESSION_IS_NULL(
                "rfc5246/7.4.1.3/b", MUST, "the server selects a compression method on offer"),
        SERVER_SHOWS_EMPTY_RENEGOTIATED_CONNECTION(
                "rfc5746/3.4/a",
                MUST,
                "in a first handshake renegotiation_info from the server is empty"),
        SERVER_SUPPORTS_SECURE_RENEGOTIATION(
                "rfc5746/3.4/b",
                SHOULD,
                "a server that answers without renegotiation_info is not dealt with"),
        SERVER_SHOWS_BOTH_VERIFY_DATA(
                "rfc5746/3.5/a",
                MUST,
                "in a renegotiation the server shows both sides' previous verify_data"),
        SERVER_HAS_EXTENDED_MASTER_SECRET(
                "rfc7627/5.2/a",
                SHOULD,
                "a server that answers without extended_master_secret is not dealt with"),
        GROUP_WAS_OFFERED(
                "rfc8422/5.4/a", MUST, "the server's share is in a named group that was on offer"),
        SERVER_KEY_IS_SIGNED(
                "rfc8422/5.4/b",
                MUST,
                "the signature over both randoms and the share is verified before use"),
        HELLO_REQUEST_IS_IGNORED_MEANWHILE(
                "rfc5246/7.4.1.1/a", MUST, "during a handshake the client ignores HelloRequest"),
        HELLO_REQUEST_CAN_BE_IGNORED(
                "rfc5246/7.4.1.1/b", MAY, "a client that does not want to renegotiate ignores it");

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

        /** A whole message, each in the order of its message_seq. */
        sealed interface Heard extends Input {}

        /** The server asks for a new handshake. */
        record HelloRequest() implements Heard {}

        /** The server asks for its cookie. */
        record HelloVerifyRequest(Verdict verdict) implements Heard {}

        /** The server's choice. */
        record ServerHello(Verdict verdict) implements Heard {}

        /** The server's choice, without a fault: it takes up the session on offer. */
        record SessionResumed() implements Heard {}

        /** The server's certificates. */
        record Certificate(Verdict verdict) implements Heard {}

        /** The server's signed share. */
        record ServerKeyExchange(Verdict verdict) implements Heard {}

        /** The server asks for a certificate. */
        record CertificateRequest(Verdict verdict) implements Heard {}

        /** The end of the server's flight. */
        record ServerHelloDone(Verdict verdict) implements Heard {}

        /** ChangeCipherSpec, put in its place: right ahead of Finished. */
        record ChangeCipherSpec() implements Heard {}

        /** The proof that the peer saw the same handshake. */
        record Finished(Verdict verdict) implements Heard {}

        /** A message that no server sends, or of a type that is not known. */
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

        /** The server closes. */
        record CloseNotify() implements Input {}
    }
}
