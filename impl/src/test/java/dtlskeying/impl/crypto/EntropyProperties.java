package dtlskeying.impl.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.spec.Octets;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EntropyProperties {
    @Property(tries = 200)
    void the_same_seed_and_label_give_the_same_bytes(
            @ForAll byte[] seed, @ForAll String label, @ForAll @IntRange(max = 200) int length) {
        var one = Entropy.of(Octets.of(seed));
        var other = Entropy.of(Octets.of(seed));
        assertThat(one.bytes(label, length)).isEqualTo(other.bytes(label, length));
        assertThat(one.child(label)).isEqualTo(other.child(label));
        assertThat(one.bytes(label, length).length()).isEqualTo(length);
    }

    @Property(tries = 200)
    void seed_label_and_family_all_count(@ForAll long seed, @ForAll String label) {
        var entropy = Entropy.of(seed);
        var bytes = entropy.bytes(label, 32);
        assertThat(Entropy.of(seed + 1).bytes(label, 32)).isNotEqualTo(bytes);
        assertThat(entropy.bytes(label + "x", 32)).isNotEqualTo(bytes);
        assertThat(entropy.child(label).seed().octets()).isNotEqualTo(bytes);
        assertThat(entropy.child(label).bytes(label, 32)).isNotEqualTo(bytes);
    }

    @Example
    void one_label_gives_8160_bytes_and_no_more() {
        assertThat(Entropy.of(1).bytes("all", Entropy.MAX_LENGTH).length()).isEqualTo(8160);
        assertThatThrownBy(() -> Entropy.of(1).bytes("all", Entropy.MAX_LENGTH + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 50)
    void a_secret_is_not_printed(@ForAll long seed) {
        var entropy = Entropy.of(seed);
        var secret = entropy.secret("key", 16);
        assertThat(secret).hasToString("secret of 16 bytes");
        assertThat(entropy.toString() + NamedGroup.X25519.generate(entropy))
                .doesNotContain(entropy.seed().octets().toHex())
                .doesNotContain(NamedGroup.X25519.generate(entropy).privateKey().octets().toHex());
        assertThat(Aead.AES_128_GCM.key(secret).toString()).doesNotContain(secret.octets().toHex());
    }
}
