package dtlskeying.properties.cli;

/** A command that cannot be carried out as it stands; the message says why, in one line. */
final class Misuse extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misuse(String message) {
        super(message);
    }

    Misuse(String message, Throwable cause) {
        super(message, cause);
    }
}
