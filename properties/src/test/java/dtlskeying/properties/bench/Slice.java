package dtlskeying.properties.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** One operation, and the nanoseconds that it took in each round. */
final class Slice {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long SLICE = 8_000_000;

    private final Callable<Integer> operation;
    private final LongSupplier clock;
    private final long length;
    final List<Double> times = new ArrayList<>();
    double garbage;
    private int count = 1;
    private int sink;

    /** Measured by the processor time of its thread. */
    Slice(Callable<Integer> operation) {
        this(operation, THREADS::getCurrentThreadCpuTime, SLICE);
        count = 64;
    }

    /** Measured by that clock, in nanoseconds, for about as long each time. */
    Slice(Callable<Integer> operation, LongSupplier clock, long length) {
        this.operation = operation;
        this.clock = clock;
        this.length = length;
    }

    void run(boolean counts) throws Exception {
        long allocated = allocated();
        long start = clock.getAsLong();
        for (int i = 0; i < count; i++) sink ^= operation.call();
        long spent = clock.getAsLong() - start;
        garbage = (double) (allocated() - allocated) / count;
        if (counts) times.add((double) spent / count);
        else if (spent < length) count += Math.max(1, count / 2);
        if (sink == 0x5ca1ab1e) System.out.println();
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) THREADS).getCurrentThreadAllocatedBytes();
    }

    /** The value below which that share of the values is. */
    static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) (share * (sorted.size() - 1)));
    }
}
