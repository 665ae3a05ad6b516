package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.impl.sctp.SctpEvent;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.impl.usrsctp.UsrSctp;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** libusrsctp with itself, unprotected, in memory: that our binding does what the seam says. */
class UsrSctpInteropTest {
    private static final SctpSettings LEFT = SctpSettings.of(5000, 5001);
    private static final SctpSettings RIGHT = SctpSettings.of(5001, 5000);

    private static UsrSctp stack;

    @BeforeAll
    static void the_library_is_here() {
        stack = ProtectedPair.stack();
    }

    @Test
    void messages_arrive_whole_and_in_the_order_of_their_stream() {
        try (var wire = established()) {
            var sent = messages(40, 3_000);
            for (var message : sent) assertThat(wire.left.association.send(message)).isTrue();
            assertThat(wire.until(() -> received(wire.right).size() == sent.size())).isTrue();
            for (int stream = 0; stream < 4; stream++) {
                int of = stream;
                assertThat(received(wire.right).stream().filter(m -> m.stream() == of))
                        .containsExactlyElementsOf(
                                sent.stream().filter(m -> m.stream() == of).toList());
            }
        }
    }

    @Test
    void the_longest_message_arrives_whole_and_a_longer_one_is_refused() {
        try (var wire = established()) {
            var longest = new UserMessage(3, 0xffff_ffffL, bytes(SctpSettings.LONGEST_MESSAGE, 1));
            assertThat(wire.left.association.send(longest)).isTrue();
            assertThat(wire.until(() -> received(wire.right).equals(List.of(longest)))).isTrue();
            var longer = new UserMessage(3, 0, bytes(SctpSettings.LONGEST_MESSAGE + 1, 1));
            assertThatThrownBy(() -> wire.left.association.send(longer))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void lost_duplicated_and_reordered_packets_lose_no_message() {
        var random = new Random(7);
        var held = new ArrayList<Octets>();
        SctpWire.Passage poor =
                (packet, _) -> {
                    int lot = random.nextInt(20);
                    if (lot == 0) return List.of();
                    if (lot == 1) return List.of(packet, packet);
                    if (lot == 2) {
                        held.add(packet);
                        return List.of();
                    }
                    if (held.isEmpty()) return List.of(packet);
                    return List.of(packet, held.removeFirst());
                };
        try (var wire =
                new SctpWire(
                        stack.associate(LEFT),
                        stack.associate(RIGHT),
                        (packet, left) -> left ? poor.pass(packet, left) : List.of(packet))) {
            wire.left.association.connect();
            assertThat(wire.until(() -> wire.left.isUp() && wire.right.isUp())).isTrue();
            var sent = messages(300, 1_500);
            var left = new ArrayList<>(sent);
            assertThat(
                            wire.until(() -> {
                                while (!left.isEmpty()
                                        && wire.left.association.send(left.getFirst()))
                                    left.removeFirst();
                                return received(wire.right).size() == sent.size();
                            }))
                    .isTrue();
            assertThat(received(wire.right)).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    @Test
    void no_packet_is_longer_than_the_settings_leave_room_for() {
        var lengths = new ArrayList<Integer>();
        SctpWire.Passage measured =
                (packet, _) -> {
                    lengths.add(packet.length());
                    return List.of(packet);
                };
        int packet = 900;
        int overhead = 28;
        var left = new SctpSettings(5000, 5001, packet, overhead, 4);
        try (var wire = new SctpWire(stack.associate(left), stack.associate(RIGHT), measured)) {
            wire.left.association.connect();
            assertThat(wire.until(() -> wire.left.isUp())).isTrue();
            wire.left.association.send(new UserMessage(0, 0, bytes(20_000, 2)));
            assertThat(wire.until(() -> !received(wire.right).isEmpty())).isTrue();
        }
        assertThat(lengths).allMatch(length -> length <= packet - overhead);
        assertThat(lengths).anyMatch(length -> length > packet - overhead - 8);
    }

    @Test
    void the_sender_is_told_when_all_is_acknowledged() {
        try (var wire = established()) {
            wire.left.association.send(new UserMessage(0, 0, bytes(10, 1)));
            assertThat(wire.until(() -> wire.left.told.getLast() instanceof SctpEvent.SenderDry))
                    .isTrue();
        }
    }

    @Test
    void a_shutdown_delivers_what_was_sent_and_ends_both_ends() {
        try (var wire = established()) {
            var sent = messages(20, 2_000);
            sent.forEach(wire.left.association::send);
            wire.left.association.shutdown();
            assertThat(wire.until(() -> wire.left.isDown() && wire.right.isDown())).isTrue();
            assertThat(received(wire.right)).containsExactlyInAnyOrderElementsOf(sent);
            var down = new SctpEvent.Down(SctpEvent.Reason.SHUTDOWN);
            assertThat(wire.left.told).endsWith(down);
            assertThat(wire.right.told).endsWith(down);
        }
    }

    @Test
    void an_abort_ends_both_ends() {
        try (var wire = established()) {
            wire.left.association.abort();
            assertThat(wire.until(() -> wire.left.isDown() && wire.right.isDown())).isTrue();
            var down = new SctpEvent.Down(SctpEvent.Reason.ABORTED);
            assertThat(wire.left.told).endsWith(down);
            assertThat(wire.right.told).endsWith(down);
        }
    }

    @Test
    void a_peer_that_never_answers_refuses_and_one_that_vanishes_is_lost() {
        var cut = new boolean[] {true};
        SctpWire.Passage cable = (packet, _) -> cut[0] ? List.of() : List.of(packet);
        try (var wire = new SctpWire(stack.associate(LEFT), stack.associate(RIGHT), cable)) {
            wire.left.association.connect();
            assertThat(wire.until(() -> wire.left.isDown())).isTrue();
            assertThat(wire.left.told)
                    .containsExactly(new SctpEvent.Down(SctpEvent.Reason.REFUSED));
        }
        cut[0] = false;
        try (var wire = new SctpWire(stack.associate(LEFT), stack.associate(RIGHT), cable)) {
            wire.left.association.connect();
            assertThat(wire.until(() -> wire.left.isUp() && wire.right.isUp())).isTrue();
            cut[0] = true;
            wire.left.association.send(new UserMessage(0, 0, bytes(10, 1)));
            assertThat(wire.until(() -> wire.left.isDown())).isTrue();
            assertThat(wire.left.told).endsWith(new SctpEvent.Down(SctpEvent.Reason.LOST));
        }
    }

    @Test
    void both_ends_may_open() {
        try (var wire = SctpWire.of(stack.associate(LEFT), stack.associate(RIGHT))) {
            wire.left.association.connect();
            wire.right.association.connect();
            assertThat(wire.until(() -> wire.left.isUp() && wire.right.isUp())).isTrue();
        }
    }

    @Test
    void a_peer_that_begins_anew_is_told_of() {
        try (var wire = established();
                var anew = stack.associate(LEFT)) {
            var other = SctpWire.of(anew, wire.right.association);
            anew.connect();
            assertThat(other.until(other.left::isUp)).isTrue();
            assertThat(other.right.told).contains(new SctpEvent.Restarted());
            anew.send(new UserMessage(1, 2, bytes(10, 3)));
            assertThat(other.until(() -> received(other.right).size() == 1)).isTrue();
        }
    }

    @Test
    void several_associations_live_beside_each_other() {
        try (var first = established();
                var second = established()) {
            var one = new UserMessage(0, 1, bytes(100, 1));
            var two = new UserMessage(0, 2, bytes(100, 2));
            first.left.association.send(one);
            second.left.association.send(two);
            assertThat(first.until(() -> received(first.right).size() == 1)).isTrue();
            assertThat(second.until(() -> received(second.right).size() == 1)).isTrue();
            assertThat(received(first.right)).containsExactly(one);
            assertThat(received(second.right)).containsExactly(two);
        }
    }

    @Test
    void whoever_comes_first_is_the_peer_of_an_end_without_a_remote_port() {
        try (var wire =
                SctpWire.of(stack.associate(LEFT), stack.associate(SctpSettings.of(5001, 0)))) {
            wire.left.association.connect();
            assertThat(wire.until(() -> wire.left.isUp() && wire.right.isUp())).isTrue();
            try (var late = stack.associate(SctpSettings.of(6000, 5001))) {
                late.connect();
                var init = ((SctpEvent.Packet) late.events().getFirst()).bytes();
                wire.right.association.receive(init);
                assertThat(wire.right.association.events()).isEmpty();
            }
        }
    }

    @Test
    void a_damaged_packet_and_one_of_other_ports_are_dropped() {
        try (var right = stack.associate(RIGHT);
                var left = stack.associate(LEFT)) {
            left.connect();
            var init = ((SctpEvent.Packet) left.events().getFirst()).bytes().toArray();
            for (int at = 0; at < init.length; at++) {
                var damaged = init.clone();
                damaged[at] ^= 0x10;
                right.receive(Octets.of(damaged));
                right.receive(Octets.of(init, 0, at));
            }
            assertThat(right.events()).isEmpty();
            right.receive(Octets.of(init));
            assertThat(right.events()).hasSize(1);
        }
    }

    @Test
    void a_closed_association_does_nothing() {
        var association = stack.associate(LEFT);
        association.close();
        association.close();
        association.connect();
        association.receive(bytes(100, 1));
        association.advance(1);
        association.shutdown();
        association.abort();
        assertThat(association.send(new UserMessage(0, 0, bytes(1, 1)))).isFalse();
        assertThat(association.events()).isEmpty();
    }

    private static SctpWire established() {
        var wire = SctpWire.of(stack.associate(LEFT), stack.associate(RIGHT));
        wire.left.association.connect();
        assertThat(wire.until(() -> wire.left.isUp() && wire.right.isUp())).isTrue();
        return wire;
    }

    private static List<UserMessage> messages(int count, int longest) {
        var random = new Random(count);
        return IntStream.range(0, count)
                .mapToObj(i -> new UserMessage(i % 4, i, bytes(1 + random.nextInt(longest), i)))
                .toList();
    }

    private static List<UserMessage> received(SctpWire.End end) {
        return end.told.stream()
                .filter(SctpEvent.Received.class::isInstance)
                .map(event -> ((SctpEvent.Received) event).message())
                .toList();
    }

    private static Octets bytes(int length, long seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Octets.of(bytes);
    }
}
