package dtlskeying.spec.dtls;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;

import java.util.List;

/**
 * One end of an association of either version of DTLS: handshake, records, fragments and flights
 * together, with datagrams and the time as its only inputs.
 *
 * <p>Times are milliseconds, from any origin, never running backwards.
 */
public interface AssociationSpec {
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
         * The user wants another handshake inside the association (§5.2 of the draft), which DTLS
         * 1.3 does not have. Nothing comes of it before the first one is complete, or while another
         * one is under way.
         *
         * @param mki what a client offers, no value of an earlier handshake; a server, who only
         *     asks its client, has no use for it
         */
        record Rehandshake(Mki mki, long now) implements Input {}

        /**
         * The user wants new keys for the records that it sends, by a KeyUpdate, which DTLS 1.2
         * does not have.
         *
         * @param both whether the peer is asked for new keys as well
         */
        record UpdateKeys(boolean both, long now) implements Input {}

        /**
         * The user wants new keys for both directions, by an extended key update, which DTLS 1.2
         * does not have.
         */
        record RenewKeys(long now) implements Input {}

        /**
         * The user says whether this end is too busy to answer the peer's requests for an extended
         * key update: those wait until it is free.
         */
        record DeferRenewals(boolean busy, long now) implements Input {}

        /**
         * The user has data for the peer, to be protected by the records of DTLS 1.3.
         *
         * @param content up to 2^14 bytes, or what the peer has agreed to less one
         */
        record Data(Octets content, long now) implements Input {}

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
        record FlightSent(List<MessageName> messages, boolean again) implements Effect {
            public FlightSent {
                messages = List.copyOf(messages);
            }
        }

        /** An ACK went out, which DTLS 1.2 does not have, for that many records. */
        record Acknowledged(int records) implements Effect {}

        /** A message of the peer is whole and in its turn, or is refused by a later effect. */
        record MessageHeard(MessageName message) implements Effect {}

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

        /** The peer has all of our last flight: nothing of a handshake of DTLS 1.3 is missing. */
        record Confirmed() implements Effect {}

        /**
         * What this end sends is from here on under the keys of that epoch, by a KeyUpdate or by an
         * extended key update, which is then complete here.
         */
        record KeysUpdated(long epoch) implements Effect {}

        /**
         * An extended key update has the keys of that epoch: what comes under them is read, and
         * keying material of that epoch can be exported.
         */
        record EpochReady(long epoch) implements Effect {}

        /** Data came, protected by the records of DTLS. */
        record DataReceived(Octets content) implements Effect {}

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
         * @param fatal whether it ends the association
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

        /** Something that arrived is dropped, or something that was wanted is not done. */
        record Discarded(Clause clause) implements Effect {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }
    }
}
