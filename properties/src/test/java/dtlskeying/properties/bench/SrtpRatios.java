package dtlskeying.properties.bench;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code mvn -Pbench test}: the benchmark in rounds, each of which runs every operation once, and
 * the ratios of operations of the same round. Ratios stand noise that nanoseconds do not.
 */
public final class SrtpRatios {
    private static final String BARE = "bare";

    private SrtpRatios() {}

    /** Takes the number of rounds, 5 if none is given. */
    public static void main(String... arguments) throws RunnerException {
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        Map<String, List<Double>> times = new TreeMap<>();
        for (int round = 0; round < rounds; round++)
            for (RunResult result : run())
                times.computeIfAbsent(name(result), _ -> new ArrayList<>())
                        .add(result.getPrimaryResult().getScore());
        print(times);
    }

    private static Collection<RunResult> run() throws RunnerException {
        return new Runner(
                        new OptionsBuilder()
                                .include(SrtpBenchmark.class.getSimpleName())
                                .verbosity(VerboseMode.SILENT)
                                .build())
                .run();
    }

    private static String name(RunResult result) {
        String operation = result.getParams().getBenchmark();
        return "profile %s, %4s B, %s"
                .formatted(
                        result.getParams().getParam("profile"),
                        result.getParams().getParam("size"),
                        operation.substring(operation.lastIndexOf('.') + 1));
    }

    private static void print(Map<String, List<Double>> times) {
        times.forEach((name, all) ->
                System.out.printf("%-34s %7.0f ns%s%n", name, median(all), ratio(times, name)));
    }

    /** How many packets of ours go by while bare JCE does one; below 1 by what we add. */
    private static String ratio(Map<String, List<Double>> times, String name) {
        if (name.contains(BARE)) return "";
        boolean opens = name.endsWith("unprotect");
        String bare =
                name.substring(0, name.lastIndexOf(' ') + 1) + (opens ? "bareOpen" : "bareSeal");
        List<Double> ours = times.get(name);
        List<Double> theirs = times.get(bare);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) ratios.add(theirs.get(i) / ours.get(i));
        double[] sorted = ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return "   of bare JCE: %.2f (%.2f to %.2f)"
                .formatted(median(ratios), sorted[0], sorted[sorted.length - 1]);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().getAsDouble();
    }
}
