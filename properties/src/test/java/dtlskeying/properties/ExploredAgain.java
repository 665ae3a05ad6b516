package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.explore.Bounds;
import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.explore.Exploring;
import dtlskeying.properties.mutants.Studies;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.stream.Stream;

/** What one chapter explores, for whoever changes that chapter. */
class ExploredAgain {
    /** What grows beyond all that was ever explored differs, and need not be seen whole. */
    private static final int MOST = 200_000;

    @TestFactory
    Stream<DynamicTest> the_counts_are_those_on_the_page() {
        return Studies.explored().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> explore(name)));
    }

    private static void explore(String name) throws IOException {
        var kept = ExplorationsTest.kept().get(name);
        var usual = Explorations.find(name).orElseThrow();
        var bounds = Bounds.states(Math.min(usual.bounds().states(), MOST));
        assertThat(ExplorationsTest.row(within(bounds, usual), kept)).isEqualTo(kept);
    }

    private static Exploring within(Bounds bounds, Exploring usual) {
        return new Exploring(
                usual.name(),
                usual.about(),
                usual.within(),
                bounds,
                usual.isFlawed(),
                usual.system());
    }
}
