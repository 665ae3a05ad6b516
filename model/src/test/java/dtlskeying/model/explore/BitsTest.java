package dtlskeying.model.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BitsTest {
    @Test
    void fields_come_back_from_the_low_end() {
        long word = Bits.push(Bits.push(Bits.push(0, 5, 3), true), -1, 32);

        assertThat(Bits.field(word, 0, 32)).isEqualTo(-1);
        assertThat(Bits.flag(word, 32)).isTrue();
        assertThat(Bits.field(word, 33, 3)).isEqualTo(5);
    }

    @Test
    void a_value_that_does_not_fit_is_a_defect() {
        assertThatThrownBy(() -> Bits.push(0, 4, 2)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Bits.push(0, -1, 31)).isInstanceOf(AssertionError.class);
    }

    @Test
    void bounds_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> Bounds.states(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bounds(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
