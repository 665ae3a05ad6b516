package dtlskeying.impl.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.dtls.FlightsSpec.Claim;
import dtlskeying.spec.dtls.FlightsSpec.Effect;
import dtlskeying.spec.dtls.FlightsSpec.Effect.GaveUp;
import dtlskeying.spec.dtls.FlightsSpec.Effect.Ignored;
import dtlskeying.spec.dtls.FlightsSpec.Effect.Refused;
import dtlskeying.spec.dtls.FlightsSpec.Effect.Released;
import dtlskeying.spec.dtls.FlightsSpec.Effect.Transmit;
import dtlskeying.spec.dtls.FlightsSpec.Extent;
import dtlskeying.spec.dtls.FlightsSpec.Input.Acknowledged;
import dtlskeying.spec.dtls.FlightsSpec.Input.Answered;
import dtlskeying.spec.dtls.FlightsSpec.Input.PeerRepeated;
import dtlskeying.spec.dtls.FlightsSpec.Input.Send;
import dtlskeying.spec.dtls.FlightsSpec.Input.SendLast;
import dtlskeying.spec.dtls.FlightsSpec.Input.Tick;
import dtlskeying.spec.dtls.HandshakeMessage;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** RFC 6347 §4.2.4, RFC 9147 §5.8 and §7: the timer of one end, alone. */
class FlightsProperties {
    private static final FlightTimes TIMES = FlightTimes.DEFAULT;
    private static final FlightItem FIRST = item(0, 30);
    private static final FlightItem SECOND = item(1, 50);
    private static final List<FlightItem> FLIGHT = List.of(FIRST, SECOND);

    @Example
    void the_timeout_starts_at_a_second_and_doubles_to_a_minute_until_the_end() {
        var state = sent();
        long now = 0;
        for (long timeout : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            now += 1_000 * timeout;
            assertThat(state.deadline()).isEqualTo(now);
            assertThat(state.on(new Tick(now - 1)).effects()).isEmpty();
            var step = state.on(new Tick(now));
            assertThat(step.effects()).containsExactly(new Transmit(FLIGHT));
            state = step.state();
        }
        var end = state.on(new Tick(state.deadline()));
        assertThat(end.effects()).containsExactly(new GaveUp(Claim.RETRANSMISSIONS_ARE_LIMITED));
        assertThat(end.state()).isEqualTo(new Flights.GivenUp());
    }

    @Example
    void a_grown_timeout_stays_until_a_flight_needs_no_resend() {
        var lossy = sent().on(new Tick(1_000)).state().on(new Answered(1_100)).state();
        var next = lossy.on(new Send(FLIGHT, 1_200)).state();
        assertThat(next.deadline()).isEqualTo(3_200);
        var third = next.on(new Answered(1_300)).state().on(new Send(FLIGHT, 1_400)).state();
        assertThat(third.deadline()).isEqualTo(2_400);
    }

    @Example
    void idleness_resets_a_grown_timeout() {
        var lossy = sent().on(new Tick(1_000)).state().on(new Answered(1_100)).state();
        assertThat(lossy.on(new Send(FLIGHT, 21_100)).state().deadline()).isEqualTo(22_100);
        assertThat(lossy.on(new Send(FLIGHT, 21_099)).state().deadline()).isEqualTo(23_099);
    }

    @Example
    void a_handshake_soon_after_the_last_one_keeps_a_grown_timeout() {
        var lossy = sent().on(new Tick(1_000)).state().on(new Answered(1_100)).state();
        var finished = lossy.on(new SendLast(FLIGHT, 15_000)).state();
        assertThat(finished.on(new Send(FLIGHT, 16_000)).state().deadline()).isEqualTo(18_000);
        assertThat(finished.on(new Send(FLIGHT, 35_000)).state().deadline()).isEqualTo(36_000);
    }

    @Property
    void a_repeating_peer_gets_the_flight_a_limited_number_of_times(
            @ForAll @IntRange(min = 0, max = 12) int answers) {
        var times = new FlightTimes(1_000, 60_000, 8, 240_000, 250, answers);
        assertThat(answersOf(Flights.idle(times).on(new Send(FLIGHT, 0)).state()))
                .isEqualTo(answers);
        assertThat(answersOf(Flights.idle(times).on(new SendLast(FLIGHT, 0)).state()))
                .isEqualTo(answers);
    }

    @Example
    void one_repeated_flight_is_answered_once() {
        var step = sent().on(new PeerRepeated(250));
        assertThat(step.effects()).containsExactly(new Transmit(FLIGHT));
        assertThat(step.state().on(new PeerRepeated(499)).effects())
                .containsExactly(new Ignored(Claim.REPEATED_FLIGHT_IS_ANSWERED));
        assertThat(step.state().deadline()).isEqualTo(1_250);
    }

    @Example
    void the_last_flight_is_kept_for_four_minutes_and_has_no_timer() {
        var state = Flights.idle(TIMES).on(new SendLast(FLIGHT, 0)).state();
        assertThat(state.on(new Tick(239_999)).effects()).isEmpty();
        assertThat(state.on(new PeerRepeated(239_999)).effects())
                .containsExactly(new Transmit(FLIGHT));
        var later = state.on(new Tick(state.deadline()));
        assertThat(later.effects()).containsExactly(new Released(Claim.LAST_FLIGHT_IS_KEPT));
        assertThat(later.state().on(new PeerRepeated(240_001)).effects()).isEmpty();
    }

    @Example
    void a_new_handshake_does_not_forget_the_end_of_the_last_one() {
        var again = List.of(item(0, 10));
        var state = Flights.idle(TIMES).on(new SendLast(FLIGHT, 0)).state();
        var step = state.on(new Send(again, 5_000));
        assertThat(step.effects()).containsExactly(new Transmit(again));
        assertThat(step.state().on(new PeerRepeated(6_000)).effects())
                .containsExactly(new Transmit(List.of(FIRST, SECOND, again.getFirst())));
    }

    @Example
    void a_second_flight_is_refused_while_one_is_out() {
        assertThat(sent().on(new Send(FLIGHT, 5)).effects())
                .containsExactly(new Refused(Claim.FLIGHT_IS_ONE_UNIT));
        assertThat(sent().on(new SendLast(FLIGHT, 5)).effects())
                .containsExactly(new Refused(Claim.FLIGHT_IS_ONE_UNIT));
    }

    @Property
    void acknowledged_bytes_are_not_sent_again(@ForAll long seed) {
        var random = new Random(seed);
        var extents = extents(random);
        var state = sent();
        long now = 0;
        for (Extent extent : extents) {
            var step = state.on(new Acknowledged(List.of(extent), ++now));
            for (Effect effect : step.effects())
                if (effect instanceof Transmit(var items))
                    assertThat(items).noneMatch(item -> overlaps(item, extent));
            state = step.state();
        }
        assertThat(state).as("all of it is acknowledged").isInstanceOf(Flights.Preparing.class);
    }

    @Example
    void an_ACK_without_news_sends_nothing() {
        var ack = new Acknowledged(List.of(new Extent(0, 0, 10)), 10);
        var once = sent().on(ack);
        assertThat(once.effects()).hasSize(1);
        assertThat(once.state().on(ack).effects()).isEmpty();
        assertThat(once.state().on(new Acknowledged(List.of(new Extent(9, 0, 1)), 11)).effects())
                .isEmpty();
    }

    private static int answersOf(Flights start) {
        var state = start;
        int answers = 0;
        for (long now = 300; now < 60_000; now += 300) {
            var step = state.on(new PeerRepeated(now));
            if (step.effects().getFirst() instanceof Transmit) answers++;
            state = step.state();
        }
        return answers;
    }

    /** The whole flight in pieces, some twice, in any order. */
    private static List<Extent> extents(Random random) {
        var extents = new ArrayList<Extent>();
        for (FlightItem item : FLIGHT)
            for (var part :
                    Fragments.split(
                            ((FlightItem.Handshake) item).fragment(), 1 + random.nextInt(60)))
                extents.add(new Extent(part.messageSeq(), part.offset(), part.end()));
        extents.addAll(extents.subList(0, random.nextInt(extents.size())));
        Collections.shuffle(extents, random);
        return extents;
    }

    private static boolean overlaps(FlightItem item, Extent extent) {
        var part = ((FlightItem.Handshake) item).fragment();
        return part.messageSeq() == extent.messageSeq()
                && part.offset() < extent.to()
                && extent.from() < part.end();
    }

    private static Flights sent() {
        return Flights.idle(TIMES).on(new Send(FLIGHT, 0)).state();
    }

    private static FlightItem item(int messageSeq, int length) {
        var message = new HandshakeMessage(1, messageSeq, Octets.of(new byte[length]));
        return FlightItem.of(Epoch.UNPROTECTED, message);
    }
}
