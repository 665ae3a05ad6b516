package dtlskeying.properties.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A schedule as it was carried out. */
public record Course(World start, List<Step> steps) {
    /** An event, what came of it, and the world after it. */
    public record Step(Event event, List<Happening> happenings, World after) {
        public Step {
            happenings = List.copyOf(happenings);
        }

        @Override
        public String toString() {
            return happenings.stream()
                    .flatMap(Happening::all)
                    .map(happening -> "\n       " + happening)
                    .collect(Collectors.joining("", event.toString(), ""));
        }
    }

    public Course {
        steps = List.copyOf(steps);
    }

    /** What that schedule does to ends that are put together from these machines. */
    public static Course of(Schedule schedule, Stack stack) {
        World start = schedule.start().world(schedule.seed()).with(stack);
        World world = start;
        var steps = new ArrayList<Step>();
        for (Event event : schedule.events()) {
            var next = world.step(event);
            world = next.world();
            steps.add(new Step(event, next.happenings(), world));
        }
        return new Course(start, steps);
    }

    /** The world at the end. */
    public World end() {
        return steps.isEmpty() ? start : steps.getLast().after();
    }

    /** All that happened, in order. */
    public Stream<Happening> happenings() {
        return steps.stream().flatMap(step -> step.happenings().stream()).flatMap(Happening::all);
    }

    /** All that happened of one kind, in order. */
    public <H extends Happening> Stream<H> happenings(Class<H> kind) {
        return happenings().filter(kind::isInstance).map(kind::cast);
    }

    /** The events, numbered, each with what came of it. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++)
            text.append("%4d  %s%n".formatted(i + 1, steps.get(i)));
        return text.toString();
    }
}
