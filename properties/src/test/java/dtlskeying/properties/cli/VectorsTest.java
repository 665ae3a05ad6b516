package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

class VectorsTest {
    private static final Path VECTORS =
            Path.of(System.getProperty("repository.root")).resolve("vectors");

    @TempDir private Path folder;

    @Test
    void the_vectors_of_the_repository_are_found_and_fine() {
        Shell shell = Shell.line("vectors verify --json");
        assertThat(shell.status()).isZero();
        assertThat(shell.json().get("verdict").asString()).isEqualTo("fine");
        assertThat(shell.json().get("kinds").isEmpty()).isFalse();
    }

    @Test
    void what_is_generated_is_what_the_repository_has() throws IOException {
        assertThat(Shell.run("vectors", "generate", "--dir", folder.toString()).status()).isZero();
        try (Stream<Path> files = Files.list(folder.resolve("srtp"))) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(file)
                                    .hasSameTextualContentAs(
                                            VECTORS.resolve("srtp").resolve(file.getFileName())));
        }
    }

    @Test
    void a_changed_file_is_a_negative_verdict() throws IOException {
        Shell.run("vectors", "generate", "--dir", folder.toString());
        Files.writeString(folder.resolve("srtp/use-srtp.json"), "{}");
        Shell shell = Shell.run("vectors", "verify", "--dir", folder.toString());
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.out()).contains("use-srtp", "wrong");
    }

    @Test
    void a_folder_that_is_not_there_is_misuse() {
        Shell shell = Shell.line("vectors verify --dir /nowhere");
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("/nowhere is no directory");
    }
}
