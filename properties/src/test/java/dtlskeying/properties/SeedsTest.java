package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.lifecycle.LifecycleHook;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this build draws, it draws again. */
class SeedsTest {
    private static final Pattern UNREPEATABLE =
            Pattern.compile(
                    "new Random\\(\\)|new SecureRandom\\(|Math\\.random\\(|ThreadLocalRandom\\.current"
                            + "|UUID\\.randomUUID");

    @Test
    void properties_draw_under_the_seeds_of_this_build() {
        assertThat(ServiceLoader.load(LifecycleHook.class))
                .as("the tests of impl are compiled and on the class path (properties/pom.xml)")
                .extracting(hook -> hook.getClass().getSimpleName())
                .contains("PublishedSeeds");
    }

    @Test
    void no_test_draws_what_nobody_can_draw_again() throws IOException {
        var offenders = new ArrayList<String>();
        for (String module : List.of("spec", "model", "impl", "vectors", "properties"))
            try (Stream<Path> files =
                    Files.walk(Snapshots.root().resolve(module + "/src/test/java"))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList())
                    if (UNREPEATABLE.matcher(Files.readString(file)).find())
                        offenders.add(file.getFileName().toString());
            }
        assertThat(offenders).isEmpty();
    }
}
