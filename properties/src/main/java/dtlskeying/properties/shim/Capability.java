package dtlskeying.properties.shim;

import java.util.Locale;

/** What an implementation may have beyond a handshake with use_srtp. */
public enum Capability {
    /** It offers an MKI as a client, and returns one as a server. */
    MKI,
    /** It starts another handshake inside the association (§5.2). */
    REKEY,
    /** It protects media and opens it. */
    SRTP;

    /** As {@code kmshim/1} writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
