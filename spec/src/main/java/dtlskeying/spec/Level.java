package dtlskeying.spec;

/**
 * How binding a statement is, in the words of its document (RFC 2119), or as the ledger reads it.
 */
public enum Level {
    MUST,
    MUST_NOT,
    SHALL,
    SHOULD,
    SHOULD_NOT,
    MAY,
    /** A plain statement of fact that behaviour follows from. */
    IS,
    /** The document leaves the point open; a decision of ours fills it. */
    TBD;

    /** The level as the documents write it: {@code MUST NOT}, {@code is}. */
    public String text() {
        return this == IS ? "is" : name().replace('_', ' ');
    }
}
