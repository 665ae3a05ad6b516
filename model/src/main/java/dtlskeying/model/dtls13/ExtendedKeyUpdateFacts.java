package dtlskeying.model.dtls13;

import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;

import java.util.Set;

/**
 * What one end knows of its extended key updates.
 *
 * <p>It waits for the ACK of its finish when it reads an epoch that it does not send in.
 *
 * @param agreed whether the flag was in both hellos
 * @param write the epoch that it sends in
 * @param oldest the earliest epoch that it reads
 * @param newest the latest epoch that it reads
 * @param own the {@code key_exchange} of a request of its own that waits for a response, if any
 * @param peers what has become of a request of the peer
 * @param over whether the connection has ended
 */
public record ExtendedKeyUpdateFacts(
        boolean agreed,
        long write,
        long oldest,
        long newest,
        Set<Octets> own,
        PeersRequest peers,
        boolean over) {
    /** What has become of the peer's request in the exchange that is under way. */
    public enum PeersRequest {
        /** None has come. */
        NONE,
        /** It has lost against this end's own. */
        IGNORED,
        /** It came early: this end still waits for the ACK of its finish. */
        HELD,
        /** The same, and this end is busy besides. */
        HELD_BUSY,
        /** It waits until this end is no longer busy. */
        DEFERRED,
        /** It has been answered: a finish will follow. */
        ANSWERED
    }

    public ExtendedKeyUpdateFacts {
        own = Set.copyOf(own);
    }

    /** What is known after a handshake, or between two exchanges of a long life. */
    public static ExtendedKeyUpdateFacts at(long epoch) {
        return new ExtendedKeyUpdateFacts(
                true, epoch, epoch, epoch, Set.of(), PeersRequest.NONE, false);
    }

    /** What is known after a handshake in which the flag was not agreed. */
    public static ExtendedKeyUpdateFacts without(long epoch) {
        return new ExtendedKeyUpdateFacts(
                false, epoch, epoch, epoch, Set.of(), PeersRequest.NONE, false);
    }

    /** Whether it reads records of that epoch. */
    public boolean reads(long epoch) {
        return !over && oldest <= epoch && epoch <= newest;
    }

    /** Whether its finish is not acknowledged yet. */
    public boolean isFinishing() {
        return newest > write;
    }

    /** Whether no exchange is under way. */
    public boolean isResting() {
        return own.isEmpty() && peers == PeersRequest.NONE && !isFinishing() && !over;
    }

    /** Whether there is no epoch after the one that it sends in. */
    boolean isLast() {
        return write >= Epoch.LAST.number();
    }

    ExtendedKeyUpdateFacts asking(Octets share) {
        return new ExtendedKeyUpdateFacts(
                agreed, write, oldest, newest, Set.of(share), peers, over);
    }

    /** The peer's request goes before any of its own. */
    ExtendedKeyUpdateFacts answering(PeersRequest request) {
        return new ExtendedKeyUpdateFacts(agreed, write, oldest, newest, Set.of(), request, over);
    }

    ExtendedKeyUpdateFacts noting(PeersRequest request) {
        return new ExtendedKeyUpdateFacts(agreed, write, oldest, newest, own, request, over);
    }

    ExtendedKeyUpdateFacts readingNext() {
        return new ExtendedKeyUpdateFacts(agreed, write, oldest, newest + 1, Set.of(), peers, over);
    }

    /** Both directions in the same epoch, and no exchange under way. */
    ExtendedKeyUpdateFacts changedTo(long epoch) {
        return new ExtendedKeyUpdateFacts(
                agreed, epoch, oldest, epoch, Set.of(), PeersRequest.NONE, over);
    }

    ExtendedKeyUpdateFacts readingFrom(long epoch) {
        return new ExtendedKeyUpdateFacts(agreed, write, epoch, newest, own, peers, over);
    }

    ExtendedKeyUpdateFacts ended() {
        return new ExtendedKeyUpdateFacts(
                agreed, write, oldest, newest, Set.of(), PeersRequest.NONE, true);
    }
}
