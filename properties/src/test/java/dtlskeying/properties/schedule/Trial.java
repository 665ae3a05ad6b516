package dtlskeying.properties.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** Laws on trial: one schedule for jqwik, or a hunt for the first schedule that breaks one. */
final class Trial {
    private static final Path FAILURES = Path.of("target", "failures");

    private Trial() {}

    /** A schedule that breaks a law, as small as it gets, and what is wrong. */
    record Verdict(Schedule schedule, int tries, int drawn, String violation, Course course) {
        int length() {
            return schedule.events().size();
        }

        @Override
        public String toString() {
            return "%s%n%s%s events, seed %d, shrunk from %d; tries: %d"
                    .formatted(violation, course, length(), schedule.seed(), drawn, tries);
        }
    }

    /**
     * Asks our stack. Of a failure the shortest trace so far is written to {@code target/failures},
     * with the command that repeats it.
     */
    static void require(ScheduleLaw law, Class<?> property, Schedule schedule) {
        Course course = Course.of(schedule, Stack.OURS);
        Optional<String> violation = law.violation().apply(course);
        if (violation.isEmpty()) return;
        String text =
                "%s: %s%n%s%nto repeat it: %s%n"
                        .formatted(
                                law.name(),
                                violation.get(),
                                course,
                                command(law, property, schedule.seed()));
        write(law, schedule.seed(), text);
        throw new BrokenLaw(text);
    }

    /** The first schedule by which these machines break the law, shrunk. */
    static Optional<Verdict> hunt(
            ScheduleLaw law, Stack stack, LongFunction<Schedule> drawing, int tries) {
        for (int seed = 0; seed < tries; seed++) {
            Schedule drawn = drawing.apply(seed);
            if (law.judge(drawn, stack).isEmpty()) continue;
            List<Event> least =
                    Shrinking.smallest(
                            drawn.events(),
                            events -> law.judge(drawn.with(events), stack).isPresent());
            Schedule shrunk = drawn.with(least);
            Course course = Course.of(shrunk, stack);
            String violation = law.violation().apply(course).orElseThrow();
            return Optional.of(
                    new Verdict(shrunk, seed + 1, drawn.events().size(), violation, course));
        }
        return Optional.empty();
    }

    private static String command(ScheduleLaw law, Class<?> property, long seed) {
        return "mvn test -pl properties -am -DfailIfNoTests=false"
                + " -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dtest='%s#%s*' -Dmbt.seed=%d"
                        .formatted(property.getSimpleName(), number(law), seed);
    }

    private static void write(ScheduleLaw law, long seed, String text) {
        try {
            Files.createDirectories(FAILURES);
            Path file = FAILURES.resolve(number(law) + "-" + seed + ".txt");
            if (Files.exists(file) && Files.size(file) <= text.length()) return;
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String number(ScheduleLaw law) {
        return law.name().substring(0, law.name().indexOf(' '));
    }
}
