package dtlskeying.properties.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a reader of the format finds in our captures; tshark reads them in the interop tests. */
class PcapngTest {
    private static final InetSocketAddress LEFT = new InetSocketAddress("127.0.0.1", 40_000);
    private static final InetSocketAddress RIGHT = new InetSocketAddress("127.0.0.2", 9899);
    private static final InetSocketAddress SIX = new InetSocketAddress("::1", 9899);

    /** A block of a capture: its type and what is between its two lengths. */
    private record Block(int type, Octets body) {}

    private interface Writing {
        void to(Pcapng capture) throws IOException;
    }

    @Test
    void a_file_is_blocks_of_whole_words_with_equal_lengths_at_both_ends() throws IOException {
        for (int length = 1; length < 9; length++) {
            var payload = Octets.of(new byte[length]);
            var log = "x".repeat(length);
            var blocks =
                    written(capture -> {
                        capture.secrets(log);
                        capture.udp(1, LEFT, RIGHT, payload, log);
                    });
            assertThat(blocks).extracting(Block::type).containsExactly(0x0a0d0d0a, 1, 10, 6);
        }
    }

    @Test
    void secrets_are_lines_of_a_key_log() throws IOException {
        var body = written(capture -> capture.secrets("CLIENT_RANDOM 01 02\n")).getLast().body();
        assertThat(body.toHex()).isEqualTo("4b534c54" + "14000000" + hex("CLIENT_RANDOM 01 02\n"));
    }

    @Test
    void a_datagram_has_the_headers_that_ipv4_would_have_given_it() throws IOException {
        var body =
                written(capture -> capture.udp(0x1_0000_0002L, LEFT, RIGHT, Octets.hex("abcd")))
                        .getLast()
                        .body();
        String ip = "4500001e" + "00000000" + "40117ccc" + "7f000001" + "7f000002";
        String udp = "9c4026ab" + "000a" + "931d";
        assertThat(body.toHex())
                .isEqualTo(
                        "00000000"
                                + "01000000"
                                + "02000000"
                                + "1e000000"
                                + "1e000000"
                                + ip
                                + udp
                                + "abcd"
                                + "0000");
    }

    @Test
    void checksums_come_out_right_over_both_versions() {
        for (int length = 0; length < 40; length++) {
            var payload = Octets.of(new byte[length]);
            var four = IpPacket.udp(LEFT, RIGHT, payload);
            assertThat(ones(four, 0, 20, 0)).isEqualTo(0xffff);
            assertThat(ones(four, 12, four.length, 17 + 8 + length)).isEqualTo(0xffff);
            var six = IpPacket.udp(SIX, SIX, payload);
            assertThat(six[0]).isEqualTo((byte) 0x60);
            assertThat(ones(six, 8, six.length, 17 + 8 + length)).isEqualTo(0xffff);
        }
    }

    @Test
    void what_is_no_datagram_is_not_written() {
        assertThatThrownBy(() -> IpPacket.udp(LEFT, SIX, Octets.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IpPacket.udp(LEFT, RIGHT, Octets.of(new byte[65_001])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Block> written(Writing writing) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var capture = new Pcapng(out)) {
            writing.to(capture);
        }
        var blocks = new ArrayList<Block>();
        var in = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            int type = in.getInt();
            int length = in.getInt();
            assertThat(length % 4).isZero();
            var body = new byte[length - 12];
            in.get(body);
            assertThat(in.getInt()).isEqualTo(length);
            blocks.add(new Block(type, Octets.of(body)));
        }
        return blocks;
    }

    /** The sum of 16-bit words in ones' complement, as RFC 1071 has it. */
    private static int ones(byte[] bytes, int from, int to, int pseudo) {
        long sum = pseudo;
        for (int at = from; at < to; at += 2)
            sum += (bytes[at] & 0xff) << 8 | (at + 1 < to ? bytes[at + 1] & 0xff : 0);
        while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
        return (int) sum;
    }

    private static String hex(String text) {
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII)).toHex();
    }
}
