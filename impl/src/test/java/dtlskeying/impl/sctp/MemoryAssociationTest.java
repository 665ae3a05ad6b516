package dtlskeying.impl.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.sctp.SctpEvent.Down;
import dtlskeying.impl.sctp.SctpEvent.Reason;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** How an association without a peer, or without a network, ends: once, and then it is silent. */
class MemoryAssociationTest {
    private static final long SECOND = 1_000_000_000L;

    private final SctpAssociation opening = association(1, 5000, 5001);
    private final SctpAssociation waiting = association(2, 5001, 5000);
    private final List<SctpEvent> heard = new ArrayList<>();
    private int streams;

    @Test
    void nine_inits_without_an_answer_are_enough() {
        opening.connect();
        pass(1_000);
        assertThat(heard(SctpEvent.Packet.class)).hasSize(9);
        assertThat(heard(Down.class)).containsExactly(new Down(Reason.REFUSED));
    }

    @Test
    void data_is_sent_eleven_times_and_then_the_peer_is_lost() {
        establish();
        assertThat(opening.send(message())).isTrue();
        pass(1_000);
        assertThat(heard(SctpEvent.Packet.class)).hasSize(11);
        assertThat(heard(Down.class)).containsExactly(new Down(Reason.LOST));
    }

    @Test
    void a_shutdown_is_sent_eleven_times_and_then_the_peer_is_lost() {
        establish();
        opening.shutdown();
        pass(1_000);
        assertThat(heard(SctpEvent.Packet.class)).hasSize(11);
        assertThat(heard(Down.class)).containsExactly(new Down(Reason.LOST));
    }

    @Test
    void a_shutdown_waits_for_what_was_sent_before() {
        establish();
        opening.send(message());
        opening.shutdown();
        assertThat(opening.send(message())).isFalse();
        exchange();
        assertThat(heard(Down.class))
                .containsExactly(new Down(Reason.SHUTDOWN), new Down(Reason.SHUTDOWN));
        assertThat(heard(SctpEvent.Received.class)).hasSize(1);
        assertThat(heard(SctpEvent.SenderDry.class)).hasSize(1);
    }

    @Test
    void who_aborts_with_data_on_its_way_says_so_once_and_nothing_more() {
        establish();
        opening.send(message());
        opening.abort();
        opening.abort();
        pass(1_000);
        assertThat(heard(SctpEvent.Packet.class)).hasSize(2);
        assertThat(heard(Down.class)).containsExactly(new Down(Reason.ABORTED));
    }

    @Test
    void who_was_aborted_is_down_and_knows_why() {
        establish();
        waiting.abort();
        exchange();
        assertThat(heard(Down.class))
                .containsExactly(new Down(Reason.ABORTED), new Down(Reason.ABORTED));
    }

    @Test
    void who_has_no_association_answers_no_packet_without_a_tag() {
        var chunk = SctpChunk.of(SctpChunk.HEARTBEAT, octets(4));
        for (int tag : List.of(0, 1)) {
            waiting.receive(new SctpDatagram(5000, 5001, tag, List.of(chunk)).encode());
            assertThat(waiting.events()).isEmpty();
        }
    }

    @Test
    void streams_and_messages_that_there_are_not_are_refused() {
        establish();
        assertThat(opening.send(new UserMessage(0, 1, octets(SctpSettings.LONGEST_MESSAGE))))
                .isTrue();
        assertThat(opening.send(new UserMessage(streams - 1, 1, octets(1)))).isTrue();
        refused(new UserMessage(streams, 1, octets(1)));
        refused(new UserMessage(0, 1, octets(SctpSettings.LONGEST_MESSAGE + 1)));
    }

    private void refused(UserMessage message) {
        assertThatIllegalArgumentException().isThrownBy(() -> opening.send(message));
    }

    /** Both ends are up, and nothing has been heard yet. */
    private void establish() {
        opening.connect();
        exchange();
        streams = heard(SctpEvent.Up.class).getFirst().outboundStreams();
        heard.clear();
    }

    /** All packets arrive until there are none. */
    private void exchange() {
        boolean isAny = true;
        while (isAny) isAny = carry(opening, waiting) | carry(waiting, opening);
    }

    private static boolean isOfBoth(SctpEvent event) {
        return event instanceof SctpEvent.Received || event instanceof Down;
    }

    /** Whether there is any; what the opening end hears is kept, and some of the other. */
    private boolean carry(SctpAssociation from, SctpAssociation to) {
        var events = from.events();
        for (SctpEvent event : events) {
            if (from == opening || isOfBoth(event)) heard.add(event);
            if (event instanceof SctpEvent.Packet(var bytes)) to.receive(bytes);
        }
        return !events.isEmpty();
    }

    /** So many seconds pass at the opening end, and no packet arrives. */
    private void pass(int seconds) {
        for (int second = 1; second <= seconds; second++) {
            opening.advance(second * SECOND);
            heard.addAll(opening.events());
        }
    }

    private <E> List<E> heard(Class<E> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static SctpAssociation association(long seed, int from, int to) {
        return new MemoryStack(Entropy.of(seed)).associate(SctpSettings.of(from, to));
    }

    private static UserMessage message() {
        return new UserMessage(0, 1, octets(9));
    }

    private static Octets octets(int length) {
        return Octets.of(new byte[length]);
    }
}
