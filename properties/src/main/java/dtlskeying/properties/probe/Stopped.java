package dtlskeying.properties.probe;

/** The user has had enough: the thread at work was interrupted. */
public final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Clears the thread's interrupt and throws, if there is one. */
    static void check() {
        if (Thread.interrupted()) throw new Stopped();
    }
}
