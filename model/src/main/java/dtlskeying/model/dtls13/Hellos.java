package dtlskeying.model.dtls13;

import dtlskeying.model.explore.Bits;

/**
 * The hellos of a handshake as one end has them: what the keys of epoch 2, the signatures and the
 * Finished messages are made over. Two ends with the same have the same keys.
 *
 * @param first what the first ClientHello offers
 * @param retried whether there was a HelloRetryRequest
 * @param second what the second ClientHello offers, the same as the first if there was none
 * @param suite what the server chose
 * @param fromClient whether the client's share is the client's
 * @param fromServer whether the server's share is the server's
 */
public record Hellos(
        Offer first,
        boolean retried,
        Offer second,
        Suite suite,
        boolean fromClient,
        boolean fromServer) {
    /** No hello yet. */
    public static final Hellos NONE =
            new Hellos(Offer.BOTH, false, Offer.BOTH, Suite.STRONG, true, true);

    /** What a client offers. */
    public enum Offer {
        BOTH,
        WEAK_ALONE;

        /** The better suite of those on offer. */
        Suite best() {
            return this == BOTH ? Suite.STRONG : Suite.WEAK;
        }
    }

    /** Two suites that both ends can do; nobody wants the weak one. */
    public enum Suite {
        STRONG,
        WEAK
    }

    /** Whether somebody who made one of the shares knows the keys. */
    boolean isKnownToTheAttacker() {
        return !fromClient || !fromServer;
    }

    /** The hellos as a number below 64: two that differ have different ones. */
    int number() {
        long word = Bits.push(0, first.ordinal(), 1);
        word = Bits.push(Bits.push(word, retried), second.ordinal(), 1);
        word = Bits.push(word, suite.ordinal(), 1);
        return (int) Bits.push(Bits.push(word, fromClient), fromServer);
    }

    Hellos offering(Offer offer, boolean isTheClients) {
        return new Hellos(first, retried, offer, suite, isTheClients, fromServer);
    }

    Hellos beginningWith(Offer offer) {
        return new Hellos(offer, retried, offer, suite, fromClient, fromServer);
    }

    Hellos afterRetry() {
        return new Hellos(first, true, second, suite, fromClient, fromServer);
    }

    Hellos choosing(Suite chosen, boolean isTheServers) {
        return new Hellos(first, retried, second, chosen, fromClient, isTheServers);
    }
}
