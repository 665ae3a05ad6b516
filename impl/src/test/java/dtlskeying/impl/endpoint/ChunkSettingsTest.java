package dtlskeying.impl.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;

class ChunkSettingsTest {
    private static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @EnumSource
    void keys_last_an_hour_and_as_long_as_their_cipher_bears_it(CipherSuite suite) {
        assertThat(settings().limits(suite))
                .isEqualTo(new Limits(3_600, 100_000_000_000L, suite.records(), suite.failures()));
    }

    @ParameterizedTest
    @EnumSource
    void who_wants_them_to_last_for_less_is_heard(CipherSuite suite) {
        var less = new Limits(1, 2, 3, 4);
        assertThat(settings().withLimits(less).limits(suite)).isEqualTo(less);
    }

    private static ChunkSettings settings() {
        var identity = Identity.demonstration("alice", Entropy.of(1), KeyKind.EC_P256);
        return ChunkSettings.of(Settings.of(identity, new Trust.Anyone(), TODAY, SrtpTerms.NONE));
    }
}
