package dtlskeying.properties.tour;

import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Watch;
import dtlskeying.properties.explain.Explanation;
import dtlskeying.properties.explain.Story;
import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.explore.Exploring;
import dtlskeying.spec.trace.TraceFile;
import dtlskeying.spec.trace.TraceReader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the pages of the tour: the same code makes the same files. */
public final class Tour {
    private static final Bounds BOUNDS = new Bounds(2_000_000, Integer.MAX_VALUE);

    private final Commands commands;

    /** Carries out a command of ours. */
    @FunctionalInterface
    public interface Commands {
        /** What it says is nobody's business; its status is 0 if it did what it says. */
        int execute(String... words);
    }

    /** A tour whose runs are carried out so. */
    public Tour(Commands commands) {
        this.commands = commands;
    }

    /** The files of one stop, by their names. */
    public Map<String, String> files(Stop stop) {
        var files = new LinkedHashMap<String, String>();
        List<String> prose = prose(stop);
        switch (stop.scene()) {
            case Stop.Scene.Run(var command) -> explain(stop, prose, recorded(command), files);
            case Stop.Scene.SharedSource() -> explain(stop, prose, SharedSource.recorded(), files);
            case Stop.Scene.Found(var name) -> {
                Exploring exploring = exploring(name);
                var story =
                        Story.of(
                                stop.title(),
                                exploring.system().get().rails(),
                                exploring.run(BOUNDS, Watch.NONE));
                files.put("ladder.txt", story.text());
                files.put("page.html", story.html(prose));
            }
        }
        files.put("README.md", readme(stop, prose, files.get("ladder.txt")));
        return files;
    }

    /** The pages' contents. */
    public static String index(List<Stop> stops) {
        var lines = new ArrayList<String>();
        lines.add("# A tour in ten pages");
        lines.add("");
        lines.add(
                "Each page was made from a real run, or from a model that was exhausted. `page.html`"
                        + " is to be looked at,\n`ladder.txt` to be read in a terminal; `dtls-keying"
                        + " tour --out DIR` makes them all again.");
        lines.add("");
        for (Stop stop : stops)
            lines.add("- [%s](%s/README.md)".formatted(stop.title(), stop.name()));
        return String.join("\n", lines) + "\n";
    }

    /** A trace, and the key log that opens what is in it. */
    record Recorded(TraceFile trace, String keyLog) {}

    private static void explain(
            Stop stop, List<String> prose, Recorded recorded, Map<String, String> files) {
        var explanation = Explanation.of(stop.title(), recorded.trace(), recorded.keyLog());
        files.put("trace.jsonl", recorded.trace().text());
        files.put("keylog.txt", recorded.keyLog());
        files.put("ladder.txt", explanation.text());
        files.put("page.html", explanation.html(prose));
    }

    private Recorded recorded(String command) {
        try {
            Path folder = Files.createTempDirectory("tour");
            String[] words =
                    Stream.concat(
                                    Stream.of(command.split(" ")),
                                    Stream.of("--out", folder.toString()))
                            .toArray(String[]::new);
            int status = commands.execute(words);
            if (status > 1) throw new AssertionError(command + " ends with " + status);
            var read = TraceReader.read(Files.readString(folder.resolve("trace.jsonl")));
            String keyLog = Files.readString(folder.resolve("keylog.txt"));
            delete(folder);
            if (read instanceof TraceReader.Outcome.Whole(var trace))
                return new Recorded(trace, keyLog);
            throw new AssertionError(command + ": " + read);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(folder);
    }

    private static Exploring exploring(String name) {
        return Explorations.find(name)
                .orElseThrow(() -> new AssertionError("nothing is called " + name));
    }

    private static List<String> prose(Stop stop) {
        try (InputStream in = Tour.class.getResourceAsStream(stop.name() + ".txt")) {
            if (in == null) throw new AssertionError("no words for " + stop.name());
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.strip().split("\n\n"))
                    .map(paragraph -> paragraph.replace('\n', ' '))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String readme(Stop stop, List<String> prose, String ladder) {
        return """
        # %s

        %s

        ```
        %s
        ```

        [The page](page.html) has %s.

        ```
        %s```
        """
                .formatted(
                        stop.title(),
                        String.join("\n\n", prose),
                        stop.command(),
                        stop.scene() instanceof Stop.Scene.Found
                                ? "the state after each step"
                                : "every byte, every key and the verdict",
                        ladder);
    }
}
