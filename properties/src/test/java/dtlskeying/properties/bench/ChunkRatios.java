package dtlskeying.properties.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The operations of {@link ChunkBenchmark} side by side in one run, every round in another order,
 * as ratios of AES-GCM alone: what disturbs the machine disturbs them alike.
 */
public final class ChunkRatios {
    private static final int[] SIZES = {100, 200, 1200};

    private ChunkRatios() {}

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
            for (String what : List.of("seal", "seal and open"))
                RecordRatios.print(
                        "DTLS chunk, %4d B %-13s".formatted(size, what),
                        slices.get(size + what),
                        slices.get(size + "bare " + what));
    }

    private static Map<String, Slice> slices() throws Exception {
        Map<String, Slice> slices = new LinkedHashMap<>();
        for (int size : SIZES) {
            slices.put(size + "seal", new Slice(prepared(size)::seal));
            slices.put(size + "bare seal", new Slice(prepared(size)::bareSeal));
            slices.put(size + "seal and open", new Slice(prepared(size)::sealAndOpen));
            slices.put(size + "bare seal and open", new Slice(prepared(size)::bareSealAndOpen));
        }
        return slices;
    }

    private static ChunkBenchmark prepared(int size) throws Exception {
        var benchmark = new ChunkBenchmark();
        benchmark.size = size;
        benchmark.prepare();
        return benchmark;
    }
}
