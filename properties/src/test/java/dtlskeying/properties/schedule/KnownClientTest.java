package dtlskeying.properties.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls12.Association;
import dtlskeying.properties.Guard;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim;

import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.Set;

/** RFC 6347 §4.2.1: where the client is known to be reachable, a server may do without cookies. */
class KnownClientTest {
    private static final World BEGUN = Start.HANDSHAKE.world(0);

    /** The bug of a server that cannot do without. */
    static final Guard GUARD =
            new Guard(
                    "cookie-always",
                    "a client that is known to be reachable is asked for a cookie all the same",
                    Set.of(Claim.COOKIE_CAN_BE_LEFT_OUT),
                    "a known client's first hello is answered",
                    () -> unanswered(BEGUN.server().dtls()));

    @Test
    void a_known_clients_first_hello_is_answered() {
        assertThat(unanswered(Start.ofKnownClient())).isEmpty();
    }

    @Test
    void the_known_bug_is_noticed() {
        assertThat(GUARD.run().get()).isPresent();
    }

    private static Optional<String> unanswered(Association server) {
        var hello = BEGUN.traffic().sent().values().iterator().next();
        var effects = server.on(new Input.Datagram(hello, 0)).effects();
        boolean answered =
                effects.stream()
                        .anyMatch(effect ->
                                effect instanceof Effect.FlightSent(var messages, _)
                                        && messages.contains(MessageName.SERVER_HELLO));
        return answered ? Optional.empty() : Optional.of("what comes of the hello is " + effects);
    }
}
