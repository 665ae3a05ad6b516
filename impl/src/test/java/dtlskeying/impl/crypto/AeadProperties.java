package dtlskeying.impl.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.spec.Octets;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class AeadProperties {
    private static final byte[] NONE = {};

    @Property(tries = 300)
    void what_is_sealed_is_opened(
            @ForAll Aead aead,
            @ForAll long seed,
            @ForAll @Size(max = 300) byte[] plain,
            @ForAll @Size(max = 40) byte[] aad,
            @ForAll @IntRange(max = 9) int margin) {
        var entropy = Entropy.of(seed);
        byte[] nonce = entropy.bytes("nonce", 12).toArray();
        byte[] from = padded(plain, margin);
        byte[] associated = padded(aad, margin);
        byte[] sealed = new byte[margin + plain.length + aead.tagLength() + margin];
        var key = key(aead, entropy);

        int length =
                key.seal(
                        nonce,
                        associated,
                        margin,
                        aad.length,
                        from,
                        margin,
                        plain.length,
                        sealed,
                        margin);
        assertThat(length).isEqualTo(plain.length + aead.tagLength());

        byte[] opened = new byte[plain.length + margin];
        int plainLength =
                key.open(
                        nonce,
                        associated,
                        margin,
                        aad.length,
                        sealed,
                        margin,
                        length,
                        opened,
                        margin);
        assertThat(plainLength).isEqualTo(plain.length);
        assertThat(Arrays.copyOfRange(opened, margin, margin + plainLength)).isEqualTo(plain);
    }

    @Property(tries = 300)
    void a_changed_bit_is_refused_and_the_key_goes_on(
            @ForAll Aead aead,
            @ForAll @Size(max = 60) byte[] plain,
            @ForAll @Size(min = 1, max = 20) byte[] aad,
            @ForAll @IntRange(max = 10_000) int bit) {
        var key = key(aead, Entropy.of(7));
        byte[] nonce = new byte[12];
        byte[] sealed = seal(key, nonce, aad, plain);
        byte[][] parts = {nonce, aad, sealed};
        for (byte[] part : parts) {
            int at = bit % (8 * part.length);
            part[at / 8] ^= (byte) (1 << at % 8);
            assertThat(open(key, nonce, aad, sealed)).isNull();
            part[at / 8] ^= (byte) (1 << at % 8);
            assertThat(open(key, nonce, aad, sealed)).isEqualTo(plain);
        }
    }

    @Property(tries = 100)
    void any_bytes_are_refused(
            @ForAll Aead aead, @ForAll long seed, @ForAll @Size(max = 60) byte[] bytes) {
        assertThat(open(key(aead, Entropy.of(seed)), new byte[12], NONE, bytes)).isNull();
    }

    @Property(tries = 50)
    void sealing_the_same_twice_gives_the_same(
            @ForAll Aead aead, @ForAll @Size(max = 60) byte[] plain) {
        var key = key(aead, Entropy.of(7));
        assertThat(seal(key, new byte[12], NONE, plain))
                .isEqualTo(seal(key, new byte[12], NONE, plain))
                .isEqualTo(seal(key(aead, Entropy.of(7)), new byte[12], NONE, plain));
        assertThat(key).isEqualTo(key(aead, Entropy.of(7))).isNotEqualTo(key(aead, Entropy.of(8)));
    }

    @Example
    void a_key_of_another_length_is_the_callers_error() {
        assertThatThrownBy(() -> Aead.AES_128_GCM.key(Secret.of(new byte[32])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AES_128_GCM takes a key of 16 bytes, not 32");
    }

    @Example
    void gcm_of_its_specification_test_case_4() {
        var key = Aead.AES_128_GCM.key(Secret.of(Octets.hex("feffe9928665731c6d6a8f9467308308")));
        byte[] sealed =
                seal(
                        key,
                        hex("cafebabefacedbaddecaf888"),
                        hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                        hex(
                                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                                        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
        assertThat(Octets.of(sealed).toHex())
                .isEqualTo(
                        "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
                                + "5bc94fbc3221a5db94fae95ae7121a47");
    }

    @Example
    void chacha20_poly1305_of_rfc_8439_section_2_8_2() {
        var secret = "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f";
        var key = Aead.CHACHA20_POLY1305.key(Secret.of(Octets.hex(secret)));
        var text =
                "Ladies and Gentlemen of the class of '99: "
                        + "If I could offer you only one tip for the future, sunscreen would be it.";
        byte[] sealed =
                seal(
                        key,
                        hex("070000004041424344454647"),
                        hex("50515253c0c1c2c3c4c5c6c7"),
                        text.getBytes(StandardCharsets.US_ASCII));
        assertThat(Octets.of(sealed).toHex())
                .startsWith("d31a8d34648e60db7b86afbc53ef7ec2")
                .endsWith("1ae10b594f09e26a7e902ecbd0600691");
    }

    @Example
    void ccm_of_sp_800_38c_example_3() {
        var key = Aead.AES_128_CCM_8.key(Secret.of(Octets.hex("404142434445464748494a4b4c4d4e4f")));
        byte[] sealed =
                seal(
                        key,
                        hex("101112131415161718191a1b"),
                        hex("000102030405060708090a0b0c0d0e0f10111213"),
                        hex("202122232425262728292a2b2c2d2e2f3031323334353637"));
        assertThat(Octets.of(sealed).toHex())
                .isEqualTo("e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951");
    }

    private static AeadKey key(Aead aead, Entropy entropy) {
        return aead.key(entropy.secret("key", aead.keyLength()));
    }

    private static byte[] seal(AeadKey key, byte[] nonce, byte[] aad, byte[] plain) {
        byte[] sealed = new byte[plain.length + key.aead().tagLength()];
        key.seal(nonce, aad, 0, aad.length, plain, 0, plain.length, sealed, 0);
        return sealed;
    }

    /** The plain text, or null if it was refused. */
    private static byte[] open(AeadKey key, byte[] nonce, byte[] aad, byte[] sealed) {
        byte[] plain = new byte[sealed.length];
        int length = key.open(nonce, aad, 0, aad.length, sealed, 0, sealed.length, plain, 0);
        return length == AeadKey.REFUSED ? null : Arrays.copyOf(plain, length);
    }

    private static byte[] padded(byte[] bytes, int margin) {
        byte[] padded = new byte[bytes.length + 2 * margin];
        System.arraycopy(bytes, 0, padded, margin, bytes.length);
        return padded;
    }

    private static byte[] hex(String digits) {
        return Octets.hex(digits).toArray();
    }
}
