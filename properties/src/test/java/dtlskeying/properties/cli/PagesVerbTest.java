package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class PagesVerbTest {
    @TempDir private Path folder;

    @Test
    void a_site_is_written_that_begins_with_the_ladder() throws IOException {
        Path out = folder.resolve("new/site");
        Shell shell = Shell.run("pages", "--out", out.toString(), "--json");
        assertThat(shell.status()).isZero();
        assertThat(shell.out()).contains("\"verdict\":\"written\"");
        assertThat(Files.readString(out.resolve("index.html"))).contains("srtp/MkiSelection");
        assertThat(out.resolve("clause/dtls-srtp/4.1.3/f.html")).exists();
    }

    @Test
    void a_file_cannot_hold_a_site() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Shell shell = Shell.run("pages", "--out", file.toString());
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("--out", "has to be a folder");
    }

    @Test
    void data_that_cannot_be_read_are_misuse() throws IOException {
        Files.createDirectory(folder.resolve("vectors"));
        Shell shell =
                Shell.run(
                        "pages",
                        "--out",
                        folder.resolve("site").toString(),
                        "--dir",
                        folder.resolve("vectors").toString());
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("cannot be read", "ladder.json");
        assertThat(folder.resolve("site")).doesNotExist();
    }
}
