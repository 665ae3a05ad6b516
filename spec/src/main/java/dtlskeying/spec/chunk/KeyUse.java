package dtlskeying.spec.chunk;

/** Which of the two contexts of an epoch a key belongs to: the R bit of the DTLS chunk. */
public enum KeyUse {
    /** For the packets of the association. */
    PRIMARY,
    /** Kept unused, for the restart of the association. */
    RESTART
}
