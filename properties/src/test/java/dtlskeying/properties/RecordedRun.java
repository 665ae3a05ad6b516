package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.cli.DtlsKeying;
import dtlskeying.spec.trace.TraceFile;
import dtlskeying.spec.trace.TraceReader;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a run of the command line in virtual time has written down. */
public record RecordedRun(String command, TraceFile trace, String keyLog) {
    /** Carries out a command that takes {@code --out}. */
    public static RecordedRun of(String command) {
        try {
            Path folder = Files.createTempDirectory("recorded");
            var words = new ArrayList<>(List.of(command.split(" ")));
            words.addAll(List.of("--out", folder.toString()));
            var said = new StringWriter();
            var out = new PrintWriter(said, true);
            int status = DtlsKeying.execute(out, out, words.toArray(String[]::new));
            assertThat(status).as("%s", said).isLessThan(2);
            return new RecordedRun(command, trace(folder), text(folder, "keylog.txt"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static TraceFile trace(Path folder) throws IOException {
        var outcome = TraceReader.read(text(folder, "trace.jsonl"));
        assertThat(outcome).isInstanceOf(TraceReader.Outcome.Whole.class);
        return ((TraceReader.Outcome.Whole) outcome).trace();
    }

    private static String text(Path folder, String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
