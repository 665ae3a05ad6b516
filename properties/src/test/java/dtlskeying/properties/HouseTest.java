package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of the house that a compiler cannot see. */
class HouseTest {
    private static final int LONGEST_TABLE = 120;

    private static final Pattern CLOCK_OR_CHANCE =
            Pattern.compile(
                    "System\\.(currentTimeMillis|nanoTime)|Instant\\.now|Clock\\.|new SecureRandom"
                            + "|new Random\\(|Math\\.random");

    private static final Pattern TABLE = Pattern.compile("return switch \\(new \\w*Row\\(");

    private static final Pattern DEFAULT_ARM = Pattern.compile("^\\s*default ->");

    private static final Pattern STATE_UNNAMED = Pattern.compile("case \\w*Row\\((var \\w+|_),");

    @Test
    void no_transition_table_is_longer_than_a_screen_or_two() {
        var lengths = new TreeMap<String, Integer>();
        for (Path file : sources("impl")) tables(file).forEach(lengths::put);
        assertThat(lengths).hasSizeGreaterThan(8);
        assertThat(lengths)
                .allSatisfy((table, lines) ->
                        assertThat(lines).as(table).isLessThanOrEqualTo(LONGEST_TABLE));
    }

    @Test
    void a_table_names_its_states_and_has_no_default_arm() {
        for (Path file : sources("impl")) {
            var lines = lines(file);
            if (lines.stream().noneMatch(line -> TABLE.matcher(line).find())) continue;
            assertThat(lines).as("%s", file).noneMatch(line -> STATE_UNNAMED.matcher(line).find());
            assertThat(lines).as("%s", file).noneMatch(line -> DEFAULT_ARM.matcher(line).find());
        }
    }

    @Test
    void time_and_chance_come_in_as_inputs() {
        var offenders = new ArrayList<String>();
        for (String module : List.of("spec", "model", "impl"))
            for (Path file : sources(module))
                if (!file.toString().contains("/udp/"))
                    lines(file).stream()
                            .filter(line -> CLOCK_OR_CHANCE.matcher(line).find())
                            .forEach(line -> offenders.add(file.getFileName() + ": " + line));
        assertThat(offenders).isEmpty();
    }

    @Test
    void model_and_impl_do_not_know_each_other() {
        assertThat(sources("model")).allMatch(file -> !mentions(file, "dtlskeying.impl"));
        assertThat(sources("impl")).allMatch(file -> !mentions(file, "dtlskeying.model"));
    }

    @Test
    void the_top_level_has_its_fixed_names_only() throws IOException {
        try (Stream<Path> entries = Files.list(Snapshots.root())) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .filteredOn(name -> !name.startsWith(".") && !name.equals("target"))
                    .containsExactlyInAnyOrder(
                            "pom.xml",
                            "spec",
                            "model",
                            "impl",
                            "properties",
                            "vectors",
                            "README.md");
        }
    }

    @Test
    void every_class_that_readme_names_exists() throws IOException {
        var known = new ArrayList<String>();
        for (String module : List.of("spec", "model", "impl", "vectors", "properties"))
            for (Path file : sources(module))
                known.add(file.getFileName().toString().replace(".java", ""));
        String readme = Files.readString(Snapshots.root().resolve("README.md"));
        String table =
                readme.substring(
                        readme.indexOf("## Which chapter is where"),
                        readme.indexOf("## How far each clause is"));
        var named = Pattern.compile("`([A-Z][A-Za-z]+)`").matcher(table).results();
        assertThat(named.map(name -> name.group(1)).toList())
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    /** The tables of a file by name and first line, with their lengths in lines. */
    private static Map<String, Integer> tables(Path file) {
        var lines = lines(file);
        var lengths = new TreeMap<String, Integer>();
        for (int i = 0; i < lines.size(); i++) {
            if (!TABLE.matcher(lines.get(i)).find()) continue;
            int end = i;
            while (!lines.get(end).equals("        };")) end++;
            lengths.put(file.getFileName() + ":" + (i + 1), end - i + 1);
        }
        return lengths;
    }

    private static boolean mentions(Path file, String text) {
        return lines(file).stream().anyMatch(line -> line.contains(text));
    }

    private static List<Path> sources(String module) {
        try (Stream<Path> files = Files.walk(Snapshots.root().resolve(module + "/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
