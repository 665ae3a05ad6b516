package dtlskeying.impl.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.ChunkKeyDerivation.Unagreed;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Hkdf;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.ChunkKey;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect.Derived;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect.SecretDestroyed;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Input;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Part;
import dtlskeying.spec.chunk.KeyUse;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;

class ChunkKeyDerivationTest {
    private static final Octets CLIENT = Octets.hex("8006000a0000000101c001");
    private static final Octets SERVER = Octets.hex("8006000a0000000202c001");
    private static final Secret SECRET = Secret.of(Octets.hex("5a".repeat(32)));
    private static final Epoch FIRST = Epoch.FIRST_OF_TRAFFIC;

    @Test
    void an_epoch_gives_all_its_keys_once_and_the_next_epoch_follows() {
        for (boolean restart : new boolean[] {false, true}) {
            var agreed = new Unagreed().on(new Input.Agreed(CLIENT, SERVER, restart)).state();
            var first = agreed.on(new Input.SecretReady(FIRST));
            assertThat(first.effects()).hasSize(restart ? 13 : 7).doesNotHaveDuplicates();
            assertThat(first.effects().getLast()).isEqualTo(new SecretDestroyed(FIRST));
            var state = first.state();
            assertThat(state.on(new Input.SecretReady(FIRST)).effects().getFirst())
                    .isInstanceOf(Refusal.class);
            assertThat(state.on(new Input.SecretReady(FIRST.next().next())).state())
                    .isEqualTo(state);
            assertThat(state.on(new Input.SecretReady(FIRST.next())).effects())
                    .hasSize(restart ? 13 : 7);
        }
    }

    @Test
    void nothing_is_derived_before_both_parameters_are_there() {
        assertThat(new Unagreed().on(new Input.SecretReady(FIRST)).effects().getFirst())
                .isInstanceOf(Refusal.class);
    }

    /** The formula once more, octet by octet, without the schedule. */
    @Test
    void the_bytes_are_those_of_the_formula() {
        var key = new ChunkKey(new Epoch(5), Role.SERVER, KeyUse.RESTART, Part.IV);
        var context = Octets.concat(Octets.hex("0101020000000000000005"), CLIENT, SERVER);
        var label = "dtls13EXPORTER_DTLS_FOR_DTLS_IN_SCTP";
        var labelled = expand(SECRET, 32, label, Hash.SHA256.digest(Octets.EMPTY));
        var iv = expand(labelled, 12, "dtls13exporter", Hash.SHA256.digest(context));

        var keys = new ChunkKeys(CipherSuite.TLS_AES_128_GCM_SHA256, SECRET, CLIENT, SERVER);
        assertThat(ChunkKeys.context(key, CLIENT, SERVER)).isEqualTo(context);
        assertThat(keys.of(key)).isEqualTo(iv);
    }

    @Test
    void any_change_gives_other_keys() {
        var all = new HashSet<Secret>();
        int count = 0;
        for (Octets client : new Octets[] {CLIENT, Octets.hex("8006000a0000000103c001")})
            for (Octets server : new Octets[] {SERVER, Octets.hex("8006000a0000000202c002")})
                for (long epoch = 3; epoch < 6; epoch++)
                    for (Role writer : Role.values())
                        for (KeyUse use : KeyUse.values()) {
                            var suite = CipherSuite.TLS_AES_128_GCM_SHA256;
                            var keys =
                                    new ChunkKeys(suite, SECRET, client, server)
                                            .of(new Epoch(epoch), writer, use);
                            all.add(keys.key());
                            all.add(keys.numberKey());
                            all.add(keys.iv());
                            count += 3;
                        }
        assertThat(all).hasSize(count);
    }

    @Test
    void the_machine_names_the_context_that_the_bytes_come_from() {
        var agreed = new Unagreed().on(new Input.Agreed(CLIENT, SERVER, true)).state();
        assertThat(agreed.on(new Input.SecretReady(FIRST)).effects())
                .filteredOn(Derived.class::isInstance)
                .allSatisfy(effect -> {
                    var derived = (Derived) effect;
                    assertThat(derived.context())
                            .isEqualTo(ChunkKeys.context(derived.key(), CLIENT, SERVER));
                });
    }

    private static Secret expand(Secret secret, int length, String label, Octets context) {
        var name = Octets.of(label.getBytes(StandardCharsets.US_ASCII));
        var info =
                Octets.concat(
                        Octets.of((byte) 0, (byte) length, (byte) name.length()),
                        name,
                        Octets.of((byte) context.length()),
                        context);
        return Hkdf.expand(Hash.SHA256, secret, info, length);
    }
}
