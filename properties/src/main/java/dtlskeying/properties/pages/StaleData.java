package dtlskeying.properties.pages;

/** The kept data do not fit the compiled code; the message says what to do. */
public final class StaleData extends RuntimeException {
    private static final long serialVersionUID = 1;

    StaleData(String message) {
        super(message);
    }

    StaleData(String message, Throwable cause) {
        super(message, cause);
    }
}
