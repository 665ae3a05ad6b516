package dtlskeying.properties.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Guard;

import net.jqwik.api.Example;

/** §7.1: whoever removes or changes use_srtp on the way is caught by Finished. */
class TamperedHelloProperties {
    @Example
    void P09_tampered_hello_never_completes() {
        assertThat(TamperedHellos.violation(HelloEnd::healthy)).isEmpty();
    }

    @Example
    void a_hello_that_nobody_changes_completes() {
        assertThat(TamperedHellos.completes(HelloEnd::healthy, TamperedHellos.none())).isTrue();
        assertThat(TamperedHellos.completes(HelloEnd::hidingUseSrtp, TamperedHellos.none()))
                .isTrue();
    }

    @Example
    void every_known_bug_is_noticed_by_its_property() {
        for (Guard guard : TamperedHellos.GUARDS)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }
}
