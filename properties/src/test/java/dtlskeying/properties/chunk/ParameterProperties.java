package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Guard;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.List;

/** The bytes of the DTLS Key Management parameter. */
class ParameterProperties {
    @Example
    void every_byte_of_the_parameter_is_where_the_model_has_it() {
        assertThat(ParameterCode.OURS.badlyWritten()).isEmpty();
    }

    @Example
    void what_is_read_is_what_was_sent_and_all_else_is_refused() {
        assertThat(ParameterCode.OURS.badlyRead()).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed_by_its_property() {
        for (Guard guard : ParameterGuards.ALL)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }

    @Property(tries = 500)
    void any_offer_comes_back(
            @ForAll int tieBreaker,
            @ForAll Roles roles,
            @ForAll boolean restart,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 255) Integer> methods) {
        var offer = new KeyManagementOffer(tieBreaker, roles, restart, methods);
        Octets bytes = ParameterCode.OURS.write().apply(offer);
        assertThat(ParameterCode.OURS.read().apply(bytes)).contains(offer);
    }

    @Property(tries = 500)
    void any_bytes_are_an_offer_or_none(@ForAll @Size(max = 24) byte[] bytes) {
        ParameterCode.OURS
                .read()
                .apply(Octets.of(bytes))
                .ifPresent(offer -> assertThat(offer.methods()).isNotEmpty());
    }
}
