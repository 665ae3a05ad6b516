package dtlskeying.properties.cli;

import dtlskeying.properties.WholeFile;
import dtlskeying.properties.tour.Stop;
import dtlskeying.properties.tour.Tour;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code tour}: ten pages from real runs. */
@Command(
        name = "tour",
        description = "Makes the ten pages of the tour: the same code makes the same files.",
        footer = {"", "Example:", "  dtls-keying tour --out tour"})
final class TourVerb extends Verb {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Where the pages go; made if it is not there.")
    private Path folder;

    @Override
    public Integer call() {
        var silence = new PrintWriter(Writer.nullWriter());
        var tour = new Tour(words -> DtlsKeying.execute(silence, silence, words));
        try {
            Files.createDirectories(folder);
            for (Stop stop : Stop.all()) {
                Path own = Files.createDirectories(folder.resolve(stop.name()));
                for (Map.Entry<String, String> file : tour.files(stop).entrySet())
                    WholeFile.write(own.resolve(file.getKey()), file.getValue());
                out().println(own.resolve("page.html"));
                out().flush();
            }
            WholeFile.write(folder.resolve("README.md"), Tour.index(Stop.all()));
        } catch (IOException failed) {
            throw misuse("--out: " + folder + " cannot be written: " + failed.getMessage());
        }
        return Exit.DONE;
    }
}
