package dtlskeying.impl.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.dtls.ReplayWindowSpec.Claim;
import dtlskeying.spec.dtls.ReplayWindowSpec.Effect.Accepted;
import dtlskeying.spec.dtls.ReplayWindowSpec.Effect.Discarded;
import dtlskeying.spec.dtls.ReplayWindowSpec.Effect.Fresh;
import dtlskeying.spec.dtls.ReplayWindowSpec.Input.Arrived;
import dtlskeying.spec.dtls.ReplayWindowSpec.Input.Authenticated;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import java.util.HashSet;
import java.util.List;

/** RFC 6347 §4.1.2.6: at most once, whatever the order, and only authentic records count. */
class ReplayWindowProperties {
    private static final int WIDTH = 64;

    @Property
    void a_number_is_accepted_at_most_once(@ForAll("numbers") List<Long> numbers) {
        var window = ReplayWindow.of(WIDTH);
        var accepted = new HashSet<Long>();
        for (long number : numbers) {
            var step = window.on(new Authenticated(number));
            if (step.effects().getFirst() instanceof Accepted)
                assertThat(accepted.add(number)).as("first time of %d", number).isTrue();
            else assertThat(step.state()).isEqualTo(window);
            window = step.state();
        }
    }

    /** Against a set of all numbers and their maximum: refuses no more than the window's edge. */
    @Property
    void a_new_number_is_refused_only_left_of_the_window(@ForAll("numbers") List<Long> numbers) {
        var window = ReplayWindow.of(WIDTH);
        var accepted = new HashSet<Long>();
        long highest = -1;
        for (long number : numbers) {
            boolean welcome = number > highest - WIDTH && !accepted.contains(number);
            assertThat(window.isFresh(number)).isEqualTo(welcome);
            window = window.on(new Authenticated(number)).state();
            if (welcome) accepted.add(number);
            highest = Math.max(highest, number);
        }
    }

    @Property
    void a_forgery_never_moves_the_window(
            @ForAll("numbers") List<Long> genuine, @ForAll("numbers") List<Long> forged) {
        var window = ReplayWindow.of(WIDTH);
        for (long number : genuine) window = window.on(new Authenticated(number)).state();
        var before = window;
        for (long number : forged) window = window.on(new Arrived(number)).state();
        assertThat(window).isEqualTo(before);
    }

    @Example
    void each_refusal_has_its_clause() {
        var window = ReplayWindow.of(WIDTH).on(new Authenticated(100)).state();
        assertThat(window.on(new Arrived(100)).effects())
                .containsExactly(new Discarded(100, Claim.SEEN_RECORDS_ARE_DISCARDED));
        assertThat(window.on(new Arrived(37)).effects()).containsExactly(new Fresh(37));
        assertThat(window.on(new Arrived(36)).effects())
                .containsExactly(new Discarded(36, Claim.RECORDS_LEFT_OF_THE_WINDOW_ARE_DISCARDED));
    }

    /** Near one another, so that they collide, or near a jump, or at the end of all numbers. */
    @Provide
    Arbitrary<List<Long>> numbers() {
        long last = (1L << 48) - 1;
        var near = Arbitraries.longs().between(0, 200);
        var edge = Arbitraries.of(0L, 63L, 64L, 65L, 127L, 128L, 1023L, 1024L, 1025L, 5000L);
        var late = Arbitraries.longs().between(last - 130, last);
        return Arbitraries.frequencyOf(Tuple.of(12, near), Tuple.of(3, edge), Tuple.of(1, late))
                .list()
                .ofMaxSize(300);
    }
}
