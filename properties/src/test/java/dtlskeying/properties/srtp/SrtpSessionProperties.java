package dtlskeying.properties.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Guard;

import net.jqwik.api.Example;
import net.jqwik.api.Tag;

/** The session that endpoints use, under the laws of its machines and with real packets. */
class SrtpSessionProperties {
    @Example
    @Tag("P31")
    void old_key_packets_are_accepted_within_the_lifetime() {
        assertThat(SessionLaws.oldPacketsOpenWithinTheLifetime(SessionEnd::ours)).isEmpty();
    }

    @Example
    @Tag("P32")
    void an_old_key_set_is_gone_after_the_lifetime() {
        assertThat(SessionLaws.oldKeysAreGoneAfterTheLifetime(SessionEnd::ours)).isEmpty();
    }

    @Example
    @Tag("P33")
    void everything_is_sent_under_the_new_keys() {
        assertThat(SessionLaws.everythingIsSentUnderTheNewKeys(SessionEnd::ours)).isEmpty();
    }

    @Example
    @Tag("P34")
    void the_mki_alone_selects() {
        assertThat(SessionLaws.theMkiAloneSelects(SessionEnd::ours)).isEmpty();
    }

    @Example
    @Tag("P35")
    @Tag("P19")
    void each_packet_opens_once_under_its_own_keys() {
        assertThat(SessionLaws.eachPacketOpensOnceUnderItsOwnKeys(SessionEnd::ours)).isEmpty();
    }

    @Example
    void indices_go_on_over_a_rekey() {
        assertThat(SessionLaws.indicesGoOnOverARekey(SessionEnd::ours)).isEmpty();
    }

    @Example
    @Tag("P38")
    void a_spent_key_stops_both_directions() {
        assertThat(SessionLaws.aSpentKeyStopsBothDirections(SessionEnd::ours)).isEmpty();
    }

    @Example
    @Tag("P39")
    void new_keys_are_asked_for_before_the_end() {
        assertThat(SessionLaws.newKeysAreAskedForBeforeTheEnd(SessionEnd::ours)).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed() {
        for (Guard guard : SessionGuards.ALL)
            assertThat(guard.run().get()).as(guard.bug() + ": " + guard.story()).isPresent();
    }
}
