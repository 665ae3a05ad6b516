package dtlskeying.impl.dtls12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;

/** The session of "The Illustrated TLS 1.2 Connection", whose every byte is public. */
class KeyScheduleTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
    private static final Octets CLIENT_RANDOM =
            Octets.hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final Octets SERVER_RANDOM =
            Octets.hex("707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f");
    private static final KeySchedule SCHEDULE =
            KeySchedule.plain(
                    SUITE,
                    secret("df4a291baa1eb7cfa6934b29b474baad2697e29f1f920dcc77c8a0a088447624"),
                    CLIENT_RANDOM,
                    SERVER_RANDOM);

    @Test
    void the_master_secret() {
        assertThat(SCHEDULE.masterSecret())
                .isEqualTo(
                        secret(
                                "916abf9da55973e13614ae0a3f5d3f37b023ba129aee02cc"
                                        + "9134338127cd7049781c8e19fc1eb2a7387ac06ae237344c"));
    }

    /** The page cuts the block for AES-CBC with SHA-1, so its 40 first bytes are MAC keys there. */
    @Test
    void the_key_block() {
        var block = SCHEDULE.keyBlock(CLIENT_RANDOM, SERVER_RANDOM);
        assertThat(block.clientKey()).isEqualTo(secret("1b7d117c7d5f690bc263cae8ef60af0f"));
        assertThat(block.serverKey()).isEqualTo(secret("1878acc22ad8bdd8c601a617126f6354"));
        assertThat(block.clientIv()).isEqualTo(secret("0eb20906"));
        assertThat(block.serverIv()).isEqualTo(secret("f781fad2"));
    }

    @Test
    void a_master_secret_has_48_bytes() {
        assertThatThrownBy(() -> new KeySchedule(SUITE, Secret.of(new byte[32])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_empty_context_is_not_the_same_as_none() {
        var label = "EXTRACTOR-dtls_srtp";
        assertThat(SCHEDULE.export(label, CLIENT_RANDOM, SERVER_RANDOM, Octets.EMPTY, 60))
                .isNotEqualTo(SCHEDULE.export(label, CLIENT_RANDOM, SERVER_RANDOM, 60));
    }

    private static Secret secret(String hex) {
        return Secret.of(Octets.hex(hex));
    }
}
