package dtlskeying.impl.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What the gate lets through, and what it notices. */
class UlpGateTest {
    private static final int DTLS = 4242;
    private static final int ULP = 51;
    private static final int WHOLE = 3;
    private static final int BEGIN = 2;
    private static final int END = 1;

    private final UlpGate gate = new UlpGate();

    @Test
    void data_of_the_ulp_is_taken_out_of_a_packet_that_leaves_unprotected() {
        byte[] packet = packet(data(1, ULP, WHOLE), data(2, DTLS, WHOLE), data(3, ULP, WHOLE));
        int length = gate.leavesPlain(packet, packet.length);
        assertThat(Arrays.copyOf(packet, length)).isEqualTo(packet(data(2, DTLS, WHOLE)));
        assertThat(gate.withheld()).isEqualTo(2);
    }

    @Test
    void a_packet_with_nothing_else_does_not_leave() {
        byte[] packet = packet(data(1, ULP, WHOLE));
        assertThat(gate.leavesPlain(packet, packet.length)).isZero();
    }

    @Test
    void a_packet_without_data_of_the_ulp_leaves_as_it_is() {
        byte[] sack = {3, 0, 0, 16, 0, 0, 0, 1, 0, 0, 16, 0, 0, 0, 0, 0};
        byte[] packet = packet(sack, data(2, DTLS, WHOLE));
        byte[] before = packet.clone();
        assertThat(gate.leavesPlain(packet, packet.length)).isEqualTo(before.length);
        assertThat(packet).isEqualTo(before);
    }

    @Test
    void data_of_the_ulp_that_came_unprotected_is_not_for_sctp() {
        byte[] packet = packet(data(7, ULP, WHOLE));
        assertThat(gate.arrivesPlain(packet, packet.length)).isZero();
        assertThat(gate.removed()).isEqualTo(1);
        assertThat(isMixed(data(7, ULP, WHOLE))).isFalse();
    }

    @Test
    void protected_data_in_the_place_of_what_came_unprotected_is_noticed() {
        arrives(data(10, DTLS, WHOLE));
        assertThat(isMixed(data(10, ULP, WHOLE))).isTrue();
        assertThat(isMixed(data(10, DTLS, WHOLE))).isFalse();
        assertThat(isMixed(data(9, ULP, WHOLE), data(11, ULP, WHOLE))).isFalse();
    }

    @Test
    void a_fragment_that_would_join_what_came_unprotected_is_noticed() {
        arrives(data(10, DTLS, 0));
        assertThat(isMixed(data(9, ULP, BEGIN))).isTrue();
        assertThat(isMixed(data(11, ULP, END))).isTrue();
        assertThat(isMixed(data(9, ULP, END), data(11, ULP, BEGIN))).isFalse();
        assertThat(isMixed(data(8, ULP, BEGIN), data(12, ULP, END))).isFalse();
    }

    @Test
    void what_floods_the_gate_does_not_reach_sctp() {
        for (int tsn = 0; tsn < 4_096; tsn++)
            assertThat(arrives(data(tsn, DTLS, WHOLE))).isPositive();
        assertThat(arrives(data(5_000, DTLS, WHOLE))).isZero();
    }

    private int arrives(byte[]... chunks) {
        byte[] packet = packet(chunks);
        return gate.arrivesPlain(packet, packet.length);
    }

    private boolean isMixed(byte[]... chunks) {
        byte[] packet = packet(chunks);
        return gate.isMixed(packet, packet.length);
    }

    private static byte[] data(int tsn, int ppid, int flags) {
        return ByteBuffer.allocate(20)
                .put((byte) 0)
                .put((byte) flags)
                .putShort((short) 18)
                .putInt(tsn)
                .putInt(0)
                .putInt(ppid)
                .putShort((short) 0x0102)
                .array();
    }

    private static byte[] packet(byte[]... chunks) {
        int length = SctpPacket.HEADER;
        for (byte[] chunk : chunks) length += chunk.length;
        var packet = ByteBuffer.allocate(length).position(SctpPacket.HEADER);
        for (byte[] chunk : chunks) packet.put(chunk);
        SctpPacket.writeChecksum(packet.array(), length);
        return packet.array();
    }
}
