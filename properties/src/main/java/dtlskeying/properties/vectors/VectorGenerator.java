package dtlskeying.properties.vectors;

import dtlskeying.properties.WholeFile;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorText;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Makes all vectors. The same code always makes the same bytes: nothing in them is random. */
public final class VectorGenerator {
    private VectorGenerator() {}

    /** The text of every file. */
    public static Map<VectorKind, String> texts() {
        var texts = new EnumMap<VectorKind, String>(VectorKind.class);
        for (VectorSource source : VectorSource.ALL)
            texts.put(source.kind(), VectorText.write(source.make()));
        return texts;
    }

    /**
     * Writes every file that is missing or differs.
     *
     * @param root the folder that holds {@code srtp} and {@code schema}, {@code vectors/} in the
     *     repository
     * @throws UncheckedIOException if a file cannot be written
     */
    public static VectorReport generate(Path root) {
        var lines = new ArrayList<VectorReport.Line>();
        for (VectorSource source : VectorSource.ALL) {
            VectorFile file = source.make();
            boolean changed = write(root.resolve(source.kind().dataFile()), VectorText.write(file));
            lines.add(
                    new VectorReport.Line(source.kind(), file.numberOfTests(), changed, List.of()));
        }
        return new VectorReport(lines);
    }

    private static boolean write(Path file, String text) {
        try {
            if (Files.exists(file) && Files.readString(file).equals(text)) return false;
            Files.createDirectories(file.getParent());
            WholeFile.write(file, text);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
