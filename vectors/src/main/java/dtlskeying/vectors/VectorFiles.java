package dtlskeying.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the vectors are: inside this module, or in a folder such as {@code vectors/} of the
 * repository.
 */
public final class VectorFiles {
    private VectorFiles() {}

    /** Reads the vectors of that kind that this module came with. */
    public static VectorFile read(VectorKind kind) {
        try {
            return VectorText.read(kind, resource(kind.dataFile()));
        } catch (UnreadableVectors e) {
            throw new AssertionError(kind.dataFile() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the vectors of that kind from a folder.
     *
     * @param root the folder that holds {@code srtp} and {@code schema}
     * @throws UnreadableVectors if the file is missing or cannot be used
     */
    public static VectorFile read(Path root, VectorKind kind) throws UnreadableVectors {
        return VectorText.read(kind, text(root, kind));
    }

    /**
     * The text of the vectors of that kind in a folder.
     *
     * @throws UnreadableVectors if the file is missing
     */
    public static String text(Path root, VectorKind kind) throws UnreadableVectors {
        Path file = root.resolve(kind.dataFile());
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UnreadableVectors(file + " cannot be read");
        }
    }

    static String resource(String path) {
        try (InputStream stream = VectorFiles.class.getResourceAsStream(path)) {
            if (stream == null) throw new AssertionError("the module has no " + path);
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
