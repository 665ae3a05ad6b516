package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ExplainTest {
    @TempDir private Path folder;
    private Path run;

    @BeforeEach
    void run() {
        run = folder.resolve("run-1");
        assertThat(Shell.run("run", "srtp", "--packets", "2", "--out", run.toString()).status())
                .isZero();
    }

    @Test
    void a_run_leaves_its_report() throws IOException {
        String report = Files.readString(run.resolve("report.html"));
        assertThat(report).contains("<title>A run of draft-ietf-avt-dtls-srtp-03</title>");
        assertThat(Shell.run("explain", run.toString(), "--title", "x").out())
                .contains("<title>x</title>");
    }

    @Test
    void a_folder_a_trace_and_a_capture_are_explained() {
        String ladder = Shell.run("explain", run.toString(), "--format", "text").out();
        assertThat(ladder).contains("|-- ClientHello ---").contains("SRTP packets");
        String trace = run.resolve("trace.jsonl").toString();
        assertThat(Shell.run("explain", trace, "--format", "text").out()).isEqualTo(ladder);
        String capture = run.resolve("capture.pcapng").toString();
        assertThat(Shell.run("explain", capture, "--format", "text").out())
                .contains("|-- ClientHello ---")
                .contains("2 SRTP packets")
                .doesNotContain("sealed");
        assertThat(Shell.run("explain", capture).out())
                .contains("server master salt")
                .contains("srtp/SrtpTransform", "dtls/Flights", "not visible on a wire");
    }

    @Test
    void every_format_is_written_where_asked() throws IOException {
        Path to = folder.resolve("out.txt");
        for (String format : new String[] {"html", "text", "mermaid", "dot"}) {
            var shell =
                    Shell.run("explain", run.toString(), "--format", format, "--to", to.toString());
            assertThat(shell.status()).isZero();
            assertThat(shell.out()).isEmpty();
            assertThat(Files.readString(to)).contains("ClientHello");
        }
    }

    @Test
    void what_cannot_be_explained_is_named() throws IOException {
        misused("does not exist", "explain", folder.resolve("nothing").toString());
        Path broken = Files.writeString(folder.resolve("broken.jsonl"), "{\"t\":\"hdr\"}\n");
        misused("line 1: \"fmt\" is missing", "explain", broken.toString());
        byte[] capture = Files.readAllBytes(run.resolve("capture.pcapng"));
        Path cut = folder.resolve("cut.pcapng");
        Files.write(cut, java.util.Arrays.copyOf(capture, capture.length - 7));
        misused("after packet", "explain", cut.toString());
        misused("cannot be written", "explain", run.toString(), "--to", folder + "/no/where");
        misused("--format", "explain", run.toString(), "--format", "pdf");
    }

    private static void misused(String message, String... words) {
        var shell = Shell.run(words);
        assertThat(shell.status()).isEqualTo(Exit.MISUSE);
        assertThat(shell.err()).contains(message);
    }
}
