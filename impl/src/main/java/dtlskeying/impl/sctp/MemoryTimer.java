package dtlskeying.impl.sctp;

/** A timer of RFC 9260 §6.3: it fires at twice the interval each time, until it is stopped. */
final class MemoryTimer {
    /** RTO.Initial and RTO.Max (§16); round trips are not measured. */
    private static final long FIRST = 1_000_000_000L;

    private static final long LONGEST = 60_000_000_000L;

    private long due = Long.MAX_VALUE;
    private long interval = FIRST;
    private int fired;

    boolean isRunning() {
        return due != Long.MAX_VALUE;
    }

    void start(long now) {
        interval = FIRST;
        fired = 0;
        due = now + interval;
    }

    void stop() {
        due = Long.MAX_VALUE;
    }

    /** Whether it fires now; then it runs again. */
    boolean fires(long now) {
        if (now < due) return false;
        fired++;
        interval = Math.min(2 * interval, LONGEST);
        due = now + interval;
        return true;
    }

    /** How often it has fired since it was started. */
    int fired() {
        return fired;
    }
}
