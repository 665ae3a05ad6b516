package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Twinned;
import dtlskeying.model.explore.Watch;
import dtlskeying.properties.explore.Counted;
import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.explore.Spin;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.stream.Stream;

/** Spin finds as many states as our explorer, and the same outcomes, in a text of its own. */
class TwinsTest {
    @BeforeEach
    void spin_is_installed() {
        var missing = Spin.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow() + " is not installed");
    }

    @TestFactory
    Stream<DynamicTest> every_twin_has_as_many_states_and_the_same_outcomes() {
        return Explorations.all().stream()
                .filter(each -> each.system().get() instanceof Twinned<?, ?>)
                .map(each ->
                        DynamicTest.dynamicTest(
                                each.name(), () -> assertEqual(twinned(each.name()))));
    }

    private static void assertEqual(Twinned<?, ?> system) throws IOException, Spin.Trouble {
        Counted theirs = Spin.search(text(system), system.bounds());
        Counted ours = ours(system);
        assertThat(ours.states()).isEqualTo(theirs.states());
        assertThat(ours.outcomes()).isEqualTo(theirs.outcomes());
        assertThat(ours.outcomes().cardinality()).isGreaterThan(1);
        assertThat(ours.agrees(theirs)).isTrue();
    }

    @Test
    void a_twin_with_other_bounds_is_told_apart() throws IOException, Spin.Trouble {
        Twinned<?, ?> system = twinned("dtls13/ExtendedKeyUpdatePair");
        var fewer = new HashMap<>(system.bounds());
        fewer.put("CLIENTS", 1);
        Counted theirs = Spin.search(text(system), fewer);
        Counted ours = ours(system);
        assertThat(theirs.states()).isLessThan(ours.states());
        assertThat(ours.beyond(theirs).isEmpty()).isFalse();
    }

    @Test
    void a_twin_that_forgets_who_has_won_is_told_apart() throws IOException, Spin.Trouble {
        Twinned<?, ?> system = twinned("dtls13/ExtendedKeyUpdatePair");
        String text = text(system);
        String forgetful = text.replace("peers[me] = IGNORED;", "peers[me] = NO;");
        assertThat(forgetful).isNotEqualTo(text);
        assertThat(ours(system).agrees(Spin.search(forgetful, system.bounds()))).isFalse();
    }

    @Test
    void a_twin_that_changes_keys_too_soon_fails() throws IOException, Spin.Trouble {
        Twinned<?, ?> system = twinned("dtls13/ExtendedKeyUpdatePair");
        String text = text(system);
        String hasty = text.replace("say(me, FINISH, 0)", "say(me, FINISH, 0); tx[me]++");
        assertThat(hasty).isNotEqualTo(text);
        assertThat(Spin.search(hasty, system.bounds()).isSound()).isFalse();
    }

    private static Counted ours(Twinned<?, ?> system) {
        return Counted.byExplorer(system, Bounds.OF_THE_BUILD, Watch.NONE);
    }

    private static Twinned<?, ?> twinned(String name) {
        return (Twinned<?, ?>) Explorations.find(name).orElseThrow().system().get();
    }

    private static String text(Twinned<?, ?> system) throws IOException {
        String file = "model/src/main/promela/" + system.twin() + ".pml";
        return Files.readString(Snapshots.root().resolve(file));
    }
}
