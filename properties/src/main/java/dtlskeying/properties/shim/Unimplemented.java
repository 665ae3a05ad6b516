package dtlskeying.properties.shim;

/** The implementation does not have what was asked for; the message names it. */
public final class Unimplemented extends Exception {
    private static final long serialVersionUID = 1;

    /** With a name for what is missing, such as {@code rekey}. */
    public Unimplemented(String what) {
        super(what);
    }
}
