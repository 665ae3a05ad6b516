package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.spec.Octets;

/** An end of an association, and all that has passed between it and its peer. */
interface Conversation {
    /** The end as it is now. */
    DtlsAssociation engine();

    /** What went to the peer. */
    Hearing sent();

    /** What came from the peer. */
    Hearing heard();

    /** Sends a datagram to the peer. */
    void say(Octets datagram);
}
