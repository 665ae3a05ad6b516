package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls13.CipherSuite;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.util.HashSet;

class OneChunkTest {
    private static final String CHUNKS = "00030014000000010000000000001092616263640b000004";
    private static final String KEYS =
            " --suite TLS_AES_128_GCM_SHA256 --key 000102030405060708090a0b0c0d0e0f"
                    + " --iv 000102030405060708090a0b --sn 0f0e0d0c0b0a09080706050403020100 ";

    @ParameterizedTest
    @EnumSource
    void derived_keys_seal_and_open(CipherSuite suite) {
        var seen = new HashSet<String>();
        for (String owner : new String[] {"client", "server"})
            for (String use : new String[] {"primary", "restart"}) {
                JsonNode keys = derive(suite, 3).json().get(owner).get(use);
                assertThat(keys.propertyNames()).containsExactly("key", "sn", "iv");
                assertThat(keys.get("key").asString()).hasSize(2 * suite.aead().keyLength());
                String words =
                        " --suite %s --epoch 3 --key %s --sn %s --iv %s %s "
                                .formatted(
                                        suite,
                                        keys.get("key").asString(),
                                        keys.get("sn").asString(),
                                        keys.get("iv").asString(),
                                        use.equals("restart") ? "--restart" : "");
                Shell sealed = Shell.line("seal chunk --seq 70000 --chunks " + CHUNKS + words);
                assertThat(sealed.status()).isZero();
                assertThat(sealed.lastLine())
                        .startsWith(use.equals("restart") ? "4101" : "4100")
                        .hasSize(CHUNKS.length() + 56);
                assertThat(seen.add(sealed.lastLine())).isTrue();
                String chunk = " --chunk " + sealed.lastLine() + words;
                assertThat(Shell.line("open chunk --highest-seq 69999" + chunk).lastLine())
                        .isEqualTo(CHUNKS);
                assertThat(Shell.line("open chunk" + chunk).status()).isEqualTo(1);
                JsonNode again = Shell.line("open chunk --json --highest-seq 70000" + chunk).json();
                assertThat(again.get("clause").asString()).isEqualTo("sctp-dtls-chunk/3.1/f");
            }
    }

    @Test
    void each_epoch_has_its_keys() {
        var suite = CipherSuite.TLS_AES_128_GCM_SHA256;
        assertThat(derive(suite, 4).json()).isNotEqualTo(derive(suite, 3).json());
        assertThat(derive(suite, 2).status()).isEqualTo(2);
        assertThat(derive(suite, 2).err()).contains("--epoch is from 3");
    }

    @Test
    void a_secret_of_the_wrong_length_is_told_the_right_one() {
        Shell shell =
                Shell.line(
                        "derive chunk --suite TLS_AES_256_GCM_SHA384 --epoch 3 --exporter-secret"
                                + " 00 --client-parameter 00 --server-parameter 00");
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("48 bytes, not 1");
    }

    @Test
    void a_flipped_bit_is_refused_with_its_clause() {
        String sealed =
                Shell.line("seal chunk --epoch 3 --seq 0 --chunks " + CHUNKS + KEYS).lastLine();
        String broken = sealed.substring(0, 40) + flip(sealed.charAt(40)) + sealed.substring(41);
        Shell opened = Shell.line("open chunk --epoch 3 --chunk " + broken + KEYS);
        assertThat(opened.status()).isEqualTo(1);
        assertThat(opened.err()).startsWith("refused by sctp-dtls-chunk/5.2/c");
        assertThat(Shell.line("open chunk --epoch 4 --chunk " + sealed + KEYS).err())
                .startsWith("refused by sctp-dtls-chunk/5.2/d");
        assertThat(Shell.line("open chunk --epoch 3 --restart --chunk " + sealed + KEYS).err())
                .startsWith("refused by sctp-dtls-chunk/5.2/d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "41000004", "4100001900", "0b000004", "ffffffffffffffffffff"})
    void a_chunk_that_is_none_is_refused_and_nothing_breaks(String chunk) {
        Shell shell = Shell.line("open chunk --json --epoch 3 --chunk " + chunk + KEYS);
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.json().get("clause").asString()).isEqualTo("sctp-dtls-chunk/4.2/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--epoch 2 --seq 0",
                "--epoch 3 --seq -1",
                "--epoch 3 --seq 281474976710656"
            })
    void numbers_out_of_range_are_misuse(String words) {
        Shell shell = Shell.line("seal chunk --chunks " + CHUNKS + KEYS + words);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void the_examples_of_the_help_belong_together() {
        String sealed =
                Shell.line("seal chunk --epoch 3 --seq 0 --chunks 0b000004" + KEYS).lastLine();
        assertThat(Shell.line("open chunk --help").out()).contains("--chunk " + sealed);
    }

    private static Shell derive(CipherSuite suite, int epoch) {
        return Shell.line(
                "derive chunk --suite %s --epoch %d --exporter-secret %s"
                                .formatted(suite, epoch, "5a".repeat(suite.hash().length()))
                        + " --client-parameter 8006000a0000000101c0"
                        + " --server-parameter 8006000a0000000202c0");
    }

    private static char flip(char digit) {
        return digit == '0' ? '1' : '0';
    }
}
