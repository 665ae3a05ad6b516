package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls13.CipherSuite;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records and keys of the public handshake of illustrated-dtls. */
class OneRecordTest {
    private static final String CLIENT =
            "a9185352f61134f1d24eaa4a930fff2edca40ce8c06420848deb27699e9baf2c";
    private static final String SERVER =
            "4ab12ae4022fc013eca21abb071e13aa24a150e3876c660fe0ed10a8eebd8f17";
    private static final String PING = "2f683f00157d72278b6c649f1e7b56b3cad411faf7bd518bfb15";
    private static final String PONG = "2fa2580015f5bd33f27b72780e351fa00703fb9f658c689f95ae";

    @Test
    void the_record_is_that_of_the_handshake() {
        var shell = run("seal", "--secret", CLIENT, "70696e67");
        assertThat(shell.status()).isZero();
        assertThat(shell.out().strip()).isEqualTo(PING);
    }

    @Test
    void the_content_is_that_of_the_handshake() {
        var shell = run("open", "--secret", SERVER, "--json", PONG);
        assertThat(shell.status()).isZero();
        assertThat(shell.json().get("content").asString()).isEqualTo("706f6e67");
        assertThat(shell.json().get("sequence").asLong()).isEqualTo(1);
        assertThat(shell.json().get("type").asString()).isEqualTo("application_data");
    }

    @Test
    void the_keys_are_those_of_the_handshake() {
        var keys = run("derive", "--secret", CLIENT).json();
        assertThat(keys.get("key").asString()).isEqualTo("9ba90dbce8857bc1fcb81d41a0465cfe");
        assertThat(keys.get("iv").asString()).isEqualTo("682219974631fa0656ee4eff");
        assertThat(keys.get("sn").asString()).isEqualTo("5cb5bd8bac29777c650c0dde22d16d47");
        assertThat(keys.get("updated").asString()).hasSize(64);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_sealed_is_opened(CipherSuite suite) {
        String secret = "5a".repeat(suite.hash().length());
        String code = "0x%04x".formatted(suite.code());
        var sealed =
                Shell.run(
                        "seal",
                        "dtls13",
                        "--suite",
                        code,
                        "--secret",
                        secret,
                        "--epoch",
                        "6",
                        "--sequence",
                        "70000",
                        "--type",
                        "handshake",
                        "--padding",
                        "9",
                        "--short-number",
                        "--no-length",
                        "0102");
        var opened =
                Shell.run(
                        "open",
                        "dtls13",
                        "--suite",
                        suite.name(),
                        "--secret",
                        secret,
                        "--epoch",
                        "6",
                        "--next",
                        "69990",
                        sealed.out().strip());
        assertThat(opened.out().strip()).isEqualTo("0102");
    }

    @Test
    void a_record_that_is_none_is_refused_by_a_clause() {
        var shell = run("open", "--secret", CLIENT, "--json", PONG);
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.json().get("clause").asString()).isEqualTo("rfc9147/4.5.2/a");
        assertThat(run("seal", "--secret", CLIENT, "--epoch", "2", "00").err())
                .contains("rfc8446/2/a");
    }

    @Test
    void what_does_not_fit_is_told_what_would() {
        assertThat(run("open", "--secret", "00", PONG).err()).contains("takes 32 bytes, not 1");
        assertThat(run("open", "--secret", CLIENT, "--epoch", "1", PONG).err())
                .contains("--epoch is from 2 to 2^48-1");
        assertThat(run("open", "--secret", CLIENT, "--next", "-1", PONG).err())
                .contains("--next is from 0 to 2^48-1");
        assertThat(run("seal", "--secret", CLIENT, "--padding", "-1", "00").err())
                .contains("--padding is 0 or more");
        assertThat(run("open", "--secret", CLIENT, "").err()).contains("no record");
        assertThat(Shell.run("derive", "dtls13", "--suite", "0x1305", "--secret", "00").err())
                .contains("TLS_AES_128_CCM_SHA256");
    }

    @Test
    void large_records_have_variable_lengths() {
        String content = "ab".repeat(20_000);
        var sealed = run("seal", "--secret", CLIENT, "--large-records", "30000", content);
        assertThat(sealed.status()).isZero();
        String record = sealed.out().strip();
        assertThat(record.substring(6, 14)).isEqualTo("80004e31");
        var opened = run("open", "--secret", CLIENT, "--large-records", "30000", record);
        assertThat(opened.out().strip()).isEqualTo(content);
        var shorter = run("open", "--secret", CLIENT, "--large-records", "20000", record);
        assertThat(shorter.status()).isEqualTo(1);
        assertThat(shorter.err()).contains("rfc8449/4/b");
        assertThat(run("open", "--secret", CLIENT, record).status()).isEqualTo(1);
        var lax =
                run(
                        "open",
                        "--secret",
                        CLIENT,
                        "--large-records",
                        "90",
                        "2f00004010" + "00".repeat(16));
        assertThat(lax.err()).contains("large-records/3/e");
        for (String limit : new String[] {"63", "16777217", "x"})
            assertThat(run("open", "--secret", CLIENT, "--large-records", limit, PONG).status())
                    .isEqualTo(2);
    }

    private static Shell run(String verb, String... more) {
        String[] words = new String[more.length + 4];
        words[0] = verb;
        words[1] = "dtls13";
        words[2] = "--suite";
        words[3] = "TLS_AES_128_GCM_SHA256";
        System.arraycopy(more, 0, words, 4, more.length);
        return Shell.run(words);
    }
}
