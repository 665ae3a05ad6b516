package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Generated files that are kept beside the vectors, so that a change of behaviour shows as a change
 * of text. {@code mvn test -Dsnapshots=write} accepts what is new.
 */
public final class Snapshots {
    private Snapshots() {}

    /** Fails unless the file below {@code vectors/} reads exactly so. */
    public static void check(String file, String text) {
        Path path = root().resolve("vectors").resolve(file);
        try {
            if (areWritten()) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, text);
            }
            assertThat(path).as("accept with -Dsnapshots=write").exists();
            assertThat(Files.readString(path))
                    .as("%s; accept a wanted change with -Dsnapshots=write", file)
                    .isEqualTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether what is new is accepted, and not held against what was. */
    static boolean areWritten() {
        return System.getProperty("snapshots", "check").equals("write");
    }

    /** The root of the repository. */
    public static Path root() {
        return Path.of(System.getProperty("repository.root", ".."));
    }
}
