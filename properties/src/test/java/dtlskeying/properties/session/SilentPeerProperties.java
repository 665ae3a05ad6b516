package dtlskeying.properties.session;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls12.Association;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Role;

import net.jqwik.api.Example;

/** §5.2: a re-handshake that is not answered leaves the session as it was. */
class SilentPeerProperties {
    @Example
    void a_server_whose_client_is_not_heard_in_a_rehandshake_keeps_the_keys_before() {
        assertThat(SilentPeer.afterSilence(Role.CLIENT, Role.SERVER, 0)).isEmpty();
    }

    @Example
    void a_request_that_is_not_heard_leaves_everything_as_it_was() {
        assertThat(SilentPeer.afterSilence(Role.SERVER, Role.SERVER, 0)).isEmpty();
    }

    @Example
    void a_request_whose_answer_is_not_heard_leaves_everything_as_it_was() {
        assertThat(SilentPeer.afterSilence(Role.SERVER, Role.CLIENT, 0)).isEmpty();
    }

    @Example
    void a_server_outlives_a_rehandshake_in_which_its_client_is_silent() {
        assertThat(RehandshakeGuards.endedBySilence(Association::on)).isEmpty();
    }

    @Example
    void a_handshake_that_a_server_asks_for_completes() {
        assertThat(RehandshakeGuards.neverComplete(Association::on)).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed() {
        for (Guard guard : RehandshakeGuards.ALL)
            assertThat(guard.run().get()).as(guard.bug() + ": " + guard.story()).isPresent();
    }

    @Example
    void a_client_that_begins_and_is_silent_leaves_everything_as_it_was() {
        assertThat(SilentPeer.afterSilence(Role.CLIENT, Role.CLIENT, 0)).isEmpty();
    }
}
