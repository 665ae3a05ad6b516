package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.KeyUse.PRIMARY;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Epoch;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

/** What is destroyed is overwritten, and seals and opens nothing more. */
class DestroyedKeysTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;
    private static final Epoch FIRST = Epoch.FIRST_OF_TRAFFIC;

    @Test
    void a_send_key_that_is_destroyed_is_overwritten_and_seals_nothing() {
        var given = keys(1);
        var context = new SendContext(PRIMARY, FIRST, SUITE, given, 0);
        context.destroy();
        assertOverwritten(context.keys());
        assertThat(given).isEqualTo(keys(1));
        assertThat(context.seal(new byte[64], 0, 8)).isEqualTo(ChunkRefusal.UNKNOWN_KEY.result());
    }

    @Test
    void a_receive_key_that_is_destroyed_is_overwritten_and_opens_nothing() {
        byte[] chunk = new byte[64];
        int length = new SendContext(PRIMARY, FIRST, SUITE, keys(1), 0).seal(chunk, 0, 8);
        var context = new ReceiveContext(PRIMARY, FIRST, SUITE, keys(1), 64);
        context.destroy();
        assertOverwritten(context.keys());
        assertThat(context.open(chunk, 0, length)).isEqualTo(ChunkRefusal.UNKNOWN_KEY.result());
    }

    @Test
    void an_operator_overwrites_what_it_replaces_prunes_removes_and_ends_with() {
        var operator = new ChunkProtection();
        for (int i = 0; i < 3; i++) {
            operator.establishSend(PRIMARY, new Epoch(3 + i), SUITE, keys(i));
            operator.establishReceive(PRIMARY, new Epoch(3 + i), SUITE, keys(i));
        }
        var replaced = operator.sendContext(PRIMARY);
        operator.establishSend(PRIMARY, new Epoch(6), SUITE, keys(6));
        assertOverwritten(replaced.keys());
        var removed = operator.sendContext(PRIMARY);
        operator.destroySend(PRIMARY, new Epoch(6));
        assertOverwritten(removed.keys());

        var pruned = operator.receiveContext(PRIMARY, new Epoch(4));
        var ended = operator.receiveContext(PRIMARY, new Epoch(5));
        operator.establishReceive(PRIMARY, new Epoch(6), SUITE, keys(6));
        assertOverwritten(pruned.keys());
        assertThat(ended.keys()).isEqualTo(keys(2));
        operator.end();
        assertOverwritten(ended.keys());
    }

    private static void assertOverwritten(TrafficKeys keys) {
        for (Secret secret : List.of(keys.key(), keys.iv(), keys.numberKey()))
            assertThat(secret.octets().toArray()).containsOnly(0);
    }

    private static TrafficKeys keys(int seed) {
        return new TrafficKeys(filled(16, seed + 1), filled(12, seed + 65), filled(16, seed + 33));
    }

    private static Secret filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return Secret.of(bytes);
    }
}
