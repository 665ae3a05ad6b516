package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;
import static dtlskeying.spec.Level.SHOULD_NOT;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.MessageName;

/**
 * The rules that hold where the parts of a DTLS 1.3 association meet. What it takes and does, in
 * bytes, is in {@link dtlskeying.spec.dtls.AssociationSpec}; here is what a datagram means to
 * somebody who has the keys.
 */
public interface AssociationSpec {
    /** What the documents say of the whole. */
    enum Claim implements Clause {
        PARTS_THAT_DISAGREE_END_THE_CONNECTION(
                "rfc9147/5.5/b",
                MAY,
                "protected parts of a message that disagree with one another are an"
                        + " illegal_parameter"),
        UNPROTECTED_ALERTS_COUNT_UNTIL_THERE_ARE_KEYS(
                "rfc9147/4.5.2/b",
                MAY,
                "an alert without protection means nothing once protected records are read"),
        DATAGRAMS_FIT_THE_PATH(
                "rfc9147/4.4/a", SHOULD, "no datagram is larger than the path takes"),
        PARTS_BACK_OFF(
                "rfc9147/4.4/b",
                SHOULD,
                "what stays unanswered several times is sent again in smaller parts"),
        BURSTS_ARE_LIMITED(
                "rfc9147/5.8.3/a", SHOULD_NOT, "no transmission has more than ten records"),
        KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE(
                "rfc9147/8/h",
                MUST,
                "keys change when all that was sent before KeyUpdate is acknowledged, Finished"
                        + " too"),
        NO_SECOND_HANDSHAKE(
                "rfc8446/4.1.2/c", MUST, "there is no renegotiation: another hello is refused");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** Under which keys a record is. */
    enum Keys {
        /** None, in epoch 0: anybody may have written it. */
        NONE,
        /** Those of the handshake, epoch 2. */
        HANDSHAKE,
        /** Those of traffic, the newest that the peer sends under. */
        TRAFFIC
    }

    /** What a hello has for a cookie. */
    enum HelloCookie {
        /** Nothing: it is the first one. */
        NONE,
        /** What this server gave to this address. */
        OURS,
        /** One that was made with another server's secret. */
        OF_ANOTHER_SERVER,
        /** What this server gave to another address. */
        OF_ANOTHER_ADDRESS
    }

    /** What happens to one end; what arrives is alone in its datagram. */
    sealed interface Input {
        /**
         * An alert of two bytes.
         *
         * @param description its code, 0 to 255
         */
        record Alert(Keys keys, int description) implements Input {}

        /** An alert record with a byte too many. */
        record LongAlert(Keys keys) implements Input {}

        /** An ACK for a record that was never sent. */
        record Ack(Keys keys) implements Input {}

        /** An ACK that ends in the middle of a record number. */
        record BrokenAck(Keys keys) implements Input {}

        /** ChangeCipherSpec, as TLS has it. */
        record ChangeCipherSpec() implements Input {}

        /** Application data under the keys of traffic. */
        record Data(Octets content) implements Input {}

        /** A protected record that no key opens. */
        record Damaged(Keys keys) implements Input {}

        /** A whole message that can be parsed, and is the peer's next by its number. */
        record Told(Keys keys, MessageName message) implements Input {}

        /** Two parts of the peer's next message, in one record, that differ in its length. */
        record Contradiction(Keys keys) implements Input {}

        /** A ClientHello of the handshake with this server, in clear. */
        record Hello(HelloCookie cookie) implements Input {}

        /** The first part of a ClientHello without a cookie, in clear. */
        record PartOfHello() implements Input {}

        /** The user wants another handshake. */
        record Rehandshake() implements Input {}

        /** The user wants other keys to send under. */
        record UpdateKeys() implements Input {}
    }
}
