package dtlskeying.properties.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that a command names, read whole and within a bound. */
final class TextFile {
    private static final int LARGEST = 1 << 20;

    private TextFile() {}

    /** The text of a file; every reason not to have it is a {@link Misuse}. */
    static String read(Path file) {
        if (Files.isDirectory(file)) throw new Misuse(file + " is a directory");
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) throw new Misuse(file + " is larger than 1 MiB");
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException none) {
            throw new Misuse(file + " does not exist", none);
        } catch (AccessDeniedException denied) {
            throw new Misuse(file + " may not be read", denied);
        } catch (IOException failed) {
            throw new Misuse(file + " cannot be read: " + failed.getMessage(), failed);
        }
    }
}
