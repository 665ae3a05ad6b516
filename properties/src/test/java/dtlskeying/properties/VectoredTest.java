package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;

/** Every clause of the chapters of DTLS-SRTP has a vector, or a sentence why not. */
class VectoredTest {
    @Test
    void every_clause_has_a_vector_or_a_reason() throws IOException {
        var vectors = VectorCount.read();
        String readme = Files.readString(Snapshots.root().resolve("vectors/README.md"));
        String reasons = readme.substring(readme.indexOf("## What has no vector"));
        for (var chapter : Catalogue.byChapter().entrySet())
            if (chapter.getKey().startsWith("srtp/"))
                for (Clause clause : chapter.getValue())
                    assertThat(vectors.of(clause.id()) > 0)
                            .as(clause.id())
                            .isNotEqualTo(reasons.contains("`" + clause.id() + "`: "));
    }
}
