package dtlskeying.properties.oracle;

/** A line that asks nothing that we know; the message says why. */
final class UnreadableQuestion extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableQuestion(String message) {
        super(message, null, false, false);
    }
}
