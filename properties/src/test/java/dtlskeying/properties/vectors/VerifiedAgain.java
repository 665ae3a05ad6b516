package dtlskeying.properties.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Snapshots;
import dtlskeying.properties.mutants.Studies;
import dtlskeying.vectors.VectorKind;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The vectors of one chapter alone, for whoever changes that chapter. */
class VerifiedAgain {
    private static final Path FOLDER = Snapshots.root().resolve("vectors");

    @TestFactory
    Stream<DynamicTest> implementation_and_model_agree_with_the_vectors() {
        return Studies.vectors().stream()
                .map(VectorKind::valueOf)
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> verify(kind)));
    }

    private static void verify(VectorKind kind) {
        var source = VectorSource.ALL.stream().filter(each -> each.kind() == kind).findFirst();
        assertThat(VectorVerifier.verify(FOLDER, source.orElseThrow()).findings()).isEmpty();
    }
}
