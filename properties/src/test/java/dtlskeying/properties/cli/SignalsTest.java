package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;

/** Processes of their own: who ends a long command by a real signal gets what it has so far. */
class SignalsTest {
    private static final int BY_CTRL_C = 130;
    private static final int BY_TERMINATION = 143;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"INT, " + BY_CTRL_C, "TERM, " + BY_TERMINATION})
    void an_exploration_says_how_far_it_came(String signal, int status)
            throws IOException, InterruptedException {
        try (var explore =
                OtherProcess.start("explore", "dtls/Flights", "--states", "50000000", "--json")) {
            explore.awaitLine(" transitions, depth ");
            explore.signal(signal);
            assertThat(explore.status()).isEqualTo(status);
            assertThat(explore.lines()).anyMatch(line -> line.startsWith("stopped: "));
            assertVerdict(explore, "unfinished");
            assertNoStackTrace(explore);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "run srtp --packets 60000 --out",
        "run chunk --memory --messages 100000 --rekey-every 10 --out",
    })
    void a_run_says_what_it_has_done(String command) throws IOException, InterruptedException {
        String[] words = (command + " " + folder + " --json").split(" ");
        try (var run = OtherProcess.start(words)) {
            run.awaitLine("Finished");
            run.signal("INT");
            assertThat(run.status()).isEqualTo(BY_CTRL_C);
            assertThat(run.lines()).anyMatch(line -> line.contains("interrupted"));
            assertNoStackTrace(run);
        }
    }

    @Test
    void who_waits_for_a_peer_can_be_told_to_stop() throws IOException, InterruptedException {
        try (var run = OtherProcess.start("run", "srtp", "--listen", "127.0.0.1:0", "--json")) {
            run.awaitLine("listening");
            run.signal("TERM");
            assertThat(run.status()).isEqualTo(BY_TERMINATION);
            assertVerdict(run, "failed");
            assertNoStackTrace(run);
        }
    }

    @Test
    void a_line_that_is_too_long_is_answered_and_the_next_one_too()
            throws IOException, InterruptedException {
        try (var oracle = OtherProcess.start("oracle")) {
            oracle.say("x".repeat((1 << 20) + 1));
            oracle.say("{\"chapters\": true}");
            oracle.awaitLine("the line is longer than 1 MiB");
            oracle.awaitLine("srtp/MkiSelection");
            oracle.signal("TERM");
            assertThat(oracle.status()).isEqualTo(BY_TERMINATION);
            assertNoStackTrace(oracle);
        }
    }

    private static void assertVerdict(OtherProcess process, String verdict) {
        String last = process.lines().getLast();
        assertThat(new JsonMapper().readTree(last).get("verdict").asString()).isEqualTo(verdict);
    }

    private static void assertNoStackTrace(OtherProcess process) {
        assertThat(process.lines())
                .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
    }
}
