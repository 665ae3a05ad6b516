package dtlskeying.impl.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;

class MemoryOutboxTest {
    private static final int TSN = -2;
    private static final int PACKET = 100;

    /** What one DATA of such a packet has room for. */
    private static final int LARGEST = 72;

    private final MemoryOutbox outbox = new MemoryOutbox(TSN, 1 << 17, PACKET);

    @Test
    void a_message_is_cut_into_data_with_consecutive_tsns() {
        add(1, 2 * LARGEST + 1);
        var chunks = flat(outbox.due());
        assertThat(chunks).extracting(SctpChunk::flags).containsExactly(2, 0, 1);
        assertThat(chunks).extracting(MemoryOutboxTest::tsn).containsExactly(-2, -1, 0);
        assertThat(chunks)
                .extracting(chunk -> chunk.body().length())
                .containsExactly(12 + LARGEST, 12 + LARGEST, 13);
    }

    @Test
    void what_has_room_in_one_data_is_its_first_and_last() {
        add(1, LARGEST);
        assertThat(flat(outbox.due())).extracting(SctpChunk::flags).containsExactly(3);
    }

    @Test
    void messages_of_each_stream_are_numbered_and_keep_their_ppid() {
        for (int stream : List.of(1, 2, 1)) add(stream, 4);
        assertThat(flat(outbox.due()))
                .extracting(chunk -> chunk.body().slice(4, 12).toHex())
                .containsExactly("0001000000000063", "0002000000000063", "0001000100000063");
    }

    @Test
    void packets_are_as_full_as_they_can_be_and_no_fuller() {
        for (int i = 0; i < 4; i++) add(1, 10);
        var packets = outbox.due();
        assertThat(packets).extracting(List::size).containsExactly(3, 1);
        assertThat(new SctpDatagram(1, 2, 3, packets.getFirst()).encode().length())
                .isLessThanOrEqualTo(PACKET);
        add(1, LARGEST);
        assertThat(new SctpDatagram(1, 2, 3, outbox.due().getFirst()).encode().length())
                .isEqualTo(PACKET);
    }

    @Test
    void no_more_flies_than_the_peer_has_room_for_but_one_data_always_may() {
        var narrow = new MemoryOutbox(TSN, 2 * (16 + LARGEST), PACKET);
        narrow.add(message(1, 4 * LARGEST));
        assertThat(flat(narrow.due())).hasSize(2);
        assertThat(narrow.due()).isEmpty();
        assertThat(narrow.acknowledged(sack(TSN, 0))).isTrue();
        assertThat(narrow.due()).isEmpty();
        assertThat(narrow.acknowledged(sack(TSN + 1, 0))).isTrue();
        assertThat(narrow.isFlying()).isFalse();
        assertThat(flat(narrow.due())).hasSize(1);
        assertThat(narrow.isFlying()).isTrue();
    }

    @Test
    void what_is_missed_three_times_is_sent_again_at_once_and_nothing_else() {
        add(1, 4 * LARGEST);
        assertThat(flat(outbox.due())).hasSize(4);
        for (int report = 1; report <= 2; report++) {
            assertThat(outbox.acknowledged(sack(TSN, 1 << 17, 2, 3))).isEqualTo(report == 1);
            assertThat(outbox.due()).isEmpty();
        }
        outbox.acknowledged(sack(TSN, 1 << 17, 2, 3));
        assertThat(flat(outbox.due())).extracting(MemoryOutboxTest::tsn).containsExactly(TSN + 1);
        assertThat(outbox.isFlying()).isTrue();
        outbox.acknowledged(sack(TSN + 3, 1 << 17));
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void what_lies_beyond_all_reports_is_not_missed() {
        add(1, 3 * LARGEST);
        outbox.due();
        for (int report = 0; report < 5; report++) outbox.acknowledged(sack(TSN, 1 << 17, 1, 1));
        assertThat(outbox.due()).isEmpty();
    }

    @Test
    void when_time_is_up_all_that_was_sent_and_not_reported_is_sent_again() {
        add(1, 3 * LARGEST);
        assertThat(flat(outbox.due())).hasSize(3);
        outbox.acknowledged(sack(TSN - 1, 1 << 17, 2, 2));
        outbox.timedOut();
        assertThat(flat(outbox.due()))
                .extracting(MemoryOutboxTest::tsn)
                .containsExactly(TSN, TSN + 2);
        assertThat(outbox.due()).isEmpty();
    }

    @Test
    void it_has_room_for_a_mebibyte_and_again_when_some_of_it_is_acknowledged() {
        int whole = 1 << 18;
        for (int i = 0; i < 4; i++) assertThat(outbox.add(message(1, whole))).isTrue();
        assertThat(outbox.add(message(1, 1))).isFalse();
        int cut = (whole + LARGEST - 1) / LARGEST;
        outbox.acknowledged(TSN + cut - 2);
        assertThat(outbox.add(message(1, whole))).isFalse();
        outbox.acknowledged(TSN + cut - 1);
        assertThat(outbox.add(message(1, whole))).isTrue();
    }

    @Test
    void a_report_that_lies_about_its_length_is_not_read_beyond_it() {
        add(1, LARGEST);
        outbox.due();
        assertThat(outbox.acknowledged(data(sack(TSN, 0).body().slice(0, 11)))).isFalse();
        assertThat(outbox.isEmpty()).isFalse();
        var lying = ByteBuffer.wrap(sack(TSN, 0).body().toArray()).putShort(8, (short) 9);
        assertThat(outbox.acknowledged(data(Octets.of(lying.array())))).isTrue();
        assertThat(outbox.isEmpty()).isTrue();
    }

    private void add(int stream, int length) {
        assertThat(outbox.add(message(stream, length))).isTrue();
    }

    private static UserMessage message(int stream, int length) {
        return new UserMessage(stream, 99, Octets.of(new byte[length]));
    }

    private static List<SctpChunk> flat(List<List<SctpChunk>> packets) {
        return packets.stream().flatMap(List::stream).toList();
    }

    private static int tsn(SctpChunk data) {
        return data.fields().getInt();
    }

    private static SctpChunk sack(int cumulative, int window, int... gap) {
        var out = ByteBuffer.allocate(12 + 2 * gap.length).putInt(cumulative).putInt(window);
        out.putShort((short) (gap.length / 2)).putShort((short) 0);
        for (int each : gap) out.putShort((short) each);
        return data(Octets.of(out.array()));
    }

    private static SctpChunk data(Octets body) {
        return SctpChunk.of(SctpChunk.SACK, body);
    }
}
