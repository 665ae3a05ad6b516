package dtlskeying.properties.capture;

import static dtlskeying.properties.capture.Frames.LEFT;
import static dtlskeying.properties.capture.Frames.RIGHT;
import static dtlskeying.properties.capture.Frames.SEVEN;
import static dtlskeying.properties.capture.Frames.SIX;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.capture.Capture.Outcome;
import dtlskeying.properties.capture.Frames.Block;
import dtlskeying.properties.capture.Frames.Link;
import dtlskeying.spec.Octets;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

class CaptureProperties {
    private static final Octets HELLO = Octets.hex("68656c6c6f");
    private static final int MICRO = 0xa1b2c3d4;
    private static final int NANO = 0xa1b23c4d;

    @Property
    void what_we_write_is_read_back(
            @ForAll @Size(max = 6) List<byte[]> payloads, @ForAll boolean six) throws IOException {
        var from = six ? SIX : LEFT;
        var to = six ? SEVEN : RIGHT;
        var file = new ByteArrayOutputStream();
        try (var out = new Pcapng(file)) {
            out.secrets("CLIENT_RANDOM 00 00\n");
            long nanos = 1_700_000_000_123_456_789L;
            for (byte[] payload : payloads) out.udp(nanos++, from, to, Octets.of(payload), "said");
        }

        var capture = whole(file.toByteArray());

        assertThat(capture.keyLog()).isEqualTo("CLIENT_RANDOM 00 00\n\n");
        assertThat(capture.packets())
                .extracting(CapturedPacket::payload)
                .isEqualTo(payloads.stream().map(Octets::of).toList());
        for (int i = 0; i < payloads.size(); i++) {
            var packet = capture.packets().get(i);
            assertThat(packet.number()).isEqualTo(i + 1);
            assertThat(packet.nanos()).isEqualTo(1_700_000_000_123_456_789L + i);
            assertThat(packet.from()).isEqualTo(from);
            assertThat(packet.to()).isEqualTo(to);
        }
    }

    @Example
    void pcap_is_read_in_both_orders_and_resolutions_from_every_link() {
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN))
            for (Link link : Link.OF_IPV4) {
                byte[] frame = link.around(Frames.ip(LEFT, RIGHT, HELLO));
                assertThat(packets(Frames.pcap(order, MICRO, link.type(), 7, frame, frame)))
                        .as("%s %s", order, link)
                        .extracting(CapturedPacket::payload, CapturedPacket::nanos)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple(HELLO, 1_000_007_000L),
                                org.assertj.core.groups.Tuple.tuple(HELLO, 2_000_007_000L));
                assertThat(packets(Frames.pcap(order, NANO, link.type(), 7, frame)))
                        .extracting(CapturedPacket::nanos)
                        .containsExactly(1_000_000_007L);
            }
    }

    @Example
    void pcapng_is_read_in_both_orders_with_every_kind_of_packet() {
        byte[] ip = Frames.ip(SIX, SEVEN, HELLO);
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            var enhanced = new Block(6, List.of(0, 0, 5_000_000, ip.length, ip.length, ip));
            var obsolete =
                    new Block(
                            2,
                            List.of((short) 0, (short) 0, 0, 6_000_000, ip.length, ip.length, ip));
            var simple = new Block(3, List.of(ip.length, ip));
            var statistics = new Block(5, List.of(0, 0, 0));
            byte[] file =
                    Frames.pcapng(
                            order,
                            Block.section(),
                            Block.onInterface(229),
                            enhanced,
                            statistics,
                            obsolete,
                            simple);
            assertThat(packets(file))
                    .extracting(CapturedPacket::nanos)
                    .containsExactly(5_000_000_000L, 6_000_000_000L, 0L);
            assertThat(packets(file)).extracting(CapturedPacket::payload).containsOnly(HELLO);
        }
    }

    @Example
    void times_count_in_what_the_interface_says() {
        assertThat(new CaptureInterface(1, 6, 0).nanos(5)).isEqualTo(5_000);
        assertThat(new CaptureInterface(1, 9, 2).nanos(5)).isEqualTo(2_000_000_005);
        assertThat(new CaptureInterface(1, 12, 0).nanos(5_999)).isEqualTo(5);
        assertThat(new CaptureInterface(1, 0x80 | 1, 0).nanos(3)).isEqualTo(1_500_000_000);
        assertThat(new CaptureInterface(1, 0x80 | 40, 0).nanos(3L << 39)).isEqualTo(1_500_000_000);
    }

    @Example
    void what_is_no_datagram_is_named_and_left_out() {
        byte[] whole = Frames.ip(LEFT, RIGHT, HELLO);
        byte[] fragment = whole.clone();
        fragment[6] = 0x20;
        byte[] tcp = whole.clone();
        tcp[9] = 6;
        byte[] bent = whole.clone();
        bent[25] = 77;
        byte[] cut = Arrays.copyOf(whole, 30);
        byte[] file = Frames.pcap(ByteOrder.BIG_ENDIAN, MICRO, 101, 0, fragment, tcp, bent, cut);

        var capture = whole(file);

        assertThat(capture.packets()).isEmpty();
        assertThat(capture.leftOut())
                .extracting(Capture.LeftOut::first, Capture.LeftOut::count)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, 1L),
                        org.assertj.core.groups.Tuple.tuple(2L, 1L),
                        org.assertj.core.groups.Tuple.tuple(3L, 1L),
                        org.assertj.core.groups.Tuple.tuple(4L, 1L));
        assertThat(capture.leftOut().getFirst().reason()).contains("fragment");
    }

    @Example
    void an_ipv6_datagram_is_found_behind_extension_headers() {
        byte[] plain = Frames.ip(SIX, SEVEN, HELLO);
        byte[] options = Octets.hex("1100010400000000").toArray();
        byte[] longer = new byte[plain.length + 8];
        System.arraycopy(plain, 0, longer, 0, 40);
        System.arraycopy(options, 0, longer, 40, 8);
        System.arraycopy(plain, 40, longer, 48, plain.length - 40);
        longer[5] += 8;
        longer[6] = 0;
        assertThat(packets(Frames.pcap(ByteOrder.BIG_ENDIAN, MICRO, 101, 0, longer))).hasSize(1);
        longer[6] = 44;
        longer[43] = 1;
        assertThat(whole(Frames.pcap(ByteOrder.BIG_ENDIAN, MICRO, 101, 0, longer)).leftOut())
                .singleElement()
                .satisfies(it -> assertThat(it.reason()).contains("fragment"));
    }

    @Property
    void a_file_cut_anywhere_says_where(@ForAll @IntRange(max = 10_000) int draw) {
        for (byte[] file : samples()) {
            int length = draw % file.length;
            switch (Capture.read(Arrays.copyOf(file, length))) {
                case Outcome.Whole(var capture) -> assertThat(capture.packets()).hasSizeLessThan(2);
                case Outcome.Broken(var packet, var at, var reason) -> {
                    assertThat(packet).isLessThan(2);
                    assertThat(at).isBetween(0L, (long) length);
                    assertThat(reason).isNotEmpty();
                }
            }
        }
    }

    @Property
    void changed_bytes_are_an_outcome_and_no_failure(
            @ForAll @IntRange(max = 10_000) int place, @ForAll byte value, @ForAll byte other) {
        for (byte[] file : samples()) {
            byte[] changed = file.clone();
            changed[place % file.length] = value;
            changed[(place + 3) % file.length] = other;
            assertThat(Capture.read(changed)).isNotNull();
        }
    }

    @Example
    void giant_lengths_are_refused_where_they_stand() {
        byte[] pcap = samples().getFirst().clone();
        Arrays.fill(pcap, 32, 36, (byte) 0x7f);
        assertThat(Capture.read(pcap).toString()).contains("after packet 0, at byte 24");
        byte[] pcapng = samples().getLast().clone();
        Arrays.fill(pcapng, 28 + 4, 28 + 7, (byte) 0xff);
        assertThat(Capture.read(pcapng).toString()).contains("after packet 0, at byte 28");
        assertThat(Capture.read(Octets.hex("7f454c4601").toArray()).toString())
                .contains("neither pcap nor pcapng begins with 7f454c46");
        assertThat(Capture.read(new byte[2])).isInstanceOf(Outcome.Broken.class);
    }

    private static List<byte[]> samples() {
        byte[] frame = Link.OF_IPV4.getFirst().around(Frames.ip(LEFT, RIGHT, HELLO));
        var packet = new Block(6, List.of(0, 0, 5_000_000, frame.length, frame.length, frame));
        return List.of(
                Frames.pcap(ByteOrder.BIG_ENDIAN, MICRO, 1, 0, frame, frame),
                Frames.pcapng(
                        ByteOrder.LITTLE_ENDIAN,
                        Block.section(),
                        Block.onInterface(1),
                        packet,
                        packet));
    }

    private static List<CapturedPacket> packets(byte[] file) {
        return whole(file).packets();
    }

    private static Capture whole(byte[] file) {
        var outcome = Capture.read(file);
        assertThat(outcome).isInstanceOf(Outcome.Whole.class);
        return ((Outcome.Whole) outcome).capture();
    }
}
