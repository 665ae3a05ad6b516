package dtlskeying.impl.usrsctp;

/** There is no libusrsctp here that can be used; the message says how to get one. */
public final class MissingLibraryException extends Exception {
    private static final long serialVersionUID = 1;

    MissingLibraryException(String message) {
        super(message);
    }
}
