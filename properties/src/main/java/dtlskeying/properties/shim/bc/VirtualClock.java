package dtlskeying.properties.shim.bc;

/**
 * What an end reads in the place of the clock of the system. There is one for each {@link
 * VirtualTime}: its classes are loaded anew.
 */
public final class VirtualClock {
    private static volatile long now;

    private VirtualClock() {}

    /** Milliseconds since the end was made; stands in for {@link System#currentTimeMillis()}. */
    public static long currentTimeMillis() {
        return now;
    }

    static void advance(long milliseconds) {
        now += milliseconds;
    }
}
