package dtlskeying.properties.probe;

import dtlskeying.spec.Octets;

import java.util.Optional;

/** The way to one peer, for one case, and the clock of the case. */
public interface Wire extends AutoCloseable {
    /** Milliseconds, from any origin, never running backwards. */
    long now();

    /** Sends a datagram; that it arrives is not said. */
    void send(Octets datagram);

    /** Waits for a datagram until that time; nothing if none has come by then. */
    Optional<Octets> receive(long until);

    /** Whether the network says that nobody listens there any more. */
    boolean isGone();

    @Override
    void close();
}
