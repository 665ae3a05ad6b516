package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class WholeFileTest {
    @TempDir private Path folder;

    @Test
    void a_file_is_made_or_written_over_and_nothing_is_left_beside_it() throws IOException {
        Path file = folder.resolve("a.txt");
        WholeFile.write(file, "long text");
        WholeFile.write(file, "short");
        assertThat(file).hasContent("short");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void a_link_stays_a_link() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("b.txt"), file);
        WholeFile.write(link, "new");
        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(file).hasContent("new");
    }

    @Test
    void what_cannot_be_written_leaves_the_old_file_and_nothing_else() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        Path part = Files.createDirectory(folder.resolve("a.txt.part"));
        Files.writeString(part.resolve("in-the-way"), "");
        assertThatThrownBy(() -> WholeFile.write(file, "new")).isInstanceOf(IOException.class);
        assertThat(file).hasContent("old");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).toList();
        }
    }
}
