package dtlskeying.impl.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.NamedGroup.Agreement.Agreed;
import dtlskeying.impl.crypto.NamedGroup.Agreement.InvalidShare;
import dtlskeying.spec.Octets;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NamedGroupProperties {
    @Property(tries = 60)
    void both_sides_agree(@ForAll NamedGroup group, @ForAll long one, @ForAll long other) {
        var first = group.generate(Entropy.of(one));
        var second = group.generate(Entropy.of(other).child("other"));
        assertThat(first.agree(second.share()))
                .isInstanceOf(Agreed.class)
                .isEqualTo(second.agree(first.share()));
        assertThat(first).isEqualTo(group.generate(Entropy.of(one)));
    }

    @Example
    void the_shared_secret_has_the_length_of_a_coordinate() {
        for (var group : NamedGroup.values()) {
            int length = group == NamedGroup.SECP384R1 ? 48 : 32;
            for (int seed = 0; seed < 20; seed++) {
                var pair = group.generate(Entropy.of(seed));
                var agreed = (Agreed) pair.agree(group.generate(Entropy.of(-1)).share());
                assertThat(agreed.secret().length()).isEqualTo(length);
                assertThat(pair.privateKey().length()).isEqualTo(length);
            }
        }
    }

    @Property(tries = 100)
    void any_bytes_are_an_outcome(@ForAll NamedGroup group, @ForAll @Size(max = 140) byte[] share) {
        assertThat(group.generate(Entropy.of(1)).agree(Octets.of(share))).isNotNull();
    }

    @Property(tries = 60)
    void a_point_off_the_curve_is_an_invalid_share(
            @ForAll boolean large, @ForAll long seed, @ForAll @IntRange(min = 1, max = 63) int at) {
        var group = large ? NamedGroup.SECP384R1 : NamedGroup.SECP256R1;
        byte[] share = group.generate(Entropy.of(seed)).share().toArray();
        share[at] ^= 1;
        assertThat(group.generate(Entropy.of(1)).agree(Octets.of(share)))
                .isInstanceOf(InvalidShare.class);
    }

    @Example
    void compressed_points_and_infinity_are_invalid_shares() {
        var pair = NamedGroup.SECP256R1.generate(Entropy.of(1));
        var compressed = Octets.concat(Octets.hex("02"), pair.share().slice(1, 33));
        assertThat(pair.agree(compressed)).isInstanceOf(InvalidShare.class);
        assertThat(pair.agree(Octets.hex("00"))).isInstanceOf(InvalidShare.class);
        assertThat(pair.agree(Octets.EMPTY)).isInstanceOf(InvalidShare.class);
    }

    @Example
    void shares_of_small_order_are_invalid() {
        var pair = NamedGroup.X25519.generate(Entropy.of(1));
        for (String share :
                new String[] {
                    "00".repeat(32),
                    "01" + "00".repeat(31),
                    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
                }) assertThat(pair.agree(Octets.hex(share))).isInstanceOf(InvalidShare.class);
    }
}
