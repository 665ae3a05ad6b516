package dtlskeying.spec.dtls12;

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
 * What the client's and the server's side of a DTLS 1.2 handshake share (RFC 6347 §4.2, RFC 5246
 * §7): the messages, the verdicts on them, the effects, and the rules that bind both.
 */
public interface HandshakeSpec {
    /** The rules that bind both ends. */
    enum Claim implements Clause {
        MESSAGES_COME_IN_ORDER(
                "rfc5246/7.4/a",
                MUST,
                "handshake messages come in the order of the flights; another order is fatal"),
        FATAL_ALERT_ENDS_THE_CONNECTION(
                "rfc5246/7.2.2/b", MUST, "a fatal alert, sent or received, ends the connection"),
        WARNING_NEED_NOT_STOP(
                "rfc5246/7.2.2/c", MAY, "after a warning the connection can go on normally"),
        CLOSE_NOTIFY_IS_ANSWERED(
                "rfc5246/7.2.1/a",
                MUST,
                "close_notify is answered with close_notify, and the connection closes at once"),
        CLOSURE_IS_ANNOUNCED(
                "rfc5246/7.2.1/c", MUST, "who closes sends close_notify before it stops writing"),
        NOTHING_AFTER_CLOSE("rfc5246/7.2.1/b", IS, "whatever arrives after the closure is ignored"),
        CERTIFICATE_SUITS_THE_CIPHER_SUITE(
                "rfc5246/7.4.2/a",
                MUST,
                "the key of a certificate is of a kind that the suite and the peer's list allow"),
        CERTIFICATE_IS_TRUSTED(
                "rfc5246/7.4.2/b", MUST, "a chain or fingerprint that is not trusted is refused"),
        SIGNATURE_ALGORITHM_WAS_OFFERED(
                "rfc5246/7.4.1.4.1/a",
                MUST,
                "a signature uses a pair of hash and signature that its receiver has offered"),
        FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC(
                "rfc5246/7.4.9/a", MUST, "Finished comes right after ChangeCipherSpec"),
        FINISHED_VERIFIES(
                "rfc5246/7.4.9/b",
                MUST,
                "the receiver of Finished checks that it covers the same transcript"),
        CHANGE_CIPHER_SPEC_IS_ONE_BYTE(
                "rfc5246/7.1/a", IS, "ChangeCipherSpec is the single byte 1"),
        SHARE_IS_A_POINT_OF_ITS_GROUP(
                "rfc8422/5.11/a",
                MUST,
                "a public key that is no valid point, or gives an all-zero secret, is refused"),
        POINTS_ARE_UNCOMPRESSED(
                "rfc8422/5.1.2/a", MUST, "a list of point formats contains uncompressed"),
        NO_EXPORT_WITHOUT_EXTENDED_MASTER_SECRET(
                "rfc7627/5.4/a",
                MUST_NOT,
                "without extended_master_secret no key material is exported"),
        RENEGOTIATION_CAN_BE_DECLINED(
                "rfc5746/4.5/a", MAY, "a request to renegotiate can be declined");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What a flight is made of, in the order of RFC 6347 figure 1. */
    enum Message {
        HELLO_REQUEST,
        CLIENT_HELLO,
        HELLO_VERIFY_REQUEST,
        SERVER_HELLO,
        CERTIFICATE,
        SERVER_KEY_EXCHANGE,
        CERTIFICATE_REQUEST,
        SERVER_HELLO_DONE,
        CLIENT_KEY_EXCHANGE,
        CERTIFICATE_VERIFY,
        CHANGE_CIPHER_SPEC,
        FINISHED;

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
         * A flight goes out, and is retransmitted until it is answered.
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
         * A message goes out once and leaves no trace: it is never retransmitted by a timer.
         *
         * @param message the message, HelloVerifyRequest
         */
        record SentOnce(Message message) implements Effect {}

        /** Both Finished messages are verified or sent: the keys may be used. */
        record Completed() implements Effect {}

        /**
         * This side gives up, for good, and says why.
         *
         * @param alert the fatal alert that it sends
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
