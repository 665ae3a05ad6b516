package dtlskeying.properties.cli;

import java.util.function.Supplier;

/**
 * Ctrl-C interrupts the thread at work instead of ending the program at once; the thread has two
 * seconds to say what it has.
 */
final class Interrupt {
    private static final long PATIENCE_MILLIS = 2_000;

    private Interrupt() {}

    /** Does something that ends early when its thread is interrupted. */
    static <T> T heard(Supplier<T> work) {
        Thread worker = Thread.currentThread();
        var hook = new Thread(() -> interrupt(worker), "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            remove(hook);
        }
    }

    private static void interrupt(Thread worker) {
        worker.interrupt();
        try {
            worker.join(PATIENCE_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException isShuttingDown) {
            // The hook has done its work; what follows is printing, which an interrupt would spoil.
            Thread.interrupted();
        }
    }
}
