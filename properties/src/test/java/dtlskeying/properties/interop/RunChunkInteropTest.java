package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code run chunk} over libusrsctp, as a user runs it. */
class RunChunkInteropTest {
    private static final int PATIENCE_SECONDS = 120;

    @BeforeAll
    static void the_library_is_here() {
        ProtectedPair.stack();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--restart"})
    void both_ends_over_loopback_hold_a_protected_association(String words) {
        var line = new ArrayList<>(List.of("run", "chunk", "--json", "--messages", "4"));
        if (!words.isEmpty()) line.add(words);
        var ours = OurCommand.start(line.toArray(String[]::new));
        JsonNode json = ours.json();
        assertThat(json.get("verdict").asString()).as(ours.transcript()).isEqualTo("protected");
        assertThat(json.get("messagesReceived")).isEqualTo(json.get("messagesSent"));
        assertThat(ours.transcript()).doesNotContain("in memory");
    }

    @Test
    void two_processes_hold_a_protected_association_and_one_comes_back() throws Exception {
        var server = process("--listen", "127.0.0.1:0");
        try (var printed = server.inputReader(StandardCharsets.UTF_8)) {
            String address = printed.readLine().substring("listening".length()).strip();
            var client = process("--connect", address, "--restart");
            String ours =
                    new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String theirs = String.join("\n", printed.lines().toList());
            assertThat(client.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(ours).isTrue();
            assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(theirs).isTrue();
            assertThat(client.exitValue()).as(ours).isZero();
            assertThat(server.exitValue()).as(theirs).isZero();
            for (String name : List.of("suite", "clientParameter", "exporterSecret", "verdict"))
                assertThat(json(ours).get(name)).as(name).isEqualTo(json(theirs).get(name));
            assertThat(json(theirs).get("messagesReceived"))
                    .isEqualTo(json(ours).get("messagesSent"));
        } finally {
            server.destroyForcibly();
        }
    }

    private static Process process(String... words) throws IOException {
        var line = new ArrayList<String>();
        line.add(ProcessHandle.current().info().command().orElseThrow());
        line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        line.addAll(List.of("-cp", System.getProperty("java.class.path")));
        line.addAll(List.of("dtlskeying.properties.Main", "run", "chunk", "--json", "--secrets"));
        line.addAll(List.of("--messages", "3", "--timeout", "60"));
        line.addAll(List.of(words));
        return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static JsonNode json(String printed) {
        return JsonMapper.shared().readTree(printed.strip().lines().toList().getLast());
    }
}
