package dtlskeying.properties.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.schedule.ScheduleGuards.Bug;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

class ScheduleGuardsTest {
    /** How many events more than the fewest a shrunk schedule may have. */
    private static final int SLACK = 1;

    @TestFactory
    Stream<DynamicTest> every_bug_dies_by_its_law_on_a_schedule_near_the_optimum() {
        return ScheduleGuards.all()
                .map(bug ->
                        DynamicTest.dynamicTest(bug.id() + ": " + bug.story(), () -> kill(bug)));
    }

    private static void kill(Bug bug) {
        var verdict = bug.hunt();
        assertThat(verdict).as("killed by %s", bug.killer().name()).isPresent();
        if (Boolean.getBoolean("mbt.shares")) System.err.println(bug.id() + " " + verdict.get());
        assertThat(verdict.get().length())
                .as("%s", verdict.get())
                .isBetween(bug.optimum(), bug.optimum() + SLACK);
        assertThat(bug.killer().judge(verdict.get().schedule(), Stack.OURS))
                .as("our stack on the same schedule")
                .isEmpty();
    }
}
