package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
    void one_step_of_twenty_thousand_is_shown_by_three() throws IOException {
        String echo = step("answered", "\"mki\":\"01\"", "agreed", "\"mki\":\"01\"");
        String carried = event("srtp/MkiSelection", "{\"is\":\"protect\"}", carrying("01"));
        String wrong = event("srtp/MkiSelection", "{\"is\":\"protect\"}", carrying("02"));
        var steps = new ArrayList<>(List.of(OFFER, echo));
        steps.addAll(Collections.nCopies(20_000, carried));
        steps.add(wrong);
        Shell shell = check(trace(steps.toArray(String[]::new)));
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.out()).contains("INCONSISTENT at n = 20002");
        assertThat(shell.out().lines().filter(line -> line.contains(" -> "))).hasSize(3);
    }

    private static String carrying(String mki) {
        return "[{\"is\":\"carried\",\"mki\":\"" + mki + "\"}]";
    }

    @Test
    void a_judge_that_is_interrupted_says_how_far_it_came() throws IOException {
        Thread.currentThread().interrupt();
        Shell shell = check(trace(OFFER, ANOTHER_MKI));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.out())
                .contains("INCONCLUSIVE, stopped after 0 of 2 steps", "verdict: INCONCLUSIVE");
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
    void a_capture_is_judged_by_the_secrets_inside() throws IOException {
        Shell.line("run srtp --dtls 1.2 --mki 01 --out " + folder);
        Path capture = folder.resolve("capture.pcapng");

        Shell shell = Shell.run("check", capture.toString(), "--json");

        assertThat(shell.status()).isZero();
        assertThat(shell.out())
                .contains(
                        "client 192.0.2.1:5004 dtls12/ClientHandshake: CONSISTENT",
                        "server 192.0.2.2:5004 srtp/MkiSelection: CONSISTENT");
        assertThat(shell.json().get("verdict").asString()).isEqualTo("CONSISTENT");
    }

    @Test
    void a_capture_is_judged_by_the_secrets_of_another_file() throws IOException {
        Shell.line("run srtp --dtls 1.3 --out " + folder);
        byte[] file = Files.readAllBytes(folder.resolve("capture.pcapng"));
        Path bare = folder.resolve("bare.pcapng");
        Files.write(bare, withoutSecrets(file));

        Shell without = Shell.run("check", bare.toString());
        assertThat(without.out())
                .contains(
                        "client 192.0.2.1:5004 dtls13/ClientHandshake: INCONCLUSIVE, the key log"
                                + " has no SERVER_HANDSHAKE_TRAFFIC_SECRET");
        Shell with =
                Shell.run(
                        "check",
                        bare.toString(),
                        "--keylog",
                        folder.resolve("keylog.txt").toString());
        assertThat(with.status()).isZero();
        assertThat(with.out())
                .contains("client 192.0.2.1:5004 dtls13/ClientHandshake: CONSISTENT")
                .doesNotContainPattern("INCONCLUSIVE, (?!not visible on a wire)");
    }

    @Test
    void the_wrong_key_log_opens_nothing_and_accuses_nobody() throws IOException {
        Shell.line("run srtp --dtls 1.3 --seed 1 --out " + folder);
        Path bare = folder.resolve("bare.pcapng");
        Files.write(bare, withoutSecrets(Files.readAllBytes(folder.resolve("capture.pcapng"))));
        Path other = folder.resolve("other");
        Shell.line("run srtp --dtls 1.3 --seed 2 --out " + other);
        String keyLog = other.resolve("keylog.txt").toString();

        Shell shell = Shell.run("check", bare.toString(), "--keylog", keyLog);

        assertThat(shell.out())
                .contains(
                        "SRTP packet: INCONCLUSIVE, whether the handshake before it agreed on SRTP")
                .contains(
                        "the key log has no SERVER_HANDSHAKE_TRAFFIC_SECRET for the client random")
                .doesNotContain("INCONSISTENT");
    }

    @Test
    void a_key_log_without_secrets_and_a_file_without_bytes_are_said_to_be_such()
            throws IOException {
        Shell.line("run srtp --out " + folder);
        Path nothing = Files.writeString(folder.resolve("nothing"), "");
        Path words = Files.writeString(folder.resolve("words"), "no secret at all\n");
        String capture = folder.resolve("capture.pcapng").toString();

        Shell useless = Shell.run("check", capture, "--keylog", words.toString());
        assertThat(useless.status()).isEqualTo(2);
        assertThat(useless.err())
                .contains("words holds no secret: lines of an SSLKEYLOGFILE were expected");

        Shell empty = Shell.run("check", nothing.toString(), "--keylog", words.toString());
        assertThat(empty.status()).isEqualTo(2);
        assertThat(empty.err()).contains("nothing is empty: neither a trace nor a capture");
    }

    /** Without the third block, after the header of the section and the interface. */
    private static byte[] withoutSecrets(byte[] file) {
        var in = java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int at = in.getInt(4) + in.getInt(in.getInt(4) + 4);
        int end = at + in.getInt(at + 4);
        byte[] rest = new byte[file.length - (end - at)];
        System.arraycopy(file, 0, rest, 0, at);
        System.arraycopy(file, end, rest, at, file.length - end);
        return rest;
    }

    @Test
    void a_capture_that_is_cut_off_is_misuse_that_says_where() throws IOException {
        Shell.line("run srtp --out " + folder);
        byte[] file = Files.readAllBytes(folder.resolve("capture.pcapng"));
        Path cut = folder.resolve("cut.pcapng");
        Files.write(cut, java.util.Arrays.copyOf(file, file.length - 10));

        Shell shell = Shell.run("check", cut.toString());

        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).matches("(?s).*after packet \\d+, at byte \\d+: a block of .*");
    }

    @Test
    void a_key_log_that_cannot_be_read_is_misuse_that_says_where() throws IOException {
        Shell.line("run srtp --out " + folder);
        Path log = Files.writeString(folder.resolve("bad.txt"), "# mine\nCLIENT_RANDOM 00 zz\n");

        Shell shell =
                Shell.run(
                        "check",
                        folder.resolve("capture.pcapng").toString(),
                        "--keylog",
                        log.toString());

        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("bad.txt, line 2: ");
    }

    @Test
    void an_association_is_judged_by_the_datagrams_of_its_trace() throws IOException {
        Shell.line("run srtp --dtls 1.3 --mki 01 --out " + folder);
        String trace = folder.resolve("trace.jsonl").toString();
        String keyLog = folder.resolve("keylog.txt").toString();

        Shell shell = Shell.run("check", trace, "--keylog", keyLog);

        assertThat(shell.status()).isZero();
        assertThat(shell.out())
                .contains(
                        "client srtp/SrtpKeyDerivation: CONSISTENT",
                        "client 192.0.2.1:5004 dtls13/ClientHandshake: CONSISTENT",
                        "server 192.0.2.2:5004 srtp/MkiSelection: CONSISTENT")
                .doesNotContainPattern("INCONCLUSIVE, (?!not visible on a wire)");
    }

    @Test
    void a_trace_without_datagrams_has_no_use_for_a_key_log() throws IOException {
        Path log = Files.writeString(folder.resolve("keys.txt"), "");
        Shell shell = check(trace(OFFER), "--keylog", log.toString());
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("--keylog", "holds no datagram");
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
        String whole = trace(OFFER);
        String cut = whole.substring(0, whole.lastIndexOf("{\"t\":\"end\""));
        assertThat(check(cut).err()).contains("there is no end line");
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
