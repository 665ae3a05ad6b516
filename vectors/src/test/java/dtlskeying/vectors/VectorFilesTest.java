package dtlskeying.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class VectorFilesTest {
    private static final Path FOLDER = Path.of(System.getProperty("repository.root"), "vectors");

    private static final Set<String> CLAUSES =
            Catalogue.clauses().map(Clause::id).collect(Collectors.toSet());

    @ParameterizedTest
    @EnumSource
    void every_file_is_as_its_schema_says(VectorKind kind) throws UnreadableVectors {
        VectorFile file = VectorFiles.read(FOLDER, kind);
        assertThat(kind.schemaFile()).endsWith("/" + file.schema());
        assertThat(VectorFiles.read(kind)).isEqualTo(file);
        assertThat(VectorText.write(file)).isEqualTo(VectorFiles.text(FOLDER, kind));
    }

    @ParameterizedTest
    @EnumSource
    void numbers_are_unique(VectorKind kind) {
        List<Integer> numbers = VectorFiles.read(kind).tests().map(VectorTest::tcId).toList();
        assertThat(numbers).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void every_clause_is_in_the_catalogue(VectorKind kind) {
        assertThat(VectorFiles.read(kind).tests())
                .allSatisfy(test -> assertThat(CLAUSES).containsAll(test.clauses()));
    }

    @ParameterizedTest
    @EnumSource
    void every_flag_is_explained(VectorKind kind) {
        VectorFile file = VectorFiles.read(kind);
        Set<String> used =
                file.tests().flatMap(test -> test.flags().stream()).collect(Collectors.toSet());
        assertThat(file.notes().keySet()).isEqualTo(used);
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_names_a_witness_and_has_a_page(VectorKind kind) {
        assertThat(VectorFiles.read(kind).witnesses()).isNotEmpty();
        assertThat(FOLDER.resolve(kind.page())).content().contains(kind.dataFile());
    }

    @Test
    void a_file_that_cannot_be_used_is_refused_with_the_reason(@TempDir Path folder)
            throws Exception {
        refused(folder, "cannot be read");
        String text = VectorFiles.text(FOLDER, VectorKind.USE_SRTP);
        replace(folder, "{");
        refused(folder, "no JSON");
        replace(folder, "{}");
        refused(folder, "required property 'algorithm' not found");
        replace(folder, text.replaceFirst("\"numberOfTests\": \\d+", "\"numberOfTests\": 7"));
        refused(folder, "numberOfTests is 7");
        replace(folder, text.replaceFirst("\"result\": \"valid\"", "\"result\": \"acceptable\""));
        refused(folder, "result");
        replace(folder, text.replaceFirst("\"mki\": \"\"", "\"mki\": \"0\""));
        refused(folder, "mki");
        replace(folder, text.replaceFirst("\"tcId\": 1,", "\"tcId\": 1, \"secret\": 1,"));
        refused(folder, "secret");
    }

    private static void replace(Path folder, String text) throws Exception {
        Path file = folder.resolve(VectorKind.USE_SRTP.dataFile());
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void refused(Path folder, String reason) {
        assertThatThrownBy(() -> VectorFiles.read(folder, VectorKind.USE_SRTP))
                .isInstanceOf(UnreadableVectors.class)
                .hasMessageContaining(reason);
    }
}
