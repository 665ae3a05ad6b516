package dtlskeying.properties.schedule;

import java.util.Optional;
import java.util.function.Function;

/**
 * A sentence that every course of every schedule obeys. It is data, so that the same sentence can
 * be asked of our stack and of a sick one.
 *
 * @param name the P-number and the sentence, also the name of the method that asks it
 * @param violation what is wrong with a course, if anything is
 */
record ScheduleLaw(String name, Function<Course, Optional<String>> violation) {
    /** What is wrong when these machines carry out that schedule, if anything is. */
    Optional<String> judge(Schedule schedule, Stack stack) {
        return violation.apply(Course.of(schedule, stack));
    }
}
