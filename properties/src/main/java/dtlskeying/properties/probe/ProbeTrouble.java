package dtlskeying.properties.probe;

/** Something that stands in the way of probing and says nothing about the peer: for the user. */
public final class ProbeTrouble extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Trouble, in words that say what to do. */
    public ProbeTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
