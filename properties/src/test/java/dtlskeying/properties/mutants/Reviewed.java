package dtlskeying.properties.mutants;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The changes that somebody has looked at and that change nothing which a document speaks of, each
 * with the reason. A change is known by its file and its text, not by its line.
 */
record Reviewed(List<Entry> entries) {
    /**
     * One of them.
     *
     * @param source the file, relative to the sources of {@code impl}
     * @param before what stood there, spaces folded
     * @param after what was put in its place
     * @param why why no test can notice, or need notice
     */
    record Entry(String source, String before, String after, String why) {}

    static Reviewed in(Path folder) {
        var file = folder.resolve("equivalent.json");
        return new Reviewed(List.of(Studies.read(file, Entry[].class)));
    }

    Optional<String> of(Change change) {
        return entries.stream()
                .filter(entry -> entry.source().equals(change.source().toString()))
                .filter(entry -> entry.before().equals(Change.oneLine(change.before())))
                .filter(entry -> entry.after().equals(Change.oneLine(change.after())))
                .map(Entry::why)
                .findFirst();
    }
}
