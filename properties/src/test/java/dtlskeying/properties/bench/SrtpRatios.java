package dtlskeying.properties.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * {@code mvn -Pbench test}: the operations of {@link SrtpBenchmark} in rounds of short slices, each
 * of which runs every operation once in random order, and the ratios within a round. Measured is
 * the processor time of the thread. Such ratios stand noise that nanoseconds do not.
 */
public final class SrtpRatios {
    private static final int[] SIZES = {100, 200, 1200};

    private SrtpRatios() {}

    /**
     * Takes the number of rounds, and a profile's code point; without the latter, profiles 1 and 7
     * run one after the other in machines of their own, which do not share what they learn.
     */
    public static void main(String... arguments) throws Exception {
        if (arguments.length == 2) {
            measure(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
            return;
        }
        for (String profile : List.of("1", "7")) inAnotherMachine(arguments[0], profile);
    }

    private static void inAnotherMachine(String rounds, String profile)
            throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SrtpRatios.class.getName(),
                        rounds,
                        profile)
                .inheritIO()
                .start()
                .waitFor();
    }

    private static void measure(int rounds, int profile) throws Exception {
        Map<String, Slice> slices = slices(profile);
        List<Slice> order = new ArrayList<>(slices.values());
        Random random = new Random(1);
        for (int round = 0; round < rounds + rounds / 4 + 5; round++) {
            Collections.shuffle(order, random);
            for (Slice slice : order) slice.run(round >= rounds / 4 + 5);
        }
        slices.forEach((name, slice) -> print(profile, name, slice, slices));
    }

    private static Map<String, Slice> slices(int profile) throws Exception {
        Map<String, Slice> slices = new LinkedHashMap<>();
        for (int size : SIZES) {
            SrtpBenchmark benchmark = new SrtpBenchmark();
            benchmark.profile = profile;
            benchmark.size = size;
            benchmark.prepare();
            slices.put(size + " B protect", new Slice(benchmark::protect));
            slices.put(size + " B seal", new Slice(benchmark::bareSeal));
            slices.put(size + " B unprotect", new Slice(benchmark::unprotect));
            slices.put(size + " B open", new Slice(benchmark::bareOpen));
        }
        return slices;
    }

    private static void print(int profile, String name, Slice ours, Map<String, Slice> slices) {
        if (!name.endsWith("protect")) return;
        Slice bare = slices.get(name.replace("unprotect", "open").replace("protect", "seal"));
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.times.size(); i++)
            ratios.add(bare.times.get(i) / ours.times.get(i));
        System.out.printf(
                "profile %d, %-16s %5.0f ns; of bare JCE %.2f (half of the rounds %.2f to %.2f);"
                        + " %4.0f B garbage%n",
                profile,
                name,
                Slice.quantile(ours.times, 0.5),
                Slice.quantile(ratios, 0.5),
                Slice.quantile(ratios, 0.25),
                Slice.quantile(ratios, 0.75),
                ours.garbage);
    }
}
