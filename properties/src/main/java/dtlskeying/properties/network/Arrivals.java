package dtlskeying.properties.network;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

/** Somebody who sees what arrives. */
@FunctionalInterface
public interface Arrivals {
    /** Somebody who looks away. */
    Arrivals UNSEEN = (_, _, _, _) -> {};

    /**
     * A copy of a datagram is there, and what it does follows.
     *
     * @param to where
     * @param ms when
     * @param handle the name that it was sent under
     * @param bytes what is left of it, should somebody on the path have changed it
     */
    void arrived(Role to, long ms, Handle handle, Octets bytes);
}
