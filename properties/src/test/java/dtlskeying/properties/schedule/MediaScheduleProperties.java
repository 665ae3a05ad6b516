package dtlskeying.properties.schedule;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Media between two ends that have keys, on a network that an attacker shares. */
class MediaScheduleProperties {
    private static final int TRIES = 1_000;

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P19_a_packet_is_accepted_at_most_once(@ForAll("media") Schedule schedule) {
        require(MediaLaws.P19, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P20_one_packet_of_media_a_datagram_and_none_in_a_record(
            @ForAll("media") Schedule schedule) {
        require(MediaLaws.P20, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P22_a_datagram_takes_one_path_the_one_of_figure_7(@ForAll("media") Schedule schedule) {
        require(MediaLaws.P22, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P23_nothing_is_taken_under_the_other_framing(@ForAll("media") Schedule schedule) {
        require(MediaLaws.P23, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P24_no_index_protects_two_packets(@ForAll("media") Schedule schedule) {
        require(MediaLaws.P24, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P30_what_an_attacker_makes_changes_nothing(@ForAll("media") Schedule schedule) {
        require(MediaLaws.P30, schedule);
    }

    @Provide
    Arbitrary<Schedule> media() {
        return Schedules.of(MediaScheduleProperties::draw);
    }

    /** A walk from two ends with keys, closing now and then. */
    static Schedule draw(long seed) {
        return Walk.schedule(
                Start.ESTABLISHED, Habits.MEDIA.withClose(seed % 4 == 0 ? 1 : 0), seed);
    }

    private void require(ScheduleLaw law, Schedule schedule) {
        Trial.require(law, getClass(), schedule);
    }
}
