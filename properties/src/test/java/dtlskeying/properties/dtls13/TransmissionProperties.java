package dtlskeying.properties.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Guard;

import net.jqwik.api.Example;

/** RFC 9147 §4.4 and §5.8.3: how much of a flight goes out at once, and in parts of what size. */
class TransmissionProperties {
    @Example
    void no_transmission_has_more_than_ten_records() {
        assertThat(Transmissions.burst(Transmissions.SERVER)).isEmpty();
    }

    @Example
    void a_flight_of_more_than_ten_records_arrives_all_the_same() {
        var pair = Transmissions.pair(Transmissions.SERVER).begin().settle();
        assertThat(pair.isAgreed()).isTrue();
        assertThat(pair.client.keyLogLines()).isEqualTo(pair.server.keyLogLines());
    }

    @Example
    void what_stays_unanswered_is_sent_again_in_smaller_parts() {
        assertThat(Transmissions.persistence(step -> step)).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed() {
        for (Guard guard : Transmissions.GUARDS)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }
}
