package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.mutants.Studies;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.stream.Stream;

/** What one chapter explores, for whoever changes that chapter. */
class ExploredAgain {
    @TestFactory
    Stream<DynamicTest> the_counts_are_those_on_the_page() {
        return Studies.explored().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> explore(name)));
    }

    private static void explore(String name) throws IOException {
        var kept = ExplorationsTest.kept().get(name);
        assertThat(ExplorationsTest.row(Explorations.find(name).orElseThrow(), kept))
                .isEqualTo(kept);
    }
}
