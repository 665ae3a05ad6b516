package dtlskeying.impl.usrsctp;

/** Time for the library's timers, in steps that it takes no harm from. */
final class Clock {
    private static final long MILLISECOND = 1_000_000;

    /** Every timer that is set anew in a step waits for the next one: steps are short. */
    private static final int STEP = 10;

    /** More than this at once is no passing of time but another clock. */
    private static final long LONGEST = 600_000;

    private final Functions functions;
    private boolean running;
    private long last;

    Clock(Functions functions) {
        this.functions = functions;
    }

    /** The next moment that it hears is its first. */
    void stop() {
        running = false;
    }

    void advance(long nanos) {
        if (!running) {
            last = nanos;
            running = true;
        }
        long passed = (nanos - last) / MILLISECOND;
        if (passed <= 0) return;
        last += passed * MILLISECOND;
        for (long left = Math.min(passed, LONGEST); left > 0; left -= STEP)
            functions.handleTimers((int) Math.min(left, STEP));
    }
}
