package dtlskeying.properties.network;

import static dtlskeying.spec.Role.CLIENT;
import static dtlskeying.spec.Role.SERVER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class NetworkTest {
    private static final Octets A = Octets.hex("0a");
    private static final Octets B = Octets.hex("0b");
    private static final Conditions BAD = Conditions.IDEAL.withLoss(0.3).withReordering(0.2);

    @Test
    void an_ideal_network_hands_over_everything_once_and_in_order() {
        Network network = Network.quiet(Fates.ideal()).send(CLIENT, A, 5).send(CLIENT, B, 5);

        assertThat(network.nextArrival()).isEqualTo(15);
        assertThat(network.first().datagram()).isEqualTo(A);
        assertThat(network.delivered().first().datagram()).isEqualTo(B);
        assertThat(network.delivered().delivered().nextArrival()).isEqualTo(Network.NEVER);
    }

    @Test
    void sending_does_not_change_the_network_that_was_there_before() {
        Network before = Network.quiet(Fates.ideal());
        before.send(CLIENT, A, 0);
        assertThat(before.inFlight()).isEmpty();
        assertThat(before.nextHandle(CLIENT)).isEqualTo(new Handle(CLIENT, 0));
    }

    @Test
    void a_listed_fate_loses_duplicates_and_reorders() {
        var fates =
                Map.of(
                        new Handle(CLIENT, 0),
                        Fate.LOST,
                        new Handle(CLIENT, 1),
                        Fate.after(100),
                        new Handle(CLIENT, 2),
                        new Fate(List.of(1L, 2L)));
        Network network = Network.quiet(new Fates.Listed(fates, Fates.ideal()));
        for (int i = 0; i < 3; i++) network = network.send(CLIENT, Octets.of((byte) i), 0);

        assertThat(network.inFlight())
                .extracting(
                        packet -> packet.handle() + "." + packet.copy() + "@" + packet.arrival())
                .containsExactly("client#2.0@1", "client#2.1@2", "client#1.0@100");
    }

    @Test
    void the_same_seed_gives_the_same_fates_and_another_seed_gives_others() {
        assertThat(fates(7)).isEqualTo(fates(7)).isNotEqualTo(fates(8));
    }

    @Test
    void the_two_directions_have_fates_of_their_own() {
        var fates = new Fates.Seeded(7, BAD);
        var client = IntStream.range(0, 100).mapToObj(n -> fates.fate(new Handle(CLIENT, n)));
        var server = IntStream.range(0, 100).mapToObj(n -> fates.fate(new Handle(SERVER, n)));
        assertThat(client.toList()).isNotEqualTo(server.toList());
    }

    @Test
    void as_much_is_lost_as_the_conditions_say() {
        long lost = fates(3).stream().filter(Fate::isLost).count();
        assertThat(lost / 10_000.0).isEqualTo(0.3, within(0.02));
    }

    @Test
    void seeds_in_a_row_lose_first_datagrams_as_often_as_any_other() {
        long lost = IntStream.range(0, 10_000).filter(seed -> fateOfFirst(seed).isLost()).count();
        assertThat(lost / 10_000.0).isEqualTo(0.3, within(0.02));
    }

    @Test
    void a_share_above_one_is_refused() {
        assertThatThrownBy(() -> Conditions.IDEAL.withLoss(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loss");
    }

    @Test
    void a_quiet_network_has_nothing_to_hand_over() {
        assertThatThrownBy(Network.quiet(Fates.ideal())::first)
                .isInstanceOf(IllegalStateException.class);
    }

    private static Fate fateOfFirst(int seed) {
        return new Fates.Seeded(seed, BAD).fate(new Handle(CLIENT, 0));
    }

    private static List<Fate> fates(long seed) {
        var fates = new Fates.Seeded(seed, BAD);
        return IntStream.range(0, 10_000).mapToObj(n -> fates.fate(new Handle(CLIENT, n))).toList();
    }
}
