package dtlskeying.impl.endpoint;

/** What the key management has not been told yet: whole seconds, and bytes that were protected. */
final class Elapsed {
    private static final long SECOND = 1_000_000_000L;

    private long told;
    private long bytes;

    /** From that time on, in nanoseconds. */
    void begin(long now) {
        told = now;
    }

    /** So many bytes more, in either direction. */
    void add(int more) {
        bytes += more;
    }

    /** How many whole seconds it is now, which are told by this. */
    int seconds(long now) {
        int seconds = (int) Math.min((now - told) / SECOND, Integer.MAX_VALUE);
        told += seconds * SECOND;
        return seconds;
    }

    /** How many bytes, which are told by this. */
    long bytes() {
        long all = bytes;
        bytes = 0;
        return all;
    }
}
