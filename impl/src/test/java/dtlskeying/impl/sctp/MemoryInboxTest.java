package dtlskeying.impl.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;

class MemoryInboxTest {
    private static final int FIRST = 2;
    private static final int LAST = 1;
    private static final int WHOLE = 3;

    private final MemoryInbox inbox = new MemoryInbox(-1);

    @Test
    void messages_come_in_the_order_of_their_stream() {
        take(1, WHOLE, 5, 1, "b1");
        take(0, WHOLE, 6, 0, "c0");
        assertThat(heard()).containsExactly("6:c0");
        take(-1, WHOLE, 5, 0, "b0");
        assertThat(heard()).containsExactly("5:b0", "5:b1");
        assertThat(heard()).isEmpty();
    }

    @Test
    void a_message_is_put_together_whatever_part_comes_last() {
        for (int last = 0; last < 3; last++) {
            int begin = inbox.cumulative() + 1;
            for (int part = 0; part < 3; part++) if (part != last) part(begin, part, last);
            assertThat(heard()).isEmpty();
            part(begin, last, last);
            assertThat(heard()).containsExactly("5:aabbcc");
        }
    }

    private void part(int begin, int part, int number) {
        int flags = part == 0 ? FIRST : part == 2 ? LAST : 0;
        take(begin + part, flags, 5, number, List.of("aa", "bb", "cc").get(part));
    }

    @Test
    void what_comes_twice_is_taken_once() {
        for (int i = 0; i < 2; i++) take(0, WHOLE, 5, 0, "aa");
        for (int i = 0; i < 2; i++) take(-1, WHOLE, 6, 0, "bb");
        take(0, WHOLE, 5, 0, "aa");
        assertThat(heard()).containsExactly("5:aa", "6:bb");
    }

    @Test
    void numbers_of_messages_go_on_after_65535() {
        for (int i = -1; i < 65_536; i++) take(i, WHOLE, 5, i + 1, "aa");
        assertThat(heard()).hasSize(65_537);
    }

    @Test
    void the_report_tells_what_is_here_and_what_is_missing() {
        take(-1, WHOLE, 5, 0, "aa");
        for (int early : List.of(1, 2, 4)) take(early, WHOLE, 6, early, "bb");
        assertThat(inbox.sack().type()).isEqualTo(SctpChunk.SACK);
        assertThat(inbox.sack().body().toHex())
                .isEqualTo("ffffffff" + "00020000" + "0002" + "0000" + "00020003" + "00050005");
        take(0, WHOLE, 6, 9, "bb");
        assertThat(inbox.cumulative()).isEqualTo(2);
        assertThat(inbox.sack().body().toHex())
                .isEqualTo("00000002" + "00020000" + "0001" + "0000" + "00020002");
    }

    @Test
    void a_report_has_sixteen_gaps_at_most() {
        for (int i = 1; i <= 18; i++) take(2 * i, WHOLE, 5, i, "aa");
        assertThat(inbox.sack().body().length()).isEqualTo(12 + 4 * 16);
        assertThat(inbox.sack().fields().getShort(8)).isEqualTo((short) 16);
    }

    @Test
    void what_is_far_ahead_is_not_kept() {
        take(-2 + 4096, WHOLE, 5, 0, "aa");
        take(-2 + 4097, WHOLE, 6, 0, "bb");
        assertThat(heard()).containsExactly("5:aa");
    }

    @Test
    void data_without_data_is_an_offence() {
        assertThat(inbox.take(data(-1, WHOLE, 5, 0, Octets.EMPTY))).isFalse();
        assertThat(inbox.take(data(-1, WHOLE, 5, 0, Octets.of((byte) 1)))).isTrue();
    }

    @Test
    void more_than_a_mebibyte_that_has_no_end_is_an_offence() {
        int each = 1 << 15;
        var part = Octets.of(new byte[each - 12]);
        for (int i = 0; i < 32; i++)
            assertThat(inbox.take(data(-1 + i, i == 0 ? FIRST : 0, 5, 0, part))).isTrue();
        assertThat(inbox.take(data(31, 0, 5, 0, Octets.of((byte) 1)))).isFalse();
    }

    @Test
    void what_was_delivered_is_held_no_more() {
        var part = Octets.of(new byte[1 << 15]);
        for (int i = 0; i < 40; i++)
            assertThat(inbox.take(data(-1 + i, i % 2 == 0 ? FIRST : LAST, 5, i / 2, part)))
                    .isTrue();
        assertThat(inbox.messages()).hasSize(20);
    }

    private void take(int tsn, int flags, int stream, int number, String bytes) {
        assertThat(inbox.take(data(tsn, flags, stream, number, Octets.hex(bytes)))).isTrue();
    }

    private List<String> heard() {
        return inbox.messages().stream()
                .map(message -> message.stream() + ":" + message.bytes().toHex())
                .toList();
    }

    private static SctpChunk data(int tsn, int flags, int stream, int number, Octets bytes) {
        var head = ByteBuffer.allocate(12).putInt(tsn).putShort((short) stream);
        head.putShort((short) number).putInt(99);
        Octets body = Octets.concat(Octets.of(head.array()), bytes);
        return new SctpChunk(SctpChunk.DATA, flags, body);
    }
}
