package dtlskeying.impl.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import org.junit.jupiter.api.Test;

class SessionTest {
    /** RFC 5746 §3.1: both ends keep both, and each says its own in the next handshake. */
    @Test
    void what_a_finished_holds_is_kept_as_that_of_its_sender() {
        var client = Octets.hex("01");
        var server = Octets.hex("02");
        var session =
                new Session(null, null, null, Octets.EMPTY, Octets.EMPTY, false)
                        .withVerifyData(Role.CLIENT, client)
                        .withVerifyData(Role.SERVER, server);
        assertThat(session.clientVerifyData()).isEqualTo(client);
        assertThat(session.serverVerifyData()).isEqualTo(server);
    }
}
