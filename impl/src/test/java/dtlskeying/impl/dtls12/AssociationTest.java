package dtlskeying.impl.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AssociationTest {
    private static final String LABEL = "EXTRACTOR-dtls_srtp";

    @Test
    void both_ends_complete_and_export_the_same_bytes() {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        assertThat(pair.isEstablished()).isTrue();
        assertThat(pair.client.export(LABEL, 60)).isEqualTo(pair.server.export(LABEL, 60));
    }
}
