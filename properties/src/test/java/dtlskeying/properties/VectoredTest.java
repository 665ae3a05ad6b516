package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.pages.Unvectored;
import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Every clause has a vector, or a sentence why not; and never both. */
class VectoredTest {
    private static final VectorCount VECTORS = VectorCount.read();

    /** Why some clauses have none, as {@code vectors/unvectored.json} says. */
    static Unvectored reasons() throws IOException {
        return Unvectored.read(
                Files.readString(Snapshots.root().resolve("vectors/unvectored.json")));
    }

    @Test
    void every_clause_has_a_vector_or_a_reason() throws IOException {
        var reasons = reasons();
        for (List<Clause> chapter : Catalogue.byChapter().values())
            for (Clause clause : chapter)
                assertThat(VECTORS.of(clause.id()) > 0)
                        .as("%s has a vector; %s", clause.id(), reasons.why(clause.id()))
                        .isEqualTo(reasons.why(clause.id()).isEmpty());
    }

    @Test
    void every_reason_is_for_a_clause() throws IOException {
        assertThat(reasons().byId().keySet())
                .isSubsetOf(Catalogue.clauses().map(Clause::id).toList());
    }
}
