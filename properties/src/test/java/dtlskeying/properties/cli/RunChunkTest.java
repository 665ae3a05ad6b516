package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.trace.TraceFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

@Timeout(120)
class RunChunkTest {
    private static final String MEMORY = "run chunk --memory --json ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--restart",
                "--loss 20% --reorder 10% --duplicate 10% --seed 9",
                "--restart --loss 10% --seed 4",
                "--suites TLS_AES_128_CCM_SHA256 --groups SECP256R1",
                "--suites TLS_CHACHA20_POLY1305_SHA256 --sizes 262144,1 --streams 1",
                "--roles client --methods 9,1",
                "--roles server --loose"
            })
    void both_ends_in_memory_hold_a_protected_association(String words) {
        Shell shell = Shell.line(MEMORY + words);
        assertThat(shell.status()).as(shell.out()).isZero();
        JsonNode json = shell.json();
        assertThat(json.get("verdict").asString()).isEqualTo("protected");
        assertThat(json.get("messagesReceived")).isEqualTo(json.get("messagesSent"));
        assertThat(json.get("epoch").asInt()).isEqualTo(3);
        assertThat(json.has("exporterSecret")).isFalse();
        assertThat(shell.out()).contains("ENFORCE PROTECTION");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--messages 100 --rekey-every 10",
                "--messages 50 --rekey-every 5 --loss 20% --reorder 10% --seed 3",
                "--messages 25 --rekey-every 5 --restart --sizes 100"
            })
    void ten_generations_of_keys_lose_no_message(String words, @TempDir Path folder) {
        Shell shell = Shell.line(MEMORY + words + " --out " + folder);
        assertThat(shell.status()).as(shell.out()).isZero();
        JsonNode json = shell.json();
        assertThat(json.get("messagesReceived")).isEqualTo(json.get("messagesSent"));
        assertThat(json.get("generations").asInt()).isGreaterThanOrEqualTo(11);
        assertThat(json.get("droppedUnprotected").asInt()).isZero();
        Shell verdict = Shell.line("check " + folder.resolve("trace.jsonl"));
        assertThat(verdict.out())
                .contains("client chunk/KeyInstall: CONSISTENT")
                .contains("client chunk/KeyUpdate: CONSISTENT")
                .contains("server chunk/KeyUpdate: CONSISTENT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--messages 1000 --rekey-every 100 --sizes 100 --reauth",
                "--messages 100 --rekey-every 10 --reauth=after-update",
                "--messages 50 --rekey-every 5 --reauth --loss 20% --reorder 10% --seed 3"
            })
    void ten_generations_are_proven_and_the_model_accepts_them(String words, @TempDir Path folder) {
        Shell shell = Shell.line(MEMORY + words + " --out " + folder);
        assertThat(shell.status()).as(shell.out()).isZero();
        JsonNode json = shell.json();
        assertThat(json.get("generations").asInt()).isEqualTo(11);
        assertThat(json.get("epochs").toString()).isEqualTo("[3,4,5,6,7,8,9,10,11,12,13]");
        assertThat(json.get("reauthentications").asInt()).isEqualTo(20);
        assertThat(shell.out()).contains("in epoch 13: who are you?", "the peer: authenticated");
        Shell verdict = Shell.line("check " + folder.resolve("trace.jsonl"));
        assertThat(verdict.status()).as(verdict.out()).isZero();
        assertThat(verdict.out())
                .contains("client chunk/Reauthentication: CONSISTENT")
                .contains("server chunk/Reauthentication: CONSISTENT");
    }

    @Test
    void a_proof_may_be_asked_for_by_its_age() {
        assertThat(Shell.line(MEMORY + "--reauth=1").status()).isZero();
        for (String wrong : new String[] {"--reauth", "--reauth=0", "--reauth=often"})
            assertThat(Shell.line(MEMORY + wrong).status()).as(wrong).isEqualTo(2);
        Shell fixed = Shell.line(MEMORY + "--reauth --no-rekey");
        assertThat(fixed.status()).isEqualTo(2);
        assertThat(fixed.err()).contains("--no-rekey");
    }

    @Test
    void large_records_are_agreed_on_over_user_messages() {
        Shell shell = Shell.line(MEMORY + "--large-records 60000 --messages 9 --rekey-every 3");
        assertThat(shell.status()).as(shell.out()).isZero();
        assertThat(shell.json().get("largeRecords").asBoolean()).isTrue();
        assertThat(shell.out()).contains("records of 60000 bytes read and 60000 sent");
        assertThat(Shell.line(MEMORY).json().get("largeRecords").asBoolean()).isFalse();
        Shell tooLong = Shell.line(MEMORY + "--large-records 262144");
        assertThat(tooLong.status()).isEqualTo(2);
        assertThat(tooLong.err()).contains("--large-records is from 64 to 262080");
    }

    @Test
    void both_ends_may_use_other_numbers_of_what_is_not_assigned() {
        String numbers =
                "--code-point eku-flag=2039 --code-point eku-type=99"
                        + " --code-point large-records=65535 --large-records 60000 ";
        Shell shell = Shell.line(MEMORY + numbers + "--messages 6 --rekey-every 3");
        assertThat(shell.status()).as(shell.out()).isZero();
        assertThat(shell.json().get("generations").asInt()).isEqualTo(3);
        assertThat(shell.json().get("largeRecords").asBoolean()).isTrue();
        Shell unfit = Shell.line(MEMORY + "--code-point large-records=51");
        assertThat(unfit.status()).isEqualTo(2);
        assertThat(unfit.err()).contains("51 is no free number of an extension");
        assertThat(Shell.line(MEMORY + "--code-point eku-flag=-1").status()).isEqualTo(2);
    }

    @Test
    void without_extended_key_update_there_is_one_generation() {
        Shell shell = Shell.line(MEMORY + "--no-rekey");
        assertThat(shell.status()).isZero();
        assertThat(shell.json().get("epochs").toString()).isEqualTo("[3]");
        assertThat(Shell.line(MEMORY + "--no-rekey --rekey-every 2").status()).isEqualTo(2);
        assertThat(Shell.line(MEMORY + "--rekey-every -2").status()).isEqualTo(2);
    }

    @Test
    void the_same_seed_gives_the_same_run() {
        String command = MEMORY + "--secrets --loss 10% --seed 77";
        assertThat(Shell.line(command).lastLine()).isEqualTo(Shell.line(command).lastLine());
    }

    @Test
    void an_end_that_comes_back_says_so_under_restart_keys() {
        Shell shell = Shell.line(MEMORY + "--restart --messages 2");
        assertThat(shell.out())
                .containsSubsequence(
                        "loses its association",
                        " INIT ---",
                        " INIT ACK ---",
                        " DTLS chunk R ---",
                        "association restarted",
                        " DTLS chunk R ---",
                        "ENFORCE PROTECTION");
        assertThat(shell.json().get("messagesReceived").asInt()).isEqualTo(8);
    }

    @Test
    void what_happened_is_written_down(@TempDir Path folder) throws IOException {
        Shell shell = Shell.line(MEMORY + "--messages 1 --out " + folder);
        assertThat(shell.status()).as(shell.err()).isZero();
        String trace = Files.readString(folder.resolve("trace.jsonl"));
        assertThat(trace)
                .startsWith("{\"t\":\"hdr\",\"fmt\":\"" + TraceFile.FORMAT)
                .contains("chunk/KeyInstall", "dtls/Association", "\"enforced\"");
        assertThat(Files.readString(folder.resolve("keylog.txt"))).contains("EXPORTER_SECRET ");
        assertThat(Files.size(folder.resolve("capture.pcapng"))).isGreaterThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--restart --loss 20% --seed 5"})
    void the_model_permits_what_was_written_down(String words, @TempDir Path folder) {
        Shell.line(MEMORY + "--messages 1 " + words + " --out " + folder);
        Shell verdict = Shell.line("check " + folder.resolve("trace.jsonl"));
        assertThat(verdict.out())
                .contains("client chunk/KeyInstall: CONSISTENT")
                .contains("server chunk/KeyInstall: CONSISTENT")
                .contains("verdict: CONSISTENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --restart"})
    void two_ends_over_udp_agree_on_everything(String restart) throws IOException {
        int port = freePort();
        String common = " --memory --json --secrets --messages 3";
        var server =
                CompletableFuture.supplyAsync(
                        () -> Shell.line("run chunk --listen 127.0.0.1:" + port + common));
        Shell client =
                Shell.line("run chunk --timeout 60 --connect 127.0.0.1:" + port + common + restart);
        assertThat(client.status()).as(client.out()).isZero();
        assertThat(server.join().status()).as(server.join().out()).isZero();
        JsonNode ours = client.json();
        JsonNode theirs = server.join().json();
        for (String name :
                new String[] {
                    "suite",
                    "epoch",
                    "method",
                    "clientParameter",
                    "serverParameter",
                    "exporterSecret",
                    "verdict"
                }) assertThat(ours.get(name)).as(name).isEqualTo(theirs.get(name));
        assertThat(ours.get("role")).isNotEqualTo(theirs.get("role"));
        assertThat(ours.get("messagesReceived").asInt()).isEqualTo(3);
        assertThat(theirs.get("messagesReceived")).isEqualTo(ours.get("messagesSent"));
    }

    @Test
    void two_processes_prove_to_each_other_who_they_are(@TempDir Path folder) throws IOException {
        int port = freePort();
        String common = " --memory --json --timeout 60 --reauth --messages 30 --out " + folder;
        var server =
                CompletableFuture.supplyAsync(
                        () -> Shell.line("run chunk --listen 127.0.0.1:" + port + common + "/b"));
        Shell client =
                Shell.line(
                        "run chunk --rekey-every 10 --connect 127.0.0.1:" + port + common + "/a");
        assertThat(client.status()).as(client.out()).isZero();
        assertThat(server.join().status()).as(server.join().out()).isZero();
        for (JsonNode json : new JsonNode[] {client.json(), server.join().json()})
            assertThat(json.get("reauthentications").asInt()).isEqualTo(3);
        for (String end : new String[] {"a", "b"})
            assertThat(Shell.line("check " + folder.resolve(end + "/trace.jsonl")).out())
                    .contains(" chunk/Reauthentication: CONSISTENT");
    }

    @Test
    void ends_that_can_only_be_the_same_are_told_by_cause_103() throws IOException {
        int port = freePort();
        String common = " --memory --json --roles client --timeout 20";
        var server =
                CompletableFuture.supplyAsync(
                        () -> Shell.line("run chunk --listen 127.0.0.1:" + port + common));
        Shell client = Shell.line("run chunk --connect 127.0.0.1:" + port + common);
        assertThat(client.status()).isEqualTo(1);
        assertThat(client.json().get("reason").asString()).contains("103");
        assertThat(server.join().status()).isEqualTo(1);
    }

    @Test
    void a_certificate_that_is_not_expected_ends_the_association() {
        Shell shell = Shell.line(MEMORY + "--fingerprint " + "00:".repeat(31) + "00");
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.json().get("verdict").asString()).isEqualTo("failed");
        assertThat(shell.json().get("messagesReceived").asInt()).isZero();
        assertThat(shell.out()).contains("bad_certificate");
    }

    @ParameterizedTest
    @CsvSource({
        "--sizes 0, '1 to 262144'",
        "--sizes x, int",
        "--messages -1, '0 to 100000'",
        "--streams 0, '1 to 2048'",
        "--methods 300, '0 to 255'",
        "--sctp-port 0, '1 to 65535'",
        "--roles boss, 'client, server, either'",
        "--secrets, --json",
        "--loss 10%, --memory",
        "--connect 127.0.0.1:0, port 0",
        "--listen 127.0.0.1:0 --restart, connects",
        "--listen 127.0.0.1:0 --connect 127.0.0.1:1, exclude"
    })
    void what_makes_no_sense_is_refused_with_a_reason(String words, String reason) {
        Shell shell = Shell.line("run chunk " + words);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains(reason).doesNotContain("Exception");
    }

    @Test
    void nobody_at_the_other_end_is_a_verdict() throws IOException {
        Shell shell =
                Shell.line(
                        "run chunk --memory --json --timeout 1 --connect 127.0.0.1:" + freePort());
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.json().get("verdict").asString()).isEqualTo("failed");
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            return socket.getLocalPort();
        }
    }
}
