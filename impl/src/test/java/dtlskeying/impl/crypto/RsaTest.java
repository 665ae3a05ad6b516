package dtlskeying.impl.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;

class RsaTest {
    @ParameterizedTest
    @CsvSource({"2047,false", "2048,true", "8192,true", "8193,false"})
    void keys_of_2048_to_8192_bits_are_taken(int bits, boolean isTaken) {
        assertThat(Rsa.isSupported(BigInteger.ONE.shiftLeft(bits - 1))).isEqualTo(isTaken);
    }
}
