package dtlskeying.impl.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

class EncapsulationPeerTest {
    private static final InetSocketAddress HOME = new InetSocketAddress("192.0.2.1", 9899);
    private static final InetSocketAddress MOVED = new InetSocketAddress("192.0.2.1", 40_000);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("192.0.2.66", 9899);
    private static final int INIT = 1;
    private static final int INIT_ACK = 2;
    private static final int DATA = 0;
    private static final int OURS = 0x1234_5678;
    private static final int THEIRS = 0x0bad_cafe;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void nothing_goes_anywhere_before_somebody_is_heard() {
        assertThat(EncapsulationPeer.unknown().sends(packet(DATA, THEIRS, 0))).isNull();
        assertThat(EncapsulationPeer.at(HOME).sends(packet(INIT, 0, OURS))).isEqualTo(HOME);
    }

    @Test
    void the_answer_to_an_init_goes_where_the_init_came_from_and_means_no_more() {
        var peer = associated();
        peer.hears(packet(INIT, 0, 77), STRANGER);
        assertThat(peer.sends(packet(INIT_ACK, 77, 88))).isEqualTo(STRANGER);
        assertThat(peer.sends(packet(DATA, THEIRS, 0))).isEqualTo(HOME);
    }

    @Test
    void a_packet_with_our_tag_moves_the_peer_and_one_with_another_does_not() {
        var peer = associated();
        peer.hears(packet(DATA, OURS + 1, 0), STRANGER);
        assertThat(peer.sends(packet(DATA, THEIRS, 0))).isEqualTo(HOME);
        peer.hears(packet(DATA, OURS, 0), MOVED);
        assertThat(peer.sends(packet(DATA, THEIRS, 0))).isEqualTo(MOVED);
    }

    @Test
    void a_flood_of_inits_moves_nobody() {
        var peer = associated();
        for (int i = 0; i < 1_000; i++) {
            peer.hears(packet(INIT, 0, i), STRANGER);
            peer.sends(packet(INIT_ACK, i, 1_000 + i));
        }
        assertThat(peer.sends(packet(DATA, THEIRS, 0))).isEqualTo(HOME);
    }

    @Test
    void packets_pass_and_damaged_ones_do_not() throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var server = UdpEncapsulation.listen(any);
                var client = UdpEncapsulation.connect(any, server.localAddress())) {
            var init = packet(INIT, 0, OURS);
            var damaged = init.toArray();
            damaged[17] ^= 1;
            client.send(Octets.of(damaged));
            client.send(Octets.hex("00"));
            client.send(Octets.EMPTY);
            client.send(init);
            assertThat(server.receive(PATIENCE)).isEqualTo(init);
            var answer = packet(INIT_ACK, OURS, THEIRS);
            server.send(answer);
            assertThat(client.receive(PATIENCE)).isEqualTo(answer);
            assertThat(server.receive(Duration.ofMillis(1))).isEqualTo(Octets.EMPTY);
        }
    }

    /** An end that has answered an INIT of the peer at home. */
    private static EncapsulationPeer associated() {
        var peer = EncapsulationPeer.unknown();
        peer.hears(packet(INIT, 0, THEIRS), HOME);
        assertThat(peer.sends(packet(INIT_ACK, THEIRS, OURS))).isEqualTo(HOME);
        peer.hears(packet(DATA, OURS, 0), HOME);
        assertThat(peer.sends(packet(DATA, THEIRS, 0))).isEqualTo(HOME);
        return peer;
    }

    private static Octets packet(int type, int tag, int initiateTag) {
        var bytes = ByteBuffer.allocate(32);
        bytes.putShort((short) 5000).putShort((short) 5001).putInt(tag).putInt(0);
        bytes.put((byte) type).put((byte) 0).putShort((short) 20).putInt(initiateTag);
        SctpPacket.writeChecksum(bytes.array(), 32);
        return Octets.of(bytes.array());
    }
}
