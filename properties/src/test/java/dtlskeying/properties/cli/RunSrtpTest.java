package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.explain.LadderText;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class RunSrtpTest {
    @TempDir private Path folder;

    @Test
    void both_ends_agree_and_exchange_packets() {
        Shell shell = Shell.line("run srtp --json");

        assertThat(shell.status()).isZero();
        assertThat(shell.err()).isEmpty();
        JsonNode json = shell.json();
        assertThat(json.propertyNames())
                .containsExactly(
                        "role",
                        "version",
                        "suite",
                        "profile",
                        "mki",
                        "exported",
                        "clientKey",
                        "serverKey",
                        "clientSalt",
                        "serverSalt",
                        "packetsSent",
                        "packetsReceived",
                        "history",
                        "verdict");
        assertThat(json.get("verdict").asString()).isEqualTo("agreed");
        assertThat(json.get("packetsSent").asInt()).isEqualTo(20);
        assertThat(json.get("packetsReceived").asInt()).isEqualTo(20);
        assertThat(json.get("mki").asString()).isEmpty();
        assertThat(json.get("history").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void channels_are_measured_beside_what_the_document_says(int streams) {
        JsonNode json =
                Shell.line("run srtp --channels " + streams + " --rtcp separate --json").json();

        assertThat(json.get("verdict").asString()).isEqualTo("agreed");
        assertThat(json.get("channels").asInt()).isEqualTo(2 * streams);
        assertThat(json.get("claims").size()).isEqualTo(4);
        assertThat(json.get("setUps").get(1).get("bytes").asInt())
                .isLessThan(json.get("setUps").get(0).get("bytes").asInt());
        assertThat(json.get("setUps").get(1).get("roundTripsAfterFirst").asDouble()).isEqualTo(1);
        assertThat(json.get("setUps").get(2).get("roundTripsAfterFirst").asDouble()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--channels 5",
                "--channels 0",
                "--rtcp mux",
                "--channels 2 --connect 127.0.0.1:1",
                "--channels 2 --out somewhere"
            })
    void channels_are_few_and_embedded(String options) {
        assertThat(Shell.line("run srtp " + options).status()).isEqualTo(2);
    }

    @Test
    void the_keys_are_those_that_derive_cuts_from_the_exported_block() {
        JsonNode run = Shell.line("run srtp --json --profiles 0x0007").json();
        JsonNode derived =
                Shell.line(
                                "derive srtp --profile SRTP_AEAD_AES_128_GCM --exported "
                                        + run.get("exported").asString())
                        .json();
        for (String key : new String[] {"clientKey", "serverKey", "clientSalt", "serverSalt"})
            assertThat(run.get(key)).isEqualTo(derived.get(key));
    }

    @Test
    void the_same_seed_gives_the_same_run_to_the_letter() {
        String command = "run srtp --json --loss 30% --reorder 20% --duplicate 20% --seed ";
        assertThat(Shell.line(command + 5)).isEqualTo(Shell.line(command + 5));
        assertThat(Shell.line(command + 5).out()).isNotEqualTo(Shell.line(command + 6).out());
    }

    @Test
    void every_flight_is_a_rung_of_a_ladder() {
        assertThat(ladder("1.2")).contains("ServerHello, Certificate,", "ServerHelloDone ---");
        for (String version : List.of("1.3", "any"))
            assertThat(ladder(version)).contains("ServerHello, EncryptedExtensions,");
    }

    private static String ladder(String version) {
        String out = Shell.line("run srtp --packets 0 --dtls " + version).out();
        assertThat(out.lines().filter(line -> line.contains("|<-") || line.endsWith("->|")))
                .hasSize(8)
                .allMatch(rung -> rung.length() == LadderText.WIDTH);
        return out;
    }

    @ParameterizedTest
    @CsvSource({"1.2,DTLS 1.2", "1.3,DTLS 1.3", "any,DTLS 1.3"})
    void the_version_is_the_best_of_those_that_are_asked_for(String asked, String spoken) {
        Shell shell = Shell.line("run srtp --json --dtls " + asked);
        assertThat(shell.json().get("version").asString()).isEqualTo(spoken);
        assertThat(shell.out()).contains("records     " + spoken + ", TLS_");
        assertThat(shell.json().get("packetsReceived").asInt()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3", "any"})
    void further_handshakes_make_further_keys(String version) {
        JsonNode json =
                Shell.line(
                                "run srtp --json --rehandshake 2 --packets 60 --mki 01 --dtls "
                                        + version)
                        .json();
        assertThat(json.get("verdict").asString()).isEqualTo("agreed");
        assertThat(json.get("mki").asString()).isEqualTo("03");
        assertThat(json.get("history").size()).isEqualTo(2);
        assertThat(json.get("packetsReceived").asInt()).isEqualTo(120);
    }

    @Test
    void only_dtls_1_2_lets_a_server_ask_for_further_handshakes() {
        String command = "run srtp --json --rehandshake 1 --rehandshake-by server ";
        assertThat(Shell.line(command).json().get("version").asString()).isEqualTo("DTLS 1.2");
        Shell newer = Shell.line(command + "--dtls 1.3");
        assertThat(newer.status()).isEqualTo(2);
        assertThat(newer.err()).contains("only a client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x0001", "0x0002", "0x0003", "0x0005", "0x0008"})
    void every_profile_runs_with_and_without_an_mki(String profile) {
        for (String mki : new String[] {"", "0a0b0c"}) {
            JsonNode json =
                    Shell.run("run", "srtp", "--json", "--profiles", profile, "--mki", mki).json();
            assertThat(json.get("verdict").asString()).isEqualTo("agreed");
            assertThat(json.get("mki").asString()).isEqualTo(mki);
            assertThat(json.get("packetsReceived").asInt()).isEqualTo(20);
        }
    }

    @Test
    void a_network_that_loses_everything_ends_in_a_verdict() {
        Shell shell = Shell.line("run srtp --json --loss 100%");
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.json().get("verdict").asString()).isEqualTo("failed");
        assertThat(shell.json().get("exported").asString()).isEmpty();
        assertThat(shell.json().get("reason").asString()).contains("gives up");
    }

    @Test
    void a_certificate_with_another_fingerprint_is_refused_with_its_clause() {
        Shell shell = Shell.line("run srtp --json --fingerprint " + "AB:".repeat(31) + "AB");
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.json().get("reason").asString()).contains("bad_certificate", "rfc8446/");
        Shell older =
                Shell.line("run srtp --json --dtls 1.2 --fingerprint " + "AB:".repeat(31) + "AB");
        assertThat(older.json().get("reason").asString()).contains("bad_certificate", "rfc5246/");
    }

    @Test
    void trace_and_key_log_are_written_where_asked() throws IOException {
        Path out = folder.resolve("new/folder");
        assertThat(Shell.run("run", "srtp", "--dtls", "1.2", "--out", out.toString()).status())
                .isZero();

        assertThat(Files.readString(out.resolve("trace.jsonl")))
                .startsWith("{\"t\":\"hdr\",\"fmt\":\"kmtrace/1\"")
                .contains("\"t\":\"end\"");
        assertThat(Files.readString(out.resolve("keylog.txt")))
                .matches("CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}\n");

        assertThat(Shell.run("run", "srtp", "--out", out.toString()).status()).isZero();
        assertThat(Files.readString(out.resolve("keylog.txt")).lines())
                .hasSize(6)
                .anyMatch(line -> line.matches("EXPORTER_SECRET [0-9a-f]{64} [0-9a-f]{64,96}"))
                .anyMatch(line -> line.startsWith("DTLS_KEYING_SHARED_SECRET "));
    }

    @Test
    void a_folder_that_is_a_file_is_misuse() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Shell shell = Shell.run("run", "srtp", "--out", file.toString());
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("is no directory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--loss 2x",
                "--loss 101%",
                "--loss -1",
                "--loss NaN",
                "--packets -1",
                "--packets 100000",
                "--seed x",
                "--profiles SRTP_ROT13",
                "--mki abc",
                "--fingerprint AB:CD",
                "--cert /nowhere",
                "--key /nowhere",
                "--trust /",
                "--dtls 1.1",
                "--channels 2 --dtls 1.3",
                "--nonsense"
            })
    void what_makes_no_sense_is_misuse_in_one_line(String words) {
        Shell shell = Shell.line("run srtp " + words);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).startsWith("dtls-keying: ").doesNotContain("Exception");
        assertThat(shell.err().lines().count()).isLessThanOrEqualTo(2);
    }

    @Test
    void a_key_file_that_holds_no_key_is_misuse() throws IOException {
        Path file = Files.writeString(folder.resolve("cert.pem"), "nothing of the kind");
        Shell shell = Shell.run("run", "srtp", "--cert", file.toString());
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("cert.pem");
    }
}
