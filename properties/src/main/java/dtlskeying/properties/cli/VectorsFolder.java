package dtlskeying.properties.cli;

import picocli.CommandLine.Option;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the vectors and the other kept data are, for verbs that read or write them. */
final class VectorsFolder {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The folder of the vectors (default: vectors/ of the repository).")
    private Path given;

    /** The folder that was named, or the nearest one. */
    Path path() {
        if (given != null && !Files.isDirectory(given))
            throw new Misuse("--dir: " + given + " is no directory");
        if (given != null) return given;
        return Stream.of(Path.of("").toAbsolutePath(), codeLocation())
                .flatMap(start -> Stream.iterate(start, at -> at != null, Path::getParent))
                .map(at -> at.resolve("vectors"))
                .filter(at -> Files.isDirectory(at.resolve("schema")))
                .findFirst()
                .orElseThrow(() -> new Misuse("no folder vectors/ is near; name it with --dir"));
    }

    private static Path codeLocation() {
        try {
            var source = VectorsFolder.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
