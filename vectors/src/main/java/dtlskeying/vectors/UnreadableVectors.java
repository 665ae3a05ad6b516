package dtlskeying.vectors;

/** A file of vectors that cannot be used; the message says why, in a line for people. */
public final class UnreadableVectors extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableVectors(String message) {
        // It is a verdict on the file, not on our code: a stack would tell nobody anything.
        super(message, null, false, false);
    }
}
