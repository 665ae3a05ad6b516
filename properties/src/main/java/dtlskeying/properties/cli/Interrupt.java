package dtlskeying.properties.cli;

import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ctrl-C, or a request to terminate, interrupts the thread at work instead of ending the program at
 * once; the thread gets the time to say what it has, twenty seconds at most.
 */
final class Interrupt {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final CountDownLatch SAID = new CountDownLatch(1);

    private static volatile boolean isHeard;

    private Interrupt() {}

    /** Whether somebody wants the program to end: what it says from here on is partial. */
    static boolean isHeard() {
        return isHeard;
    }

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

    /** Gives up where somebody wants the program to end; what was done so far is then reported. */
    static void heed() throws InterruptedIOException {
        if (Thread.interrupted()) throw new InterruptedIOException("interrupted");
    }

    /** The command has said everything: who wants to end the program need not wait. */
    static void said() {
        SAID.countDown();
    }

    private static void interrupt(Thread worker) {
        isHeard = true;
        worker.interrupt();
        try {
            SAID.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
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
