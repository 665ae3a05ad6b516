package dtlskeying.properties.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class VectorsTest {
    private static final Path FOLDER = Path.of(System.getProperty("repository.root"), "vectors");

    @Test
    void regenerating_gives_identical_files() throws Exception {
        if (System.getProperty("snapshots", "check").equals("write"))
            VectorGenerator.generate(FOLDER);
        var texts = VectorGenerator.texts();
        assertThat(texts).containsOnlyKeys(VectorKind.values());
        for (VectorKind kind : VectorKind.values())
            assertThat(texts.get(kind)).isEqualTo(VectorFiles.text(FOLDER, kind));
    }

    @Test
    void implementation_and_model_agree_with_every_vector() {
        VectorReport report = VectorVerifier.verify(FOLDER);
        assertThat(report.lines())
                .hasSize(VectorKind.values().length)
                .allSatisfy(line -> assertThat(line.findings()).isEmpty());
        assertThat(report.isFine()).isTrue();
    }

    @Test
    void what_is_generated_into_an_empty_folder_can_be_used(@TempDir Path folder) {
        assertThat(VectorVerifier.verify(folder).isFine()).isFalse();
        assertThat(VectorGenerator.generate(folder).lines()).allMatch(VectorReport.Line::changed);
        assertThat(findings(folder)).isEmpty();
        assertThat(VectorGenerator.generate(folder).lines()).noneMatch(VectorReport.Line::changed);
    }

    @Test
    void a_vector_that_is_wrong_is_found(@TempDir Path folder) throws Exception {
        VectorGenerator.generate(folder);
        Path file = folder.resolve(VectorKind.USE_SRTP.dataFile());
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\"0002000100\"", "\"0002000200\""));
        assertThat(findings(folder)).anySatisfy(line -> assertThat(line).startsWith("test 1: we"));
        Files.writeString(file, text.replaceFirst("dtls-srtp/4.1.1/a", "dtls-srtp/4.1.1/z"));
        assertThat(findings(folder)).contains("test 1: no clause has the id dtls-srtp/4.1.1/z");
        Files.writeString(file, text.replaceFirst("\"tcId\": 2,", "\"tcId\": 1,"));
        assertThat(findings(folder)).contains("test 1 is there twice");
    }

    private static List<String> findings(Path folder) {
        return VectorVerifier.verify(folder, new UseSrtpVectors()).findings();
    }
}
