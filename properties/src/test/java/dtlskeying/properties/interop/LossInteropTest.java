package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Our retransmission and OpenSSL's mend what a path between them does, in real time. */
class LossInteropTest {
    private static final ProtectionProfile PROFILE = ProtectionProfile.SRTP_AEAD_AES_128_GCM;
    private static final int SMALL_DATAGRAMS = 400;

    @TempDir Path directory;

    @BeforeAll
    static void openssl_is_present() {
        OpensslPeer.assumePresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void our_client_completes_where_one_datagram_each_way_is_lost(int lost) {
        our_client_agrees_over(number -> number == lost ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void our_server_completes_where_one_datagram_each_way_is_lost(int lost) {
        our_server_agrees_over(number -> number == lost ? 0 : 1);
    }

    @Test
    void our_client_takes_every_datagram_twice() {
        our_client_agrees_over(number -> 2);
    }

    @Test
    void our_server_takes_every_datagram_twice() {
        our_server_agrees_over(number -> 2);
    }

    private void our_client_agrees_over(IntUnaryOperator path) {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var settings = parties.client(SrtpTerms.of(PROFILE)).withMtu(SMALL_DATAGRAMS);
        try (var theirs =
                        OpensslPeer.server(directory, parties.server(), parties.client(), PROFILE);
                var relay = LossyRelay.to(theirs.port(), path);
                var ours = OurPeer.client(relay.port(), settings)) {
            assertThat(ours.outcome())
                    .isInstanceOf(Outcome.Agreed.class)
                    .isEqualTo(theirs.outcome());
        }
    }

    private void our_server_agrees_over(IntUnaryOperator path) {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var settings = parties.server(SrtpTerms.of(PROFILE)).withMtu(SMALL_DATAGRAMS);
        try (var ours = OurPeer.server(settings);
                var relay = LossyRelay.to(ours.port(), path);
                var theirs =
                        OpensslPeer.client(
                                relay.port(),
                                directory,
                                parties.client(),
                                parties.server(),
                                List.of(PROFILE))) {
            assertThat(ours.outcome())
                    .isInstanceOf(Outcome.Agreed.class)
                    .isEqualTo(theirs.outcome());
        }
    }
}
