package dtlskeying.properties.schedule;

import static dtlskeying.properties.schedule.Sightings.DUPLICATED;
import static dtlskeying.properties.schedule.Sightings.ESTABLISHED;
import static dtlskeying.properties.schedule.Sightings.FORGED_IN_A_LIVE_EPOCH;
import static dtlskeying.properties.schedule.Sightings.REHANDSHAKEN;
import static dtlskeying.properties.schedule.Sightings.REORDERED;
import static dtlskeying.properties.schedule.Sightings.RETRANSMITTED;
import static dtlskeying.properties.schedule.Sightings.TAMPERED_HELLO_HEARD;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.function.LongFunction;

/** Properties say nothing about what is never drawn: floors under what schedules bring about. */
class FloorsTest {
    private static final int SCHEDULES = 60;

    @Test
    void schedules_of_media_reorder_duplicate_and_forge() {
        requireFloors(
                MediaScheduleProperties::draw,
                Map.of(REORDERED, 30, DUPLICATED, 30, FORGED_IN_A_LIVE_EPOCH, 60));
    }

    @Test
    void schedules_of_handshakes_reorder_duplicate_retransmit_and_complete() {
        requireFloors(
                HandshakeDraws::mixed,
                Map.of(
                        REORDERED, 15,
                        DUPLICATED, 30,
                        RETRANSMITTED, 20,
                        ESTABLISHED, 50,
                        FORGED_IN_A_LIVE_EPOCH, 20));
    }

    @Test
    void rehandshakes_complete_and_are_attacked() {
        requireFloors(
                HandshakeDraws::again,
                Map.of(REHANDSHAKEN, 30, FORGED_IN_A_LIVE_EPOCH, 50, DUPLICATED, 30));
    }

    @Test
    void tampered_hellos_are_heard() {
        requireFloors(HandshakeDraws::tampered, Map.of(TAMPERED_HELLO_HEARD, 60));
    }

    @Test
    void parts_of_messages_are_reordered_and_duplicated() {
        requireFloors(HandshakeDraws::reordered, Map.of(REORDERED, 60, DUPLICATED, 40));
    }

    @Test
    void bad_networks_make_ends_retransmit() {
        requireFloors(HandshakeDraws::lossy, Map.of(RETRANSMITTED, 30));
    }

    private static void requireFloors(
            LongFunction<Schedule> drawing, Map<Sightings, Integer> floors) {
        var shares = Sightings.percentages(drawing, SCHEDULES);
        if (Boolean.getBoolean("mbt.shares")) System.err.println(shares);
        floors.forEach((sighting, floor) ->
                assertThat(shares.get(sighting))
                        .as("%s, in per cent", sighting)
                        .isGreaterThanOrEqualTo(floor));
    }
}
