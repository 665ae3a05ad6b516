package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.dtls.MessageName;

import java.util.List;

/**
 * What the client's and the server's side of a DTLS 1.3 handshake share (RFC 9147 §5, RFC 8446 §4
 * and §6): the messages, the effects, and the rules that bind both.
 */
public interface HandshakeSpec {
    /** The rules that bind both ends. */
    enum Claim implements Clause {
        MESSAGES_COME_IN_ORDER(
                "rfc8446/4/a",
                MUST,
                "handshake messages come in the order of the figures; another order is fatal"),
        MESSAGES_ARE_WELL_FORMED(
                "rfc8446/6.2/a", MUST, "a message that cannot be parsed is fatal: decode_error"),
        ERROR_ALERT_ENDS_THE_CONNECTION(
                "rfc8446/6.2/b",
                MUST,
                "an error alert, sent or received, ends the connection at once"),
        UNKNOWN_ALERT_IS_AN_ERROR(
                "rfc8446/6/a", MUST, "an alert of an unknown type counts as an error alert"),
        CLOSURE_IS_ANNOUNCED(
                "rfc8446/6.1/a",
                MUST,
                "who closes its direction sends close_notify first, save after an error alert"),
        NOTHING_AFTER_CLOSE(
                "rfc8446/6.1/b", MUST, "whatever arrives after a closure alert is ignored"),
        USER_CANCELED_ENDS_NOTHING(
                "rfc8446/6.1/c", IS, "user_canceled announces a close_notify, which is what ends"),
        PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS(
                "rfc8446/6.1/d",
                MAY,
                "close_notify closes its sender's direction; the other end may close its own too"),
        EXTENSIONS_ANSWER_AN_OFFER(
                "rfc8446/4.2/a",
                MUST_NOT,
                "no answer has an extension that was not offered: unsupported_extension"),
        EXTENSIONS_STAND_IN_THEIR_MESSAGES(
                "rfc8446/4.2/b",
                MUST,
                "a known extension in a message where it may not stand is an illegal_parameter"),
        SHARE_IS_VALID_IN_ITS_GROUP(
                "rfc8446/4.2.8.2/a",
                MUST,
                "a share that is no valid point or key, or gives an all-zero secret, is refused"),
        CERTIFICATE_REQUEST_CONTEXT_IS_EMPTY(
                "rfc8446/4.3.2/a",
                MUST,
                "within the handshake certificate_request_context is empty, also in the answer"),
        CERTIFICATE_IS_TRUSTED(
                "rfc8446/4.4.2.4/a",
                MUST,
                "a chain or fingerprint that is not trusted ends the handshake"),
        CERTIFICATE_SUITS_THE_OFFERED_SCHEMES(
                "rfc8446/4.4.2.2/a",
                MUST,
                "the key of a certificate can sign in one of the schemes that were offered"),
        SIGNATURE_ALGORITHM_WAS_OFFERED(
                "rfc8446/4.4.3/a",
                MUST,
                "CertificateVerify signs in a scheme on offer that suits the key, without PKCS #1"
                        + " v1.5"),
        CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT(
                "rfc8446/4.4.3/b",
                MUST,
                "CertificateVerify is verified over role and transcript: decrypt_error if it fails"),
        FINISHED_VERIFIES(
                "rfc8446/4.4.4/a",
                MUST,
                "the receiver of Finished checks that it covers the same transcript"),
        RECORD_SIZE_LIMIT_IS_AT_LEAST_64(
                "rfc8449/4/c", MUST, "a record_size_limit below 64 is an illegal_parameter"),
        FLAGS_ANSWER_FLAGS(
                "tls-flags/3/a", MUST_NOT, "no flag is acknowledged that was not offered"),
        FLAGS_ARE_MINIMAL(
                "tls-flags/2/a",
                MUST,
                "tls_flags has one flag at least, and no zero byte at its end"),
        CHANGE_CIPHER_SPEC_IS_DROPPED(
                "rfc9147/5/a",
                IS,
                "DTLS 1.3 has no ChangeCipherSpec; one that comes means nothing"),
        ALERTS_ARE_TWO_BYTES(
                "rfc8446/6/b", MUST, "an alert is one record with a level and a description"),
        ONLY_HELLOS_ARE_UNPROTECTED(
                "rfc9147/6.1/b",
                MUST,
                "what follows the hellos travels under keys, and hellos and retries without");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** The messages, those of the handshake in the order of RFC 9147 figure 6. */
    enum Message {
        CLIENT_HELLO,
        HELLO_RETRY_REQUEST,
        SERVER_HELLO,
        ENCRYPTED_EXTENSIONS,
        CERTIFICATE_REQUEST,
        CERTIFICATE,
        CERTIFICATE_VERIFY,
        FINISHED,
        NEW_SESSION_TICKET,
        KEY_UPDATE;

        /** What both versions call it. */
        public MessageName inEitherVersion() {
            return MessageName.valueOf(name());
        }

        /** The name as the RFCs write it. */
        public String text() {
            return inEitherVersion().text();
        }
    }

    /** What a side of the handshake does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /**
         * A flight goes out, and is retransmitted until it is answered or acknowledged.
         *
         * @param messages its messages, in order
         */
        record Sent(List<Message> messages) implements Effect {
            public Sent {
                messages = List.copyOf(messages);
            }

            /** The flight of these messages. */
            public static Sent of(Message... messages) {
                return new Sent(List.of(messages));
            }
        }

        /**
         * A message goes out once and leaves no trace: no timer sends it again.
         *
         * @param message the message, HelloRetryRequest
         */
        record SentOnce(Message message) implements Effect {}

        /**
         * A hello is answered with an error alert and forgotten: who sent it has proved nothing, so
         * this end goes on waiting for others.
         *
         * @param alert the alert that it sends
         * @param clause the rule that the hello broke
         */
        record Declined(Alert alert, Clause clause) implements Effect, Refusal {
            @Override
            public Declined because(Clause reason) {
                return new Declined(alert, reason);
            }
        }

        /** Both Finished messages are verified or sent: the keys may be used. */
        record Completed() implements Effect {}

        /** The peer has acknowledged our last flight: nothing of the handshake is outstanding. */
        record Confirmed() implements Effect {}

        /**
         * This side gives up, for good, and says why.
         *
         * @param alert the error alert that it sends
         * @param clause the rule that was broken
         */
        record Aborted(Alert alert, Clause clause) implements Effect {
            @Override
            public Aborted because(Clause reason) {
                return new Aborted(alert, reason);
            }
        }

        /**
         * The handshake ends, for good, and nothing is sent.
         *
         * @param clause the rule by which it ends
         */
        record Ended(Clause clause) implements Effect {
            @Override
            public Ended because(Clause reason) {
                return new Ended(reason);
            }
        }

        /**
         * A close_notify goes out and the association is closed.
         *
         * @param clause the rule by which it closes
         */
        record Closing(Clause clause) implements Effect {
            @Override
            public Closing because(Clause reason) {
                return new Closing(reason);
            }
        }

        /**
         * An input changes nothing.
         *
         * @param clause the rule by which it is ignored
         */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }
    }
}
