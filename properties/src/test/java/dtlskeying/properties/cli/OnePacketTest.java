package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

class OnePacketTest {
    private static final String RTP = "8040f17b8041f8d35501a0b247616c6c6961";
    private static final String RTCP = "80c80006deadbeef00112233445566778899aabbccddeeff00112233";
    private static final String GCM =
            " --profile SRTP_AEAD_AES_128_GCM --key 000102030405060708090a0b0c0d0e0f"
                    + " --salt 517569642070726f2071756f ";
    private static final String CM =
            " --profile SRTP_AES128_CM_SHA1_32 --key 000102030405060708090a0b0c0d0e0f"
                    + " --salt 000102030405060708090a0b0c0d ";

    @ParameterizedTest
    @ValueSource(strings = {"", "--mki 0a0b", "--roc 1", "--roc 4294967295 --mki 00"})
    void what_is_sealed_opens_with_the_same_words(String words) {
        for (String keys : new String[] {GCM, CM}) {
            Shell sealed = Shell.line("seal srtp" + keys + words + " " + RTP);
            assertThat(sealed.status()).isZero();
            assertThat(sealed.lastLine()).isNotEqualTo(RTP).startsWith(RTP.substring(0, 24));
            Shell opened = Shell.line("open srtp" + keys + words + " " + sealed.lastLine());
            assertThat(opened.lastLine()).isEqualTo(RTP);
        }
    }

    @Test
    void rtcp_is_told_by_its_payload_type() {
        Shell sealed = Shell.line("seal srtp --json --index 5" + CM + RTCP);
        assertThat(sealed.json().get("kind").asString()).isEqualTo("RTCP");
        String packet = sealed.json().get("packet").asString();
        assertThat(packet.substring(RTCP.length())).startsWith("80000005");
        assertThat(Shell.line("open srtp" + CM + packet).lastLine()).isEqualTo(RTCP);
    }

    @Test
    void a_broken_tag_is_refused_with_its_clause() {
        String sealed = Shell.line("seal srtp" + CM + RTP).lastLine();
        String broken = sealed.substring(0, sealed.length() - 1) + flip(sealed);
        Shell opened = Shell.line("open srtp --json" + CM + broken);

        assertThat(opened.status()).isEqualTo(1);
        assertThat(opened.err()).contains("rfc3711/3.3/a");
        assertThat(opened.json().get("verdict").asString()).isEqualTo("refused");
        assertThat(opened.json().get("clause").asString()).isEqualTo("rfc3711/3.3/a");
    }

    @Test
    void another_roll_over_counter_does_not_open_it() {
        String sealed = Shell.line("seal srtp --roc 1" + CM + RTP).lastLine();
        assertThat(Shell.line("open srtp --roc 2" + CM + sealed).status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "", "00", "8040f17b8041f8d35501a0", "90c8"})
    void a_packet_that_is_none_is_refused_and_nothing_breaks(String packet) {
        for (String verb : new String[] {"seal", "open"}) {
            String[] words = (verb + " srtp" + CM + "--roc 7 --").split(" +");
            String[] all = Arrays.copyOf(words, words.length + 1);
            all[words.length] = packet;
            Shell shell = Shell.run(all);
            assertThat(shell.status()).isEqualTo(1);
            assertThat(shell.err()).startsWith("refused by ").doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--roc -1", "--roc 4294967296", "--roc x", "--index 2147483648"})
    void numbers_out_of_range_are_misuse(String words) {
        Shell shell = Shell.line("seal srtp " + words + CM + RTP);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void a_key_of_the_wrong_length_is_told_the_right_one() {
        Shell shell =
                Shell.line(
                        "seal srtp --profile 0x0008 --key 00 --salt 517569642070726f2071756f 80");
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("32 bytes, not 1");
    }

    private static char flip(String hex) {
        return hex.endsWith("0") ? '1' : '0';
    }
}
