package dtlskeying.impl.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.KeyShareGroup.Answer;
import dtlskeying.impl.crypto.NamedGroup.Agreement;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyShareGroupTest {
    @ParameterizedTest
    @EnumSource
    void both_ends_hold_the_same_secret(KeyShareGroup group) {
        var offer = group.offer(Entropy.of(1));
        var answer = (Answer.Given) group.answer(offer.share(), Entropy.of(2));
        assertThat(offer.complete(answer.share())).isEqualTo(new Agreement.Agreed(answer.secret()));
        assertThat(group.offer(Entropy.of(1))).isEqualTo(offer);
        assertThat(group.answer(offer.share(), Entropy.of(2))).isEqualTo(answer);
    }

    @ParameterizedTest
    @EnumSource
    void a_share_of_another_length_is_none(KeyShareGroup group) {
        var offer = group.offer(Entropy.of(1));
        Octets longer = Octets.concat(offer.share(), Octets.hex("00"));
        Octets shorter = offer.share().slice(0, offer.share().length() - 1);
        for (Octets wrong : new Octets[] {longer, shorter, Octets.EMPTY}) {
            assertThat(group.answer(wrong, Entropy.of(2))).isInstanceOf(Answer.InvalidShare.class);
            assertThat(offer.complete(wrong)).isInstanceOf(Agreement.InvalidShare.class);
        }
    }

    /** draft-ietf-tls-ecdhe-mlkem §4: 1,216 bytes one way, 1,120 the other, 64 of secret. */
    @Test
    void the_hybrid_has_its_lengths() {
        var group = KeyShareGroup.X25519MLKEM768;
        var offer = group.offer(Entropy.of(1));
        var answer = (Answer.Given) group.answer(offer.share(), Entropy.of(2));
        assertThat(offer.share().length()).isEqualTo(1216);
        assertThat(answer.share().length()).isEqualTo(1120);
        assertThat(answer.secret().length()).isEqualTo(64);
    }

    /** FIPS 203 §7.2: numbers of 12 bits that are not below 3,329 are no key. */
    @Test
    void an_encapsulation_key_out_of_range_is_none() {
        var group = KeyShareGroup.X25519MLKEM768;
        byte[] share = group.offer(Entropy.of(1)).share().toArray();
        share[0] = (byte) 0xff;
        share[1] = (byte) 0xff;
        assertThat(group.answer(Octets.of(share), Entropy.of(2)))
                .isInstanceOf(Answer.InvalidShare.class);
    }
}
