package dtlskeying.properties.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Guard;
import dtlskeying.spec.Role;

import net.jqwik.api.Example;

import java.util.function.Function;

/**
 * §7.1: whoever rewrites both hellos, so that they fit again, is caught by Finished all the same.
 */
class BidDownProperties {
    @Example
    void P09_both_ends_want_srtp() {
        assertThat(BidDown.undetected(HelloEnd::healthy)).isEmpty();
    }

    @Example
    void P09_the_client_alone_wants_srtp() {
        assertThat(BidDown.undetected(onlyAt(Role.CLIENT))).isEmpty();
    }

    @Example
    void P09_the_server_alone_wants_srtp() {
        assertThat(BidDown.undetected(onlyAt(Role.SERVER))).isEmpty();
    }

    @Example
    void P09_what_a_hello_without_a_cookie_says_decides_nothing() {
        assertThat(BidDown.decidedByFirstHello(HelloEnd::healthy)).isEmpty();
        assertThat(BidDown.decidedByFirstHello(onlyAt(Role.CLIENT))).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed_by_its_property() {
        for (Guard guard : BidDown.GUARDS)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }

    private static Function<Role, HelloEnd> onlyAt(Role wanting) {
        return role -> role == wanting ? HelloEnd.healthy(role) : HelloEnd.withoutSrtp(role);
    }
}
