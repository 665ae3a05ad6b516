package dtlskeying.spec.dtls12;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;
import dtlskeying.spec.srtp.Mki;

import java.util.List;

/**
 * One end of a DTLS 1.2 association: handshake, records, fragments and flights together, with
 * datagrams and the time as its only inputs.
 *
 * <p>Times are milliseconds, from any origin, never running backwards.
 */
public interface AssociationSpec {
    /** The rules that hold where the parts meet. */
    enum Claim implements Clause {
        ALERTS_ARE_TWO_BYTES(
                "rfc5246/7.2/a", MUST, "an alert is a level, 1 or 2, and a description"),
        FINISHED_IS_PROTECTED(
                "rfc6347/4.2.4/f", MUST, "Finished travels under the keys that it confirms"),
        ONLY_FINISHED_IS_UNDER_NEW_KEYS(
                "rfc6347/4.2.4/g", MUST, "what leads to new keys travels under the old ones"),
        HELLO_REQUEST_IS_THE_FIRST_MESSAGE(
                "rfc6347/4.2.2/e",
                IS,
                "each handshake counts messages from 0, from its HelloRequest on if there is one"),
        UNANSWERED_REHANDSHAKE_NEED_NOT_END_ALL(
                "rfc5246/7.4.1.1/c",
                MAY,
                "whether a re-handshake that is not answered ends the connection is a choice"),
        DATAGRAMS_FIT_THE_PATH(
                "rfc6347/4.1.1.1/a", SHOULD, "no datagram is larger than the path takes");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What happens to one end. */
    sealed interface Input {
        /** The time at which it happens. */
        long now();

        /** The user wants the handshake to start; a server has nothing to start. */
        record Begin(long now) implements Input {}

        /** A datagram came from the peer; it may hold anything. */
        record Datagram(Octets bytes, long now) implements Input {}

        /** It is that late. */
        record Tick(long now) implements Input {}

        /**
         * The user wants another handshake inside the association (§5.2 of the draft). Nothing
         * comes of it before the first one is complete, or while another one is under way.
         *
         * @param mki what a client offers, no value of an earlier handshake; a server, who only
         *     asks its client, has no use for it
         */
        record Rehandshake(Mki mki, long now) implements Input {}

        /** The user wants to close. */
        record Close(long now) implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** This datagram goes to the peer. */
        record Send(Octets datagram) implements Effect {}

        /**
         * A flight went out, in the {@code Send} effects that follow.
         *
         * @param again whether it was sent before
         */
        record FlightSent(List<Message> messages, boolean again) implements Effect {
            public FlightSent {
                messages = List.copyOf(messages);
            }
        }

        /** A message of the peer is whole and in its turn, or is refused by a later effect. */
        record MessageHeard(Message message) implements Effect {}

        /**
         * The handshake is complete: keys can be exported.
         *
         * @param handshake 1 for the first of the association
         * @param cipherSuite its code point
         * @param data what protects the data
         * @param peerCertificates in DER, the peer's own first; none if it was not asked
         */
        record Completed(
                int handshake, int cipherSuite, DataProtection data, List<Octets> peerCertificates)
                implements Effect {
            public Completed {
                peerCertificates = List.copyOf(peerCertificates);
            }
        }

        /** An alert went out. */
        record AlertSent(Alert alert, Clause clause) implements Effect {
            @Override
            public AlertSent because(Clause reason) {
                return new AlertSent(alert, reason);
            }
        }

        /**
         * An alert came in, and counts.
         *
         * @param fatal whether its level is fatal
         * @param description its code, 0 to 255
         */
        record AlertReceived(boolean fatal, int description) implements Effect {}

        /** The association has failed, for good. */
        record Failed(Clause clause) implements Effect {
            @Override
            public Failed because(Clause reason) {
                return new Failed(reason);
            }
        }

        /** The association is closed. */
        record Closed(Clause clause) implements Effect {
            @Override
            public Closed because(Clause reason) {
                return new Closed(reason);
            }
        }

        /** Something that arrived is dropped. */
        record Discarded(Clause clause) implements Effect {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }
    }
}
