package dtlskeying.properties;

/** The command line. */
public final class Main {
    private Main() {}
}
