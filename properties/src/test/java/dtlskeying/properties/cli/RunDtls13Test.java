package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

@Timeout(60)
class RunDtls13Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--key-update",
                "--key-update both",
                "--groups X25519MLKEM768 --suites TLS_AES_256_GCM_SHA384",
                "--mtu 300"
            })
    void client_and_server_agree_over_udp(String words) throws IOException {
        int port = freePort();
        String export = " --json --export EXPORTER-x:c0ffee:32 ";
        var server = run("run dtls13 --stay 5 --listen 127.0.0.1:" + port + export);
        Shell client =
                Shell.line("run dtls13 --data ping --connect 127.0.0.1:" + port + export + words);

        JsonNode ours = client.json();
        JsonNode theirs = server.join().json();
        assertThat(client.status()).as(client.out()).isZero();
        assertThat(server.join().status()).isZero();
        assertThat(ours.get("role").asString()).isEqualTo("client");
        assertThat(theirs.get("role").asString()).isEqualTo("server");
        for (String name : new String[] {"version", "suite", "group", "exported", "verdict"})
            assertThat(ours.get(name)).as(name).isEqualTo(theirs.get(name));
        assertThat(ours.get("exported").asString()).hasSize(64);
        assertThat(ours.get("writeEpoch").asInt()).isEqualTo(theirs.get("readEpoch").asInt());
        assertThat(theirs.get("received").get(0).asString()).isEqualTo("70696e67");
    }

    @Test
    void keys_are_renewed_over_udp_and_every_generation_is_logged() throws IOException {
        int port = freePort();
        Path log = Files.createTempFile("keys", ".log");
        var server =
                run("run dtls13 --json --stay 5 --extended-key-update --listen 127.0.0.1:" + port);
        Shell client =
                Shell.line(
                        "run dtls13 --json --extended-key-update 3 --data ping --keylog "
                                + log
                                + " --connect 127.0.0.1:"
                                + port);
        JsonNode theirs = server.join().json();
        assertThat(client.status()).as(client.out()).isZero();
        assertThat(client.json().get("writeEpoch").asInt()).isEqualTo(6);
        assertThat(theirs.get("writeEpoch").asInt()).isEqualTo(6);
        assertThat(theirs.get("received").get(0).asString()).isEqualTo("70696e67");
        assertThat(Files.readAllLines(log))
                .hasSize(6 + 3 * 3)
                .anyMatch(isLine("EXPORTER_SECRET_3"));
        Files.delete(log);
    }

    @Test
    void a_long_text_goes_in_one_record_where_both_ends_want_that() throws IOException {
        String text = "x".repeat(60_000);
        var both = exchange("--large-records 65000", "--large-records 64000 --data " + text);
        assertThat(both.get("largeRecords").asBoolean()).isTrue();
        assertThat(both.get("readSize").asInt()).isEqualTo(64_000);
        assertThat(both.get("writeSize").asInt()).isEqualTo(65_000);
        assertThat(both.get("verdict").asString()).isEqualTo("agreed");
        var one = exchange("--record-size-limit 500", "--large-records 64000 --data " + text);
        assertThat(one.get("largeRecords").asBoolean()).isFalse();
        assertThat(one.get("reason").asString()).contains("no more than 16384");
        var small = exchange("--record-size-limit 500", "--data " + "x".repeat(500));
        assertThat(small.get("reason").asString()).contains("no more than 499");
    }

    @Test
    void numbers_that_nobody_has_assigned_can_be_others() throws IOException {
        String others =
                " --code-point eku-flag=7 --code-point eku-type=0xf0"
                        + " --code-point large-records=0xfe01 --large-records 65000";
        var same = exchange("--extended-key-update" + others, renewing(others));
        assertThat(same.get("writeEpoch").asInt()).isEqualTo(4);
        assertThat(same.get("largeRecords").asBoolean()).isTrue();
        String usual = " --large-records 65000";
        var different = exchange("--extended-key-update" + others, renewing(usual));
        assertThat(different.get("verdict").asString()).isEqualTo("failed");
        assertThat(different.get("largeRecords").asBoolean()).isFalse();
    }

    private static String renewing(String words) {
        String text = "x".repeat(60_000);
        return "--timeout 2 --extended-key-update 1 --data " + text + words;
    }

    private static JsonNode exchange(String server, String client) throws IOException {
        int port = freePort();
        var there = run("run dtls13 --json --stay 3 --listen 127.0.0.1:" + port + " " + server);
        Shell here = Shell.line("run dtls13 --json --connect 127.0.0.1:" + port + " " + client);
        JsonNode ours = here.json();
        JsonNode theirs = there.join().json();
        if (here.status() == 0)
            assertThat(theirs.get("received").get(0).asString()).hasSize(2 * 60_000);
        return ours;
    }

    private static java.util.function.Predicate<String> isLine(String label) {
        return line -> line.startsWith(label + " ");
    }

    @Test
    void key_update_does_not_go_with_its_replacement() {
        Shell shell =
                Shell.line("run dtls13 --connect 127.0.0.1:9 --extended-key-update 1 --key-update");
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("takes its place");
    }

    @Test
    void a_certificate_that_is_not_expected_is_refused() throws IOException {
        int port = freePort();
        var server = run("run dtls13 --listen 127.0.0.1:" + port);
        Shell client =
                Shell.line(
                        "run dtls13 --json --fingerprint "
                                + "00:".repeat(31)
                                + "00 --connect 127.0.0.1:"
                                + port);
        assertThat(client.status()).isEqualTo(1);
        assertThat(client.json().get("reason").asString()).contains("bad_certificate");
        assertThat(server.join().out()).contains("bad_certificate");
    }

    @Test
    void ends_that_share_no_suite_say_so() throws IOException {
        int port = freePort();
        var server =
                run(
                        "run dtls13 --timeout 2 --suites TLS_AES_128_CCM_SHA256 --listen 127.0.0.1:"
                                + port);
        Shell client =
                Shell.line(
                        "run dtls13 --json --suites TLS_AES_128_GCM_SHA256 --connect 127.0.0.1:"
                                + port);
        assertThat(client.status()).isEqualTo(1);
        assertThat(client.json().get("reason").asString()).contains("handshake_failure");
        assertThat(server.join().status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run dtls13",
                "run dtls13 --connect 127.0.0.1:1 --export 32",
                "run dtls13 --connect 127.0.0.1:1 --export EXPORTER-x:0",
                "run dtls13 --connect 127.0.0.1:1 --mtu 100",
                "run dtls13 --connect 127.0.0.1:1 --record-size-limit 63",
                "run dtls13 --connect 127.0.0.1:1 --record-size-limit 16386",
                "run dtls13 --connect 127.0.0.1:1 --large-records 63",
                "run dtls13 --connect 127.0.0.1:1 --code-point eku-flag=2040",
                "run dtls13 --connect 127.0.0.1:1 --code-point eku-type=254",
                "run dtls13 --connect 127.0.0.1:1 --code-point eku-type=24",
                "run dtls13 --connect 127.0.0.1:1 --code-point large-records=65536",
                "run dtls13 --connect 127.0.0.1:1 --code-point large-records=28",
                "run dtls13 --connect 127.0.0.1:1 --code-point large-records=x",
                "run dtls13 --connect 127.0.0.1:1 --code-point other=1",
                "run dtls13 --connect 127.0.0.1:1 --code-point eku-flag",
                "run dtls13 --connect 127.0.0.1:1 --large-records 1073741569",
                "run dtls13 --connect 127.0.0.1:1 --groups FFDHE2048"
            })
    void what_does_not_fit_is_refused(String words) {
        assertThat(Shell.line(words).status()).isEqualTo(2);
    }

    private static CompletableFuture<Shell> run(String words) {
        return CompletableFuture.supplyAsync(() -> Shell.line(words));
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            return socket.getLocalPort();
        }
    }
}
