package dtlskeying.impl.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dtlskeying.spec.srtp.Media;

import org.junit.jupiter.api.Test;

class SessionSettingsTest {
    private static final SessionSettings USUAL = SessionSettings.of(Media.MULTIPLEXED);

    @Test
    void old_keys_stay_for_the_segment_lifetime_of_the_document_and_64_packets_wait() {
        assertThat(USUAL.lifetime()).isEqualTo(120);
        assertThat(USUAL.held()).isEqualTo(64);
        assertThat(USUAL.keys().packets()).isEqualTo(1L << 31);
    }

    @Test
    void a_second_is_the_least_and_holding_no_packet_is_possible() {
        assertThatNoException().isThrownBy(() -> USUAL.withLifetime(1).withHeld(0));
        assertThatIllegalArgumentException().isThrownBy(() -> USUAL.withLifetime(0));
        assertThatIllegalArgumentException().isThrownBy(() -> USUAL.withHeld(-1));
    }
}
