package dtlskeying.properties.decode;

import static dtlskeying.spec.chunk.ChunkProtectionSpec.KEY_MANAGEMENT_PPID;

import dtlskeying.impl.chunk.InitPackets;
import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.properties.decode.Unit.Chunk;
import dtlskeying.spec.Octets;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Decodes the SCTP packets of one path: opens their DTLS chunks, and hands the key management's
 * user messages to the decoder of DTLS.
 */
final class SctpDecoder {
    /** Of one end: a stateless answer to each INIT that is repeated may have another one. */
    private static final int MOST_PARAMETERS = 8;

    private final DtlsDecoder dtls;
    private final Consumer<Unit> out;
    private final UserData userData = new UserData(KEY_MANAGEMENT_PPID);
    private final Map<InetSocketAddress, List<Octets>> parameters = new HashMap<>();
    private final ChunkOpener opener;

    SctpDecoder(DtlsDecoder dtls, Consumer<Unit> out) {
        this.dtls = dtls;
        this.out = out;
        this.opener = new ChunkOpener(dtls);
    }

    /** Decodes a packet with a right checksum. */
    void take(Place place, Octets packet) {
        byte[] bytes = packet.toArray();
        var chunks = SctpChunks.of(packet, SctpChunks.PACKET_HEADER);
        var result = opened(place, packet, chunks);
        var opening = result.opening();
        boolean isProtected = opening instanceof Opening.Opened;
        var inner = isProtected ? SctpChunks.of(opening.plain(), 0) : List.<Chunk>of();
        long tag = Integer.toUnsignedLong(SctpPacket.tag(bytes));
        out.accept(
                new Unit.Sctp(
                        place,
                        SctpPacket.sourcePort(bytes),
                        SctpPacket.destinationPort(bytes),
                        tag,
                        chunks,
                        opening,
                        result.seal(),
                        inner));
        for (Chunk chunk : isProtected ? inner : chunks) take(place, tag, packet, chunk);
    }

    private ChunkOpener.Result opened(Place place, Octets packet, List<Chunk> chunks) {
        boolean isProtected = !chunks.isEmpty() && chunks.getFirst().type() == SctpChunks.DTLS;
        int header = SctpChunks.PACKET_HEADER;
        var rest = packet.slice(header, packet.length());
        return isProtected
                ? opener.open(place, rest)
                : new ChunkOpener.Result(new Opening.Clear(rest), ChunkSeal.NONE);
    }

    private void take(Place place, long tag, Octets packet, Chunk chunk) {
        if (chunk.type() == SctpChunks.INIT || chunk.type() == SctpChunks.INIT_ACK) {
            var alone = Octets.concat(packet.slice(0, SctpChunks.PACKET_HEADER), chunk.encode());
            if (InitPackets.isInit(alone)) offered(place, InitPackets.read(alone).parameter());
        }
        userData.take(place.from(), tag, chunk)
                .ifPresent(message -> {
                    dtls.take(place, message);
                    opener.begin(parameters);
                });
    }

    /** The newest offers of an end come first. */
    private void offered(Place place, Octets parameter) {
        if (parameter.isEmpty()) return;
        var all = parameters.computeIfAbsent(place.from(), _ -> new ArrayList<>());
        all.remove(parameter);
        all.addFirst(parameter);
        if (all.size() > MOST_PARAMETERS) all.removeLast();
    }
}
