package dtlskeying.impl.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstBytesTest {
    private static final FirstBytes FIGURE_7 = FirstBytes.FIGURE_7;

    @Test
    void a_single_byte_that_figure_7_leaves_free_is_free() {
        assertThat(FIGURE_7.collides(2, 2)).isFalse();
        assertThat(FIGURE_7.collides(255, 255)).isFalse();
        assertThat(FIGURE_7.collides(20, 20)).isTrue();
        assertThat(FIGURE_7.collides(128, 128)).isTrue();
    }

    @Test
    void what_is_no_range_of_bytes_is_not_free() {
        assertThat(FIGURE_7.collides(-1, -1)).isTrue();
        assertThat(FIGURE_7.collides(256, 256)).isTrue();
        assertThat(FIGURE_7.collides(3, 2)).isTrue();
    }

    @Test
    void a_range_is_free_up_to_the_next_kind_and_no_further() {
        assertThat(FIGURE_7.collides(1, 19)).isTrue();
        assertThat(FIGURE_7.collides(2, 19)).isFalse();
        assertThat(FIGURE_7.collides(2, 20)).isTrue();
        assertThat(FIGURE_7.collides(63, 70)).isTrue();
        assertThat(FIGURE_7.collides(64, 127)).isFalse();
        assertThat(FIGURE_7.collides(64, 128)).isTrue();
        assertThat(FIGURE_7.collides(191, 255)).isTrue();
        assertThat(FIGURE_7.collides(192, 255)).isFalse();
    }
}
