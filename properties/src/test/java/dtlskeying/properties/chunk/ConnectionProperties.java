package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.UserMessages;
import dtlskeying.properties.Guard;

import net.jqwik.api.Example;

/** The laws of {@link ConnectionLaws} hold, and notice the bugs. */
class ConnectionProperties {
    @Example
    void P44_suite_is_in_both_dtls_1_3_and_chunk_sets() {
        assertThat(
                        ConnectionLaws.unfit((settings, operator) ->
                                ChunkConnections.codes(settings.fitting(operator))))
                .isEmpty();
    }

    @Example
    void P44_no_other_suite_is_offered_or_accepted() {
        assertThat(ConnectionLaws.misoffered()).isEmpty();
        assertThat(ConnectionLaws.acceptedUnfit()).isEmpty();
    }

    @Example
    void an_older_hello_gives_no_keys() {
        assertThat(ConnectionLaws.outdated(packet -> packet)).isEmpty();
    }

    @Example
    void what_rfc_6083_carries_is_not_the_key_managements() {
        assertThat(ConnectionLaws.mistaken(UserMessages::arrived)).isEmpty();
    }

    @Example
    void what_both_hellos_offer_binds_both_ends_and_nothing_else_does() {
        assertThat(ConnectionLaws.unbound(settings -> settings)).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed_by_its_property() {
        for (Guard guard : ChunkConnections.GUARDS)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }
}
