package dtlskeying.properties.mutants;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is changed of every chapter: {@code studies.json} beside the reviewed mutants. */
public final class Studies {
    static final Path ROOT = Path.of(System.getProperty("repository.root", ".."));
    static final Path FOLDER = ROOT.resolve("properties/src/test/resources/mutants");

    private static final String EVERYTHING = "all";

    private Studies() {}

    static List<Study> all() {
        return List.of(read(FOLDER.resolve("studies.json"), Study[].class));
    }

    /**
     * Those that are wanted: a chapter, a folder of chapters such as {@code srtp}, or {@code all}.
     * Nothing when there is no such chapter.
     */
    static List<Study> of(String wanted) {
        return all().stream()
                .filter(study ->
                        wanted.equals(EVERYTHING)
                                || wanted.equals(study.chapter())
                                || wanted.equals(study.folder()))
                .toList();
    }

    /** The vectors that the chapter of this run has, by the names of their kinds. */
    public static List<String> vectors() {
        return ofThisRun().vectors();
    }

    /** What the chapter of this run explores. */
    public static List<String> explored() {
        return ofThisRun().explored();
    }

    private static Study ofThisRun() {
        return of(System.getProperty("chapter")).getFirst();
    }

    /** A file of JSON, as what it is made of. */
    static <T> T read(Path file, Class<T> type) {
        try {
            return new JsonMapper().readValue(Files.readString(file), type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
