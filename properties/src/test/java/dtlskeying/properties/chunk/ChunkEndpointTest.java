package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.endpoint.ChunkEndpoint.Sending;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.MemoryStack;
import dtlskeying.impl.sctp.SctpEvent;
import dtlskeying.impl.sctp.SctpEvent.Reason;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;

/** Two key-managed ends over in-memory SCTP, when nothing goes wrong. */
class ChunkEndpointTest {
    private static final long LATEST = 30_000;

    @Test
    void both_ends_come_to_require_protection_under_the_same_keys() {
        var ends = ChunkEnds.of(ChunkEnds.ALICE, ChunkEnds.BOB, 1, Fates.ideal()).open(LATEST);
        for (Role end : Role.values()) assertThat(ends.pair.end(end).isProtected()).isTrue();
        var secrets =
                ends.of(Role.CLIENT, ChunkEvent.Keyed.class).stream()
                        .map(ChunkEvent.Keyed::exporter)
                        .toList();
        assertThat(ends.of(Role.SERVER, ChunkEvent.Keyed.class))
                .extracting(ChunkEvent.Keyed::exporter)
                .isEqualTo(secrets)
                .hasSize(1);
    }

    @Test
    void messages_of_any_size_arrive_on_their_streams_both_ways() {
        var ends = ChunkEnds.of(ChunkEnds.ALICE, ChunkEnds.BOB, 2, Fates.ideal()).open(LATEST);
        for (Role end : Role.values())
            for (int size : new int[] {1, 1000, 5000, 70_000}) {
                var message = new UserMessage(size % 7, 51, Octets.of(new byte[size]));
                assertThat(ends.pair.send(end, message)).isEqualTo(Sending.TAKEN);
            }
        ends.pass(ends.pair.now() + 5_000);
        for (Role end : Role.values())
            assertThat(ends.of(end, ChunkEvent.Received.class))
                    .extracting(each -> each.message().bytes().length())
                    .containsExactly(1, 1000, 5000, 70_000);
    }

    @Test
    void an_end_that_is_closed_says_nothing_more_and_hears_nothing() {
        var ends = ChunkEnds.of(ChunkEnds.ALICE, ChunkEnds.BOB, 2, Fates.ideal()).open(LATEST);
        var client = ends.pair.end(Role.CLIENT);
        ends.pair.send(Role.CLIENT, new UserMessage(1, 51, Octets.of(new byte[9])));
        client.close();
        ends.forget();
        ends.pair.send(Role.SERVER, new UserMessage(1, 51, Octets.of(new byte[9])));
        ends.pass(ends.pair.now() + 600_000);
        assertThat(ends.has(Role.CLIENT, ChunkEvent.Packet.class)).isFalse();
        assertThat(ends.has(Role.CLIENT, ChunkEvent.Received.class)).isFalse();
        assertThat(client.isOpen()).isFalse();
        assertThat(ends.has(Role.SERVER, ChunkEvent.Down.class)).isTrue();
    }

    @Test
    void an_end_that_is_over_declines_who_comes_and_is_not_over_again() {
        var client = ChunkEnds.end(ChunkEnds.OPENING, ChunkEnds.ALICE, 4);
        client.connect();
        client.abort();
        assertThat(client.events()).contains(new ChunkEvent.Down(Reason.ABORTED));
        var stranger = new MemoryStack(Entropy.of(9)).associate(ChunkEnds.WAITING);
        stranger.connect();
        var heard = new ArrayList<ChunkEvent>();
        for (int i = 0; i < 4; i++) {
            for (SctpEvent event : stranger.events())
                if (event instanceof SctpEvent.Packet(var bytes)) client.receive(bytes);
            for (ChunkEvent event : client.events()) {
                heard.add(event);
                if (event instanceof ChunkEvent.Packet(var bytes)) stranger.receive(bytes);
            }
        }
        assertThat(heard).hasAtLeastOneElementOfType(ChunkEvent.Declined.class);
        assertThat(heard).doesNotHaveAnyElementsOfTypes(ChunkEvent.Down.class);
    }
}
