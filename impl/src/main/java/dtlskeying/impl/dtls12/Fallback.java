package dtlskeying.impl.dtls12;

/** What an association is left with if the handshake in progress comes to nothing. */
sealed interface Fallback {
    /** The handshake in progress is the first, or none is in progress. */
    record Nothing() implements Fallback {}

    /** An earlier handshake is complete, and its keys are in use until the next one is. */
    record To(Side settled) implements Fallback {}

    Fallback NOTHING = new Nothing();
}
