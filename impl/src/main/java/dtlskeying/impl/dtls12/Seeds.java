package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.Entropy;

/**
 * Where each handshake of an association gets its randomness from.
 *
 * @param entropy for this association alone; the first handshake takes it as it is
 * @param begun how many handshakes were begun, those included that came to nothing
 */
record Seeds(Entropy entropy, int begun) {
    /** What the next handshake takes, if this is the state once it has begun. */
    Entropy latest() {
        return entropy.child("handshake " + begun);
    }

    Seeds oneMore() {
        return new Seeds(entropy, begun + 1);
    }
}
