package dtlskeying.properties.cli;

import dtlskeying.properties.pages.Evidence;
import dtlskeying.properties.pages.Site;
import dtlskeying.properties.pages.StaleData;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code pages}: the site about clauses, chapters and bugs. */
@Command(
        name = "pages",
        description = {
            "Writes a site: a page for each clause, chapter and known bug, the ladder, the decisions"
                    + " and readings, and what was explored.",
            "It needs no network and no script; open DIR/index.html."
        },
        footer = {
            "",
            "Examples:",
            "  dtls-keying pages --out site",
            "  dtls-keying pages --out site --timed --sources https://example.org/blob/main"
        })
final class PagesVerb extends Verb {
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the pages go; pages that are there are written over.")
    private Path out;

    @Option(
            names = "--sources",
            paramLabel = "URL",
            defaultValue = "",
            description =
                    "Where the source tree can be read: places in the code become links to"
                            + " URL/file#Lline (default: they are named, without links).")
    private String sources;

    @Option(
            names = "--timed",
            description = "Explore everything anew and show how many seconds it took here.")
    private boolean isTimed;

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    @Mixin private VectorsFolder vectors;

    @Override
    public Integer call() {
        if (Files.exists(out) && !Files.isDirectory(out))
            throw new Misuse("--out: " + out + " is a file, and has to be a folder");
        int files = write();
        if (json)
            out().println(
                            Json.line(
                                    Json.object()
                                            .put("out", out.toString())
                                            .put("files", files)
                                            .put("verdict", "written")));
        else out().println(files + " files; begin with " + out.resolve("index.html"));
        return Exit.DONE;
    }

    private int write() {
        try {
            return new Site(Evidence.read(vectors.path()), sources, isTimed).write(out);
        } catch (StaleData stale) {
            throw new Misuse(stale.getMessage(), stale);
        } catch (IOException failed) {
            throw new Misuse("--out: " + out + " cannot be written to: " + failed, failed);
        }
    }
}
