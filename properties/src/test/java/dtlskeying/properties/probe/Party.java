package dtlskeying.properties.probe;

import dtlskeying.spec.Octets;

import java.util.List;

/** An end of an association without sockets, clocks or threads. */
interface Party {
    /** Takes a datagram; what it sends for it. */
    List<Octets> hear(Octets datagram, long now);

    /** Takes the time; what it sends for it. */
    List<Octets> tick(long now);

    /** When it wants the time again; {@link Long#MAX_VALUE} if it does not. */
    long deadline();
}
