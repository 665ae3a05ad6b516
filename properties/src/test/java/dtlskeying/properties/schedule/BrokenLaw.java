package dtlskeying.properties.schedule;

/** A law is broken: the one kind of failure of all properties about schedules. */
final class BrokenLaw extends AssertionError {
    private static final long serialVersionUID = 1;

    BrokenLaw(String text) {
        super(text);
    }
}
