package dtlskeying.properties.cli;

import dtlskeying.model.explore.Watch;

import java.io.PrintWriter;
import java.util.Locale;

/** How far an exploration is, on the side, a line a second. */
final class Progress implements Watch {
    private static final long PAUSE = 1_000_000_000;

    private final PrintWriter err;
    private long last = System.nanoTime();

    Progress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public boolean goOn(long states, long transitions, int depth) {
        long now = System.nanoTime();
        if (now - last < PAUSE) return true;
        last = now;
        err.printf(
                Locale.ROOT,
                "  %,d states, %,d transitions, depth %d%n",
                states,
                transitions,
                depth);
        err.flush();
        return true;
    }
}
