package dtlskeying.spec.trace;

/** JSON that is no word of an alphabet; the message says where and why, in one line. */
public final class UnreadableWord extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableWord(String message) {
        // It is a verdict on the text, not on our code: a stack would tell nobody anything.
        super(message, null, false, false);
    }

    /** The same, inside of {@code part}. */
    UnreadableWord in(String part) {
        return new UnreadableWord(part + ": " + getMessage());
    }
}
