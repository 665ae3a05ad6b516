package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class CheckTest {
    private static final String OFFER =
            step("propose", "\"mki\":\"01\"", "offer", "\"mki\":\"01\"");
    private static final String ANOTHER_MKI =
            step("answered", "\"mki\":\"02\"", "agreed", "\"mki\":\"02\"");

    @TempDir private Path folder;

    @Test
    void an_honest_trace_is_consistent() throws IOException {
        String echo = step("answered", "\"mki\":\"01\"", "agreed", "\"mki\":\"01\"");
        Shell shell = check(trace(OFFER, echo));
        assertThat(shell.status()).isZero();
        assertThat(shell.out())
                .contains("client srtp/MkiSelection: CONSISTENT", "verdict: CONSISTENT");
    }

    @Test
    void a_client_that_takes_another_mki_is_told_the_step_and_the_clause() throws IOException {
        Shell shell = check(trace(OFFER, ANOTHER_MKI));
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.out()).contains("INCONSISTENT at n = 1", "dtls-srtp/4.1.3/f");
    }

    @Test
    void programs_get_one_object() throws IOException {
        Shell shell = check(trace(OFFER, ANOTHER_MKI), "--json");
        assertThat(shell.json().get("verdict").asString()).isEqualTo("INCONSISTENT");
        var strip = shell.json().get("strips").get(0);
        assertThat(strip.get("n").asInt()).isEqualTo(1);
        assertThat(strip.get("clauses").toString()).contains("dtls-srtp/4.1.3/f");
        assertThat(strip.get("shortest").size()).isEqualTo(2);
    }

    @Test
    void a_trace_of_nothing_that_a_model_speaks_of_passes_nobody() throws IOException {
        String text = trace(OFFER).replace("[\"effects\"]", "[\"wire\"]");
        Shell shell = check(text);
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.out()).contains("INCONCLUSIVE");
    }

    @Test
    void departing_from_a_recommendation_counts_only_on_request() throws IOException {
        String gone = "{\"is\":\"passed\",\"seconds\":1}";
        String text =
                trace(event("srtp/KeySets", gone, "[{\"is\":\"destroyed\",\"handshake\":1}]"));
        String start = "an end after a re-key without MKIs";
        assertThat(check(text, "--start", start).status()).isZero();
        assertThat(check(text, "--start", start).out()).contains("departs from the SHOULD");
        assertThat(check(text, "--start", start, "--should").status()).isEqualTo(1);
    }

    @Test
    void what_is_no_trace_is_misuse_with_its_line() throws IOException {
        Shell shell = check(trace(OFFER) + "more\n");
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("line 4: no JSON");
        assertThat(check("").err()).contains("there is no end line");
        assertThat(check(trace(OFFER.replace("propose", "purpose"))).err())
                .contains("line 2: input: \"purpose\" is no input; these are:");
    }

    @Test
    void a_situation_or_reading_that_nobody_knows_is_misuse() throws IOException {
        assertThat(check(trace(OFFER), "--start", "x").status()).isEqualTo(2);
        assertThat(check(trace(OFFER), "--reading", "x").status()).isEqualTo(2);
        assertThat(Shell.line("check /nowhere").err()).contains("/nowhere does not exist");
    }

    private Shell check(String text, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("trace.jsonl"), text);
        return Shell.run(
                Stream.concat(Stream.of("check", file.toString()), Arrays.stream(options))
                        .toArray(String[]::new));
    }

    private static String step(String input, String given, String effect, String done) {
        return event(
                "srtp/MkiSelection",
                "{\"is\":\"%s\",%s}".formatted(input, given),
                "[{\"is\":\"%s\",%s}]".formatted(effect, done));
    }

    private static String event(String chapter, String input, String effects) {
        return "{\"t\":\"ev\",\"n\":%%d,\"ep\":\"client\",\"ms\":0,\"chapter\":\"%s\",\"input\":%s,\"effects\":%s}"
                .formatted(chapter, input, effects);
    }

    private static String trace(String... events) {
        var lines =
                Stream.iterate(0, n -> n < events.length, n -> n + 1)
                        .map(n -> events[n].formatted(n))
                        .collect(Collectors.joining("\n"));
        return """
        {"t":"hdr","fmt":"kmtrace/1","spec":"x","impl":"y","observes":["effects"],"time":"wall"}
        %s
        {"t":"end","n":%d}
        """
                .formatted(lines, events.length);
    }
}
