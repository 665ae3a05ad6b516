package dtlskeying.properties.network;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What becomes of every datagram: plain data, and a total function of the datagram's name, so that
 * the fate of one does not hang on which others were sent.
 */
public sealed interface Fates {
    /** What becomes of that datagram. */
    Fate fate(Handle handle);

    /** Fates drawn from a seed, as often bad as the conditions say. */
    record Seeded(long seed, Conditions conditions) implements Fates {
        @Override
        public Fate fate(Handle handle) {
            var draws = new SplittableRandom(mixed(handle));
            boolean lost = draws.nextDouble() < conditions.loss();
            boolean late = draws.nextDouble() < conditions.reordering();
            boolean twice = draws.nextDouble() < conditions.duplication();
            long first = conditions.delay() + (late ? lateness(draws) : 0);
            if (lost) return Fate.LOST;
            return twice ? new Fate(List.of(first, first + lateness(draws))) : Fate.after(first);
        }

        private long lateness(SplittableRandom draws) {
            return 1 + draws.nextLong(conditions.lateness());
        }

        /** Seeds that differ in one bit give streams with nothing in common. */
        private long mixed(Handle handle) {
            var bySeed = new SplittableRandom(seed);
            long side = bySeed.nextLong() + handle.from().ordinal();
            return new SplittableRandom(side).nextLong() + handle.number() * 0x9e3779b97f4a7c15L;
        }
    }

    /** Fates listed one by one; what is not listed has the fate that another has for it. */
    record Listed(Map<Handle, Fate> fates, Fates otherwise) implements Fates {
        public Listed {
            fates = Map.copyOf(fates);
        }

        @Override
        public Fate fate(Handle handle) {
            Fate listed = fates.get(handle);
            return listed == null ? otherwise.fate(handle) : listed;
        }
    }

    /** Nothing goes wrong. */
    static Fates ideal() {
        return new Seeded(0, Conditions.IDEAL);
    }
}
