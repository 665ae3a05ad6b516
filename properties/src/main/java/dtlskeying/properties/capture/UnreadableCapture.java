package dtlskeying.properties.capture;

/** A file that is no capture, or none that ends as it should. */
final class UnreadableCapture extends Exception {
    private static final long serialVersionUID = 1;

    private final long at;

    UnreadableCapture(long at, String reason) {
        super(reason);
        this.at = at;
    }

    /** Where in the file, in bytes. */
    long at() {
        return at;
    }
}
