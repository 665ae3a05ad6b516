package dtlskeying.properties.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.function.UnaryOperator;

/** Our own hello and server are sound, and each bug in them is noticed. */
class ResumingHelloGuardsTest {
    @Test
    void a_hello_that_offers_a_session_is_that_of_a_new_connection() {
        assertThat(ResumingHelloGuards.helloBroken(UnaryOperator.identity())).isEmpty();
    }

    @Test
    void who_takes_up_a_session_is_spared_the_cookie_and_nobody_else_is() {
        assertThat(ResumingHelloGuards.sparingBroken(ResumingHelloGuards::sound)).isEmpty();
    }

    @Test
    void each_known_bug_is_noticed() {
        for (var guard : ResumingHelloGuards.ALL)
            assertThat(guard.run().get()).as(guard.bug()).isPresent();
    }
}
