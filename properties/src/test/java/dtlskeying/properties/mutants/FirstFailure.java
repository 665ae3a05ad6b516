package dtlskeying.properties.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * {@code FirstFailure LIST RESULT}: runs the test classes of a list, one a line, until one fails,
 * and writes its name and what failed in a second line, or nothing. In a virtual machine of its
 * own: what it runs may loop or exhaust memory, and then this ends with it.
 */
final class FirstFailure implements TestExecutionListener {
    static final String NO_END = "no end";

    private static final long LIMIT_MINUTES = 5; // a class takes two at most

    private final String name;
    private final Path result;

    private FirstFailure(String name, Path result) {
        this.name = name;
        this.result = result;
    }

    public static void main(String[] arguments) throws IOException {
        var result = Path.of(arguments[1]);
        for (String name : Files.readAllLines(Path.of(arguments[0]))) {
            write(result, name, NO_END + " of " + name);
            var watch = Thread.ofPlatform().daemon().start(FirstFailure::giveUp);
            var request =
                    LauncherDiscoveryRequestBuilder.request().selectors(selectClass(name)).build();
            LauncherFactory.create().execute(request, new FirstFailure(name, result));
            watch.interrupt();
        }
        Files.writeString(result, "");
        System.exit(0); // what a mutant left running does not matter
    }

    /** Leaves what is written, unless it is interrupted in time. */
    private static void giveUp() {
        try {
            TimeUnit.MINUTES.sleep(LIMIT_MINUTES);
            Runtime.getRuntime().halt(1);
        } catch (InterruptedException inTime) {
            // the class has ended
        }
    }

    /** What comes after a failure is of no interest. */
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult outcome) {
        if (outcome.getStatus() != TestExecutionResult.Status.FAILED) return;
        write(result, name, test.getLegacyReportingName() + place(test));
        System.exit(1);
    }

    private static void write(Path result, String name, String failure) {
        try {
            Files.writeString(result, name + "\n" + failure);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String place(TestIdentifier test) {
        return test.getParentId().map(parent -> "  in " + last(parent)).orElse("");
    }

    private static String last(String id) {
        String segment = id.substring(id.lastIndexOf('/') + 1);
        return segment.replaceAll("[\\[\\]]", "").replaceAll("^[^:]*:(.*\\.)?", "");
    }
}
