package dtlskeying.properties.schedule;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Another handshake inside an association, with an attacker who has seen all of the first one: he
 * replays it, moves its records into later epochs, injects what he likes, and swaps the framings.
 */
class RehandshakeScheduleProperties {
    private static final int TRIES = 150;

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P09_no_attack_changes_what_a_rehandshake_settles_for(
            @ForAll("rehandshakes") Schedule schedule) {
        require(RehandshakeLaws.P09, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P12_the_peers_agree_on_the_keys_of_each_direction(@ForAll("injected") Schedule schedule) {
        require(HandshakeLaws.P12, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P23_nothing_is_taken_under_the_other_framing(@ForAll("rehandshakes") Schedule schedule) {
        require(MediaLaws.P23, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P30_what_an_attacker_makes_changes_nothing(@ForAll("rehandshakes") Schedule schedule) {
        require(MediaLaws.P30, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P37_injections_stop_no_rehandshake(@ForAll("injected") Schedule schedule) {
        require(RehandshakeLaws.P37, schedule);
    }

    @Provide
    Arbitrary<Schedule> rehandshakes() {
        return Schedules.of(HandshakeDraws::again);
    }

    @Provide
    Arbitrary<Schedule> injected() {
        return Schedules.of(HandshakeDraws::againWithInjections);
    }

    private void require(ScheduleLaw law, Schedule schedule) {
        Trial.require(law, getClass(), schedule);
    }
}
