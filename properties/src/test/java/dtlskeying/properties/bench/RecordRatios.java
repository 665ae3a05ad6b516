package dtlskeying.properties.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The operations of {@link RecordBenchmark} side by side in one run, every round in another order,
 * as ratios of AES-GCM alone: what disturbs the machine disturbs them alike.
 */
public final class RecordRatios {
    private static final int[] SIZES = {100, 200, 1200};

    private RecordRatios() {}

    /** Takes the number of rounds. */
    public static void main(String... arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        Map<String, Slice> slices = slices();
        List<Slice> order = new ArrayList<>(slices.values());
        Random random = new Random(1);
        int warm = rounds / 4 + 5;
        for (int round = 0; round < rounds + warm; round++) {
            Collections.shuffle(order, random);
            for (Slice slice : order) slice.run(round >= warm);
        }
        for (int size : SIZES)
            for (String what : List.of("seal", "open"))
                print(
                        "DTLS 1.3, %d B %-7s".formatted(size, what),
                        slices.get(size + what),
                        slices.get(size + "bare " + what));
    }

    private static Map<String, Slice> slices() throws Exception {
        Map<String, Slice> slices = new LinkedHashMap<>();
        for (int size : SIZES) {
            RecordBenchmark benchmark = new RecordBenchmark();
            benchmark.size = size;
            benchmark.prepare();
            slices.put(size + "seal", new Slice(benchmark::seal));
            slices.put(size + "bare seal", new Slice(benchmark::bareSeal));
            slices.put(size + "open", new Slice(benchmark::open));
            slices.put(size + "bare open", new Slice(benchmark::bareOpen));
        }
        return slices;
    }

    static void print(String name, Slice ours, Slice bare) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.times.size(); i++)
            ratios.add(bare.times.get(i) / ours.times.get(i));
        System.out.printf(
                "%s %5.0f ns; of AES-GCM alone %.2f (half of the rounds %.2f to %.2f);"
                        + " %4.0f B garbage%n",
                name,
                Slice.quantile(ours.times, 0.5),
                Slice.quantile(ratios, 0.5),
                Slice.quantile(ratios, 0.25),
                Slice.quantile(ratios, 0.75),
                ours.garbage);
    }
}
