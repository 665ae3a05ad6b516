package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.InitPackets;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.properties.capture.SctpWords;
import dtlskeying.properties.network.ChunkPair;
import dtlskeying.properties.network.InFlight;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/** What somebody on the path sees of an association, and what it can do to it. */
final class Wiretap {
    private static final String MARK = "c0ffee15600dc0ffee";
    private static final int PARAMETER = 0x8006;
    private static final int HEADER = 12;
    private static final int PARAMETERS = HEADER + 20;

    private Wiretap() {}

    /** A message of the ULP that can be told from anything else. */
    static UserMessage message(int number) {
        Octets body = Octets.hex((MARK + "%02x".formatted(number)).repeat(30));
        return new UserMessage(1, 99, body);
    }

    /** The numbers of messages that have come. */
    static List<Integer> numbers(List<ChunkEvent.Received> received) {
        return received.stream().map(each -> each.message().bytes().at(MARK.length() / 2)).toList();
    }

    private static List<Octets> packets(ChunkEnds ends) {
        return ends.history.stream()
                .map(ChunkPair.Happened::events)
                .flatMap(List::stream)
                .filter(ChunkEvent.Packet.class::isInstance)
                .map(event -> ((ChunkEvent.Packet) event).bytes())
                .toList();
    }

    /** Packets that show what the ULP has said. */
    static List<String> inTheOpen(ChunkEnds ends) {
        return packets(ends).stream()
                .map(Octets::toHex)
                .filter(packet -> packet.contains(MARK.substring(4)))
                .toList();
    }

    /** The kinds of chunks that were seen. */
    static TreeSet<String> chunks(ChunkEnds ends) {
        var kinds = new TreeSet<String>();
        packets(ends).forEach(packet -> kinds.addAll(SctpWords.chunks(packet)));
        return kinds;
    }

    /** The packet with another octet in its parameter, if it has one and comes from that end. */
    static InFlight changed(InFlight packet, Role sender, int octet) {
        byte[] bytes = packet.datagram().toArray();
        int at = parameter(packet, sender);
        if (at < 0 || octet >= length(bytes, at)) return packet;
        bytes[at + octet] ^= 4;
        return with(packet, bytes);
    }

    /** The packet without its parameter, if it has one and comes from that end. */
    static InFlight stripped(InFlight packet, Role sender) {
        byte[] bytes = packet.datagram().toArray();
        int at = parameter(packet, sender);
        if (at < 0) return packet;
        byte[] shorter = Arrays.copyOf(bytes, at);
        ByteBuffer.wrap(shorter).putShort(HEADER + 2, (short) (at - HEADER));
        return with(packet, shorter);
    }

    /** The packet with other octets, as many, where those are that are named, if it has them. */
    static InFlight replaced(InFlight packet, String from, String to) {
        String digits = packet.datagram().toHex();
        return digits.contains(from)
                ? with(packet, Octets.hex(digits.replace(from, to)).toArray())
                : packet;
    }

    /** Where the parameter begins, which is the last one. */
    private static int parameter(InFlight packet, Role sender) {
        if (packet.handle().from() != sender || !InitPackets.isInit(packet.datagram())) return -1;
        byte[] bytes = packet.datagram().toArray();
        for (int at = PARAMETERS; at + 4 <= bytes.length; at += length(bytes, at) + 3 & ~3)
            if (ByteBuffer.wrap(bytes).getShort(at) == (short) PARAMETER) return at;
        return -1;
    }

    private static int length(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getShort(at + 2) & 0xffff;
    }

    private static InFlight with(InFlight packet, byte[] bytes) {
        var out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 0);
        var crc = new CRC32C();
        crc.update(bytes);
        out.putInt(8, (int) crc.getValue());
        return new InFlight(packet.handle(), packet.copy(), packet.arrival(), Octets.of(bytes));
    }
}
