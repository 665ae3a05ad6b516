package dtlskeying.properties.shim;

import java.io.IOException;

/** The other side of {@code kmshim/1} has said what the protocol does not have. */
public final class ShimFault extends IOException {
    private static final long serialVersionUID = 1;

    /** With what was wrong. */
    public ShimFault(String what) {
        super(what);
    }
}
