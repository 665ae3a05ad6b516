package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.endpoint.ChunkEndpoint.Sending;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.SctpEvent;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.impl.udp.UdpEncapsulation;
import dtlskeying.properties.capture.Pcapng;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What tshark sees of a protected association: no chunk but the DTLS chunk once it is enforced. */
class CaptureInteropTest {
    private static final String INIT = "1";
    private static final String INIT_ACK = "2";
    private static final String COOKIE_ECHO = "10";
    private static final String COOKIE_ACK = "11";
    private static final String DTLS = "65";
    private static final String KEY_MANAGEMENT = "0x8006";
    private static final String GOOD = "1";

    private static final InetSocketAddress LEFT = new InetSocketAddress("127.0.0.1", 40_000);
    private static final InetSocketAddress RIGHT =
            new InetSocketAddress("127.0.0.1", UdpEncapsulation.PORT);

    @TempDir private Path folder;
    private final List<Octets> packets = new ArrayList<>();
    private final List<Boolean> directions = new ArrayList<>();
    private final List<ChunkEvent> toLeft = new ArrayList<>();
    private final List<ChunkEvent> toRight = new ArrayList<>();

    @BeforeAll
    static void tshark_and_the_library_are_here() {
        Tshark.assumePresent();
        ProtectedPair.stack();
    }

    @Test
    void nothing_but_dtls_chunks_is_seen_after_enforcement() throws IOException {
        int enforced;
        try (var pair = new ProtectedPair(ProtectedPair.stack(), toLeft::add, toRight::add)) {
            pair.onPath(this::recorded);
            assertThat(pair.open()).isTrue();
            enforced = packets.size();
            converse(pair);
        }
        var seen = seen();
        var types = seen.stream().map(List::getFirst).toList();
        assertThat(types).startsWith(INIT, INIT_ACK);
        assertThat(types.get(2)).startsWith(COOKIE_ECHO);
        assertThat(types.get(3)).startsWith(COOKIE_ACK);
        assertThat(types.subList(0, enforced)).contains("0").contains(DTLS);
        assertThat(types.subList(enforced, types.size())).hasSizeGreaterThan(50).containsOnly(DTLS);
        assertThat(seen.subList(0, 2))
                .allSatisfy(init -> assertThat(init.get(1).split(",")).contains(KEY_MANAGEMENT));
        assertThat(seen).allSatisfy(packet -> assertThat(packet.get(2)).isEqualTo(GOOD));
    }

    /** Messages both ways, and the end. */
    private void converse(ProtectedPair pair) {
        for (int i = 0; i < 20; i++) {
            var message = new UserMessage(i % 4, 51, Octets.of(new byte[1 + 500 * i]));
            assertThat(pair.left.send(message)).isEqualTo(Sending.TAKEN);
            assertThat(pair.right.send(message)).isEqualTo(Sending.TAKEN);
        }
        pair.left.shutdown();
        var down = new ChunkEvent.Down(SctpEvent.Reason.SHUTDOWN);
        assertThat(pair.until(() -> toLeft.contains(down) && toRight.contains(down))).isTrue();
    }

    private List<Octets> recorded(Octets packet, boolean fromLeft) {
        packets.add(packet);
        directions.add(fromLeft);
        return List.of(packet);
    }

    /** The types of the chunks of each packet, those of its parameters, its checksum's verdict. */
    private List<List<String>> seen() throws IOException {
        Path file = folder.resolve("chunks.pcapng");
        try (var capture = new Pcapng(Files.newOutputStream(file))) {
            capture.secrets("# nothing of TLS here\n");
            for (int i = 0; i < packets.size(); i++) {
                var from = directions.get(i) ? LEFT : RIGHT;
                var to = directions.get(i) ? RIGHT : LEFT;
                capture.udp(i * 1_000_000L, from, to, packets.get(i), "packet " + i);
            }
        }
        var seen =
                Tshark.fields(
                        file,
                        List.of(
                                "-o",
                                "sctp.checksum:CRC 32c",
                                "-d",
                                "udp.port==" + UdpEncapsulation.PORT + ",sctp"),
                        "sctp.chunk_type",
                        "sctp.parameter_type",
                        "sctp.checksum.status",
                        "frame.comment");
        assertThat(seen).hasSameSizeAs(packets);
        for (int i = 0; i < seen.size(); i++)
            assertThat(seen.get(i).getLast()).isEqualTo("packet " + i);
        return seen;
    }
}
