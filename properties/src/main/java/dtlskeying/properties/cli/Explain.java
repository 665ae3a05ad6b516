package dtlskeying.properties.cli;

import dtlskeying.properties.WholeFile;
import dtlskeying.properties.capture.Capture;
import dtlskeying.properties.explain.Explanation;
import dtlskeying.properties.explain.Recording;
import dtlskeying.spec.trace.TraceReader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code explain}: what a run was, as a page or as text. */
@Command(
        name = "explain",
        description = {
            "Explains a run: who sent what and what came of it, every byte by its name, every key"
                    + " derivation, which keys were alive when, and what the text permitted.",
            "",
            "FILE is a folder that `run ... --out` has written, a trace (kmtrace/1) with its"
                    + " datagrams, or a capture (pcap, pcapng). The page is one file that needs no"
                    + " network, and no script. It shows the secrets of the run."
        },
        footer = {
            "",
            "Examples:",
            "  dtls-keying explain run-1 > run-1.html",
            "  dtls-keying explain run-1 --format text",
            "  dtls-keying explain their.pcapng --keylog keys.txt --to page.html"
        })
final class Explain extends Verb {
    @Parameters(paramLabel = "FILE", description = "A folder, a trace or a capture.")
    private Path file;

    @Option(
            names = "--keylog",
            paramLabel = "FILE",
            description =
                    "What opens it (default: keylog.txt beside the trace, or what is in the"
                            + " capture).")
    private Path keyLog;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "${COMPLETION-CANDIDATES} (default: html).")
    private Format format;

    @Option(names = "--title", paramLabel = "WORDS", description = "What the run is called.")
    private String title;

    @Option(names = "--to", paramLabel = "FILE", description = "Write it there.")
    private Path target;

    /** What can be made of a run. */
    enum Format {
        html,
        text,
        mermaid,
        dot;

        String of(Explanation explanation) {
            return switch (this) {
                case html -> explanation.html();
                case text -> explanation.text();
                case mermaid -> explanation.mermaid();
                case dot -> explanation.dot();
            };
        }
    }

    @Override
    public Integer call() {
        String text = format.of(Explanation.of(title(), recording()));
        if (target == null) {
            out().print(text);
            out().flush();
            return Exit.DONE;
        }
        try {
            WholeFile.write(target, text);
        } catch (IOException failed) {
            throw misuse("--to: " + target + " cannot be written: " + failed.getMessage());
        }
        return Exit.DONE;
    }

    private String title() {
        if (title != null) return title;
        Path name = file.toAbsolutePath().normalize().getFileName();
        return name == null ? "A run" : name.toString();
    }

    private Recording recording() {
        Path source = Files.isDirectory(file) ? file.resolve("trace.jsonl") : file;
        byte[] bytes = TextFile.readBytes(source);
        return Capture.isOne(bytes) ? captured(bytes) : traced(source, bytes);
    }

    private Recording captured(byte[] bytes) {
        return switch (Capture.read(bytes)) {
            case Capture.Outcome.Whole(var capture) -> {
                if (capture.packets().isEmpty()) throw new Misuse(file + " has no UDP datagram");
                String log = keyLog == null ? "" : TextFile.readTrace(keyLog);
                yield Recording.of(capture.packets(), log + "\n" + capture.keyLog());
            }
            case Capture.Outcome.Broken broken -> throw new Misuse(file + ", " + broken);
        };
    }

    private Recording traced(Path source, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return switch (TraceReader.read(text)) {
            case TraceReader.Outcome.Whole(var trace) -> Recording.of(trace, log(source));
            case TraceReader.Outcome.Broken broken -> throw new Misuse(source + ", " + broken);
        };
    }

    private String log(Path source) {
        if (keyLog != null) return TextFile.readTrace(keyLog);
        Path beside = source.resolveSibling("keylog.txt");
        return Files.exists(beside) ? TextFile.readTrace(beside) : "";
    }
}
