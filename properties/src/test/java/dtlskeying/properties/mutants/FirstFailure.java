package dtlskeying.properties.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.io.IOException;
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

    private static final long LIMIT_MINUTES = 10; // a class takes two at most

    private String failed = "";

    private FirstFailure() {}

    public static void main(String[] arguments) throws IOException {
        var result = Path.of(arguments[1]);
        for (String name : Files.readAllLines(Path.of(arguments[0]))) {
            Files.writeString(result, name + "\n" + NO_END + " of " + name);
            var watch = Thread.ofPlatform().daemon().start(FirstFailure::giveUp);
            String failed = run(name);
            watch.interrupt();
            if (failed.isEmpty()) continue;
            Files.writeString(result, name + "\n" + failed);
            System.exit(1);
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

    private static String run(String name) {
        var request =
                LauncherDiscoveryRequestBuilder.request().selectors(selectClass(name)).build();
        var listener = new FirstFailure();
        LauncherFactory.create().execute(request, listener);
        return listener.failed;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() != TestExecutionResult.Status.FAILED || !failed.isEmpty()) return;
        failed = test.getLegacyReportingName() + place(test);
    }

    private static String place(TestIdentifier test) {
        return test.getParentId().map(parent -> "  in " + last(parent)).orElse("");
    }

    private static String last(String id) {
        String segment = id.substring(id.lastIndexOf('/') + 1);
        return segment.replaceAll("[\\[\\]]", "").replaceAll("^[^:]*:(.*\\.)?", "");
    }
}
