import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or mends the layout of every Java file of the repository.
 *
 * <p>{@code Format check ROOT} exits with 1 and names the files whose layout differs from
 * google-java-format's (AOSP style); {@code Format write ROOT} rewrites them.
 */
final class Format {
    private static final JavaFormatterOptions STYLE =
            JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build();

    public static void main(String[] arguments) throws Exception {
        boolean write = arguments[0].equals("write");
        var root = Path.of(arguments[1]);
        var differing = new ArrayList<Path>();
        for (Path file : sources(root)) {
            var text = Files.readString(file);
            var formatted = format(text, file);
            if (formatted.equals(text)) continue;
            differing.add(root.relativize(file));
            if (write) Files.writeString(file, formatted);
        }
        if (write || differing.isEmpty()) return;
        differing.forEach(file -> System.err.println("not formatted: " + file));
        System.err.println("mend with: mvn validate -Dformat=write");
        System.exit(1);
    }

    private static List<Path> sources(Path root) throws Exception {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).toString().contains("target/"))
                    .sorted()
                    .toList();
        }
    }

    private static String format(String text, Path file) throws Exception {
        try {
            var used = RemoveUnusedImports.removeUnusedImports(text);
            var ordered = ImportOrderer.reorderImports(used, JavaFormatterOptions.Style.AOSP);
            return new Formatter(STYLE).formatSource(ordered);
        } catch (com.google.googlejavaformat.java.FormatterException e) {
            throw new IllegalStateException("cannot format " + file, e);
        }
    }
}
