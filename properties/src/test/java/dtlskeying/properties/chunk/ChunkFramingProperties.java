package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.UserMessages;

import net.jqwik.api.Example;

/** The laws of {@link ChunkFraming} hold, and notice the bugs. */
class ChunkFramingProperties {
    @Example
    void messages_are_told_apart_by_ppid_stream_and_framing() {
        assertThat(ChunkFraming.arrivalsBroken(UserMessages::arrived)).isEmpty();
    }

    @Example
    void the_ulp_waits_for_the_keys_and_leaves_ppid_4242_alone() {
        assertThat(ChunkFraming.sendingBroken(UserMessages::against)).isEmpty();
    }

    @Example
    void no_data_of_the_ulp_comes_out_of_a_dtls_record() {
        assertThat(ChunkFraming.recordsBroken(UserMessages::inRecord)).isEmpty();
    }

    @Example
    void what_the_ulp_sends_either_way_arrives_protected() {
        assertThat(ChunkFraming.waysBroken((end, message) -> end.association().send(message)))
                .isEmpty();
    }

    @Example
    void each_bug_is_noticed() {
        for (var guard : ChunkFraming.GUARDS)
            assertThat(guard.run().get()).as(guard.bug()).isPresent();
    }
}
