package dtlskeying.impl.udp;

import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import java.util.List;

/**
 * Who wants to see what an endpoint does, as it happens and on the endpoint's thread. Times are
 * milliseconds since the endpoint was made.
 */
public interface Observer {
    /** Somebody who looks away. */
    Observer NONE = new Observer() {};

    /** The association took an input, and this is all it did; each effect is told again below. */
    default void stepped(Input input, List<Effect> effects) {}

    /** The association has done something. */
    default void done(Effect effect, long now) {}

    /** A datagram of any kind has left. */
    default void sent(Octets datagram, long now) {}

    /** A datagram of any kind has come. */
    default void received(Octets datagram, long now) {}

    /** The endpoint has done something; steps of its association are told above as well. */
    default void happened(EndpointEvent event, long now) {}
}
