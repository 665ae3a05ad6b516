package dtlskeying.properties.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.capture.KeyLog.Outcome;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyLogTest {
    private static final String RANDOM = "0f".repeat(32);
    private static final String SECRET = "ab".repeat(48);

    @Test
    void lines_are_found_by_random_and_label_and_others_are_passed_over() {
        var log =
                log(
                        """
                        # made by somebody

                        CLIENT_RANDOM %1$s %2$s\r
                        EXPORTER_SECRET_12 %1$s %3$s
                        RSA 0011 2233
                        SERVER_TRAFFIC_SECRET_0 %1$s %3$s
                        """
                                .formatted(RANDOM, SECRET, "cd".repeat(32)));
        var random = Octets.hex(RANDOM);

        assertThat(log.size()).isEqualTo(3);
        assertThat(log.find(random, KeyLog.MASTER_SECRET).orElseThrow().octets().toHex())
                .isEqualTo(SECRET);
        assertThat(log.find(random, "EXPORTER_SECRET_12")).isPresent();
        assertThat(log.find(random, KeyLog.EXPORTER)).isEmpty();
        assertThat(log.find(Octets.hex("00".repeat(32)), KeyLog.MASTER_SECRET)).isEmpty();
        assertThat(log.toString()).doesNotContain("ab").isEqualTo("3 secrets");
    }

    @Test
    void of_two_logs_the_first_counts() {
        var ours = log("CLIENT_RANDOM " + RANDOM + " 01\n");
        var theirs = log("CLIENT_RANDOM " + RANDOM + " 02\nEXPORTER_SECRET " + RANDOM + " 03\n");
        var both = ours.with(theirs);
        assertThat(both.size()).isEqualTo(2);
        assertThat(both.find(Octets.hex(RANDOM), KeyLog.MASTER_SECRET))
                .isEqualTo(ours.find(Octets.hex(RANDOM), KeyLog.MASTER_SECRET));
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT_RANDOM 00, 'line 2: a label, a random and a secret were expected'",
        "CLIENT_RANDOM 00 11, 'line 2: a random has 32 bytes, not 1'",
        "EXPORTER_SECRET zz 11, 'line 2: ''z'' at position 0 is no hexadecimal digit'",
        "EXPORTER_SECRET 00 111, 'line 2: odd number of hexadecimal digits (3)'"
    })
    void a_line_that_cannot_be_read_is_named(String line, String message) {
        assertThat(KeyLog.read("# a log\n" + line)).hasToString(message);
    }

    private static KeyLog log(String text) {
        var outcome = KeyLog.read(text);
        assertThat(outcome).isInstanceOf(Outcome.Readable.class);
        return ((Outcome.Readable) outcome).log();
    }
}
