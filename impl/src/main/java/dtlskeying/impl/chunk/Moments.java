package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.ReauthenticationSpec.REPEAT;

/** Sums of seconds that do not overflow, and the moments at which something is said again. */
final class Moments {
    private Moments() {}

    static long later(long before, long seconds) {
        return seconds > Long.MAX_VALUE - before ? Long.MAX_VALUE : before + seconds;
    }

    /** Whether one of the moments is within the seconds after so many others. */
    static boolean repeats(long before, long seconds) {
        return later(before, seconds) / REPEAT > before / REPEAT;
    }
}
