package dtlskeying.impl;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Role;

import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final KeyId NAME = new KeyId(1, Role.CLIENT, "rtp-encryption");
    private static final Secret KEY = Secret.of(new byte[] {1, 2, 3});

    @Test
    void a_destroyed_key_is_overwritten() {
        var ring = new KeyRing();
        ring.install(NAME, KEY);
        byte[] held = ring.arrayOf(NAME);
        ring.destroy(NAME);
        assertThat(held).containsOnly(0);
        assertThat(ring.find(NAME)).isEmpty();
    }

    @Test
    void a_key_of_the_same_name_is_overwritten_too() {
        var ring = new KeyRing();
        ring.install(NAME, KEY);
        byte[] held = ring.arrayOf(NAME);
        ring.install(NAME, Secret.of(new byte[] {4}));
        assertThat(held).containsOnly(0);
        assertThat(ring.find(NAME)).contains(Secret.of(new byte[] {4}));
    }

    @Test
    void a_ring_shows_names_and_never_bytes() {
        var ring = new KeyRing();
        ring.install(NAME, KEY);
        assertThat(ring).hasToString("keys [1/client/rtp-encryption]");
        assertThat(ring.names()).containsExactly(NAME);
        ring.clear();
        assertThat(ring.names()).isEmpty();
    }
}
