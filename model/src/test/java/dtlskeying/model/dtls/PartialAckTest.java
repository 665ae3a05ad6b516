package dtlskeying.model.dtls;

import static dtlskeying.spec.dtls.FlightsSpec.Claim.PARTIAL_ACK_SENDS_THE_REST;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.dtls.FlightsModel.Facts;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.dtls.FlightsSpec.Effect;
import dtlskeying.spec.dtls.FlightsSpec.Extent;
import dtlskeying.spec.dtls.FlightsSpec.Input;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.HandshakeMessage;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;

class PartialAckTest {
    private static final FlightsModel HONEST = new FlightsModel();
    private static final HandshakeMessage LONG =
            new HandshakeMessage(11, 1, Octets.of(new byte[20]));
    private static final HandshakeMessage EMPTY = new HandshakeMessage(20, 2, Octets.EMPTY);
    private static final List<FlightItem> FLIGHT =
            List.of(FlightItem.of(new Epoch(2), LONG), FlightItem.of(new Epoch(2), EMPTY));

    @Test
    void what_an_ack_leaves_out_is_the_rest_byte_for_byte() {
        assertThat(FlightRest.of(FLIGHT, List.of(new Extent(1, 5, 10))))
                .containsExactly(part(0, 5), part(10, 20), FLIGHT.get(1));
        assertThat(FlightRest.of(FLIGHT, List.of(new Extent(1, 0, 12), new Extent(2, 0, 0))))
                .containsExactly(part(12, 20));
        assertThat(FlightRest.of(FLIGHT, List.of(new Extent(7, 0, 20)))).isEqualTo(FLIGHT);
    }

    private static FlightItem part(int from, int to) {
        Fragment whole = LONG.whole();
        return new FlightItem.Handshake(new Epoch(2), whole.between(from, to));
    }

    @Test
    void a_part_that_is_acknowledged_shrinks_the_flight_and_sends_the_rest() {
        var outcomes =
                HONEST.permitted(
                        waiting(), new Input.Acknowledged(List.of(new Extent(1, 0, 12)), 5));

        assertThat(outcomes)
                .filteredOn(outcome -> outcome.departs().isEmpty())
                .isNotEmpty()
                .allSatisfy(outcome ->
                        assertThat(outcome.effects())
                                .containsExactly(
                                        new Effect.Transmit(List.of(part(12, 20), FLIGHT.get(1)))));
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.effects().isEmpty())
                .allSatisfy(outcome ->
                        assertThat(outcome.departs()).containsExactly(PARTIAL_ACK_SENDS_THE_REST));
    }

    @Test
    void a_flight_that_is_wholly_acknowledged_in_two_steps_is_done_with() {
        Facts half =
                HONEST.permitted(
                                waiting(), new Input.Acknowledged(List.of(new Extent(1, 0, 20)), 5))
                        .iterator()
                        .next()
                        .after();

        assertThat(HONEST.permitted(half, new Input.Acknowledged(List.of(new Extent(2, 0, 0)), 5)))
                .extracting(outcome -> outcome.after().awaits())
                .containsExactly(FlightsModel.Wait.NOTHING);
    }

    @Test
    void an_ack_of_something_else_changes_nothing_but_the_age() {
        assertThat(
                        HONEST
                                .permitted(
                                        waiting(),
                                        new Input.Acknowledged(List.of(new Extent(9, 0, 5)), 5))
                                .stream()
                                .map(outcome -> outcome.after().flight())
                                .collect(Collectors.toSet()))
                .containsExactly(FLIGHT);
    }

    private static Facts waiting() {
        return HONEST.permitted(Facts.idle(FlightTimes.DEFAULT), new Input.Send(FLIGHT, 0))
                .iterator()
                .next()
                .after();
    }
}
