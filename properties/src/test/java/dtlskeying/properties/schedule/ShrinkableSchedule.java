package dtlskeying.properties.schedule;

import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

import java.util.stream.Stream;

/** Our own shrinking, as jqwik wants it. */
record ShrinkableSchedule(Schedule value) implements Shrinkable<Schedule> {
    @Override
    public Stream<Shrinkable<Schedule>> shrink() {
        return Shrinking.candidates(value.events())
                .map(events -> new ShrinkableSchedule(value.with(events)));
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(Shrinking.size(value.events()));
    }
}
