package dtlskeying.properties.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * The operations of {@link HandshakeBenchmark} side by side in one run, every round in another
 * order, by the processor time of the whole process: Bouncy Castle's ends have threads of their
 * own.
 */
public final class HandshakeRatios {
    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** The clock of the process ticks every 10 ms. */
    private static final long SLICE = 250_000_000;

    private HandshakeRatios() {}

    /** Takes the number of rounds. */
    public static void main(String... arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        var benchmark = new HandshakeBenchmark();
        var dtls12 = slice(benchmark::dtls12);
        var dtls13 = slice(benchmark::dtls13);
        var publicKeys = slice(benchmark::publicKeys);
        var theirs = slice(benchmark::bouncyCastle);
        List<Slice> order = new ArrayList<>(List.of(dtls12, dtls13, publicKeys, theirs));
        var random = new Random(1);
        int warm = rounds / 4 + 5;
        for (int round = 0; round < rounds + warm; round++) {
            Collections.shuffle(order, random);
            for (Slice slice : order) slice.run(round >= warm);
        }
        print("DTLS 1.2", dtls12, publicKeys, theirs);
        print("DTLS 1.3", dtls13, publicKeys, theirs);
    }

    private static Slice slice(Callable<Integer> operation) {
        return new Slice(operation, PROCESS::getProcessCpuTime, SLICE);
    }

    private static void print(String name, Slice ours, Slice publicKeys, Slice theirs) {
        double median = Slice.quantile(ours.times, 0.5);
        System.out.printf(
                "%s: %.0f handshakes/s; time of its public-key operations x %.2f (half of the"
                        + " rounds %.2f to %.2f); handshakes of Bouncy Castle's DTLS 1.2 x %.2f"
                        + " (%.2f to %.2f)%n",
                name,
                1e9 / median,
                quantile(ours, publicKeys, 0.5),
                quantile(ours, publicKeys, 0.25),
                quantile(ours, publicKeys, 0.75),
                quantile(theirs, ours, 0.5),
                quantile(theirs, ours, 0.25),
                quantile(theirs, ours, 0.75));
    }

    /** Of the ratios of the same round, the one below which that share of them is. */
    private static double quantile(Slice one, Slice other, double share) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < one.times.size(); i++)
            ratios.add(one.times.get(i) / other.times.get(i));
        return Slice.quantile(ratios, share);
    }
}
