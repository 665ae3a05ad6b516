package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Guard;

import net.jqwik.api.Example;

/** The bytes of the DTLS chunk, for every suite, both uses and all bits of an epoch. */
class SealingProperties {
    @Example
    void every_byte_of_a_packet_that_leaves_is_where_the_model_has_it() {
        assertThat(SealingCode.OURS.misplaced()).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed_by_its_property() {
        for (Guard guard : SealingGuards.ALL)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }
}
