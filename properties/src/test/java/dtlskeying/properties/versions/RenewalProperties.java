package dtlskeying.properties.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Guard;

import net.jqwik.api.Example;

import java.util.function.UnaryOperator;

/** A fresh association on the ports of another (RFC 9147 §5.11). */
class RenewalProperties {
    @Example
    void an_association_outlives_hellos_from_its_clients_address() {
        for (boolean verified : new boolean[] {false, true})
            assertThat(RenewalGuards.endedByHello(UnaryOperator.identity(), verified)).isEmpty();
    }

    @Example
    void every_bug_is_noticed() {
        for (Guard guard : RenewalGuards.ALL)
            assertThat(guard.run().get()).as(guard.story()).isPresent();
    }
}
