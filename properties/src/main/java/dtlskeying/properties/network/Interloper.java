package dtlskeying.properties.network;

import dtlskeying.impl.chunk.InitExchange.Terms;
import dtlskeying.impl.chunk.ReauthenticationMessage;
import dtlskeying.impl.chunk.ReauthenticationParts;
import dtlskeying.impl.chunk.ReauthenticationParts.Outcome;
import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls13.Generation;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkProtectionSpec;
import dtlskeying.spec.dtls.ContentType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Somebody on the path of a key-managed SCTP association who has stolen all secrets of one epoch
 * from one end, once. Whatever passes is opened and sealed again, and both ends go on as before.
 *
 * <p>If told to, he takes part in the next updates of the keys, as each end's peer: from then on
 * the ends have different keys, each with him, and DTLS tells neither. What he does not have is the
 * private key of either end's certificate.
 */
public final class Interloper implements UnaryOperator<InFlight> {
    private static final int HEADER = 12;
    private static final int CHUNK_HEAD = 5;
    private static final int DTLS_CHUNK = 0x41;
    private static final int WHOLE = 3;
    private static final int DATA_HEAD = 16;

    private final Role client;
    private final Map<Role, StolenKeys> keys = new EnumMap<>(Role.class);
    private final SplitUpdates splits;
    private final boolean isSplitting;
    private final Map<Octets, Octets> passed = new HashMap<>();
    private final Map<Octets, Octets> overheard = new LinkedHashMap<>();
    private BiFunction<Role, ReauthenticationMessage, ReauthenticationMessage> wording =
            (_, message) -> message;

    /**
     * @param terms what the end that opened has agreed on
     * @param stolen from either end
     * @param isSplitting whether he takes part in updates
     * @param entropy for shares of his own
     */
    public Interloper(Terms terms, Generation stolen, boolean isSplitting, Entropy entropy) {
        this.client = terms.role() == Role.CLIENT ? Role.CLIENT : Role.SERVER;
        for (Role end : Role.values()) keys.put(end, new StolenKeys(terms, stolen));
        this.splits = new SplitUpdates(keys, entropy);
        this.isSplitting = isSplitting;
    }

    /** From here on he words messages of re-authentication otherwise, by who sends them. */
    public void rewording(
            BiFunction<Role, ReauthenticationMessage, ReauthenticationMessage> other) {
        wording = other;
    }

    /** The messages of the ULP that he has read, of both directions. */
    public List<Octets> overheard() {
        return List.copyOf(overheard.values());
    }

    /** The newest secrets that he shares with that end. */
    public Generation sharedWith(Role end) {
        return keys.get(end).newest();
    }

    /** Opens a packet that is protected, and seals it for its receiver. */
    @Override
    public InFlight apply(InFlight packet) {
        byte[] bytes = packet.datagram().toArray();
        boolean isSealed = bytes.length > HEADER + CHUNK_HEAD && bytes[HEADER] == DTLS_CHUNK;
        if (!isSealed || bytes[HEADER + 1] != 0) return packet;
        int end = HEADER + ByteBuffer.wrap(bytes).getShort(HEADER + 2);
        Octets record = packet.datagram().slice(HEADER + CHUNK_HEAD, end);
        Role from = packet.handle().from();
        int bits = OpenedRecord.epochBits(record);
        return keys.get(from)
                .chunks(bits, side(from))
                .flatMap(protection -> OpenedRecord.open(protection, record))
                .map(opened -> opened.with(chunks(from, opened.content())))
                .map(opened -> opened.seal(forPeer(from).chunks(bits, side(from)).orElseThrow()))
                .map(sealed -> with(packet, bytes, sealed))
                .orElse(packet);
    }

    private StolenKeys forPeer(Role from) {
        return keys.get(from.peer());
    }

    /** What an end is in the key management, whichever opened the association. */
    private Role side(Role end) {
        return end == client ? Role.CLIENT : Role.SERVER;
    }

    private static InFlight with(InFlight packet, byte[] before, Octets record) {
        int length = CHUNK_HEAD + record.length();
        var out = ByteBuffer.allocate(HEADER + (length + 3 & ~3));
        out.put(before, 0, HEADER).put((byte) DTLS_CHUNK).put((byte) 0);
        out.putShort((short) length).put((byte) 0).put(record.toArray());
        SctpPacket.writeChecksum(out.array(), out.capacity());
        return new InFlight(
                packet.handle(), packet.copy(), packet.arrival(), Octets.of(out.array()));
    }

    /** The chunks of a packet, with other records of DTLS where that has to be. */
    private Octets chunks(Role from, Octets content) {
        var chunks = new ArrayList<Octets>();
        var in = ByteBuffer.wrap(content.toArray());
        for (int at = 0; at + 4 <= content.length(); ) {
            int length = in.getShort(at + 2) & 0xffff;
            int next = Math.min(content.length(), at + (length + 3 & ~3));
            Octets chunk = content.slice(at, next);
            boolean isWhole = in.get(at) == 0 && (in.get(at + 1) & WHOLE) == WHOLE;
            chunks.add(isWhole ? data(from, chunk, length) : chunk);
            at = next;
        }
        return Octets.concat(chunks.toArray(Octets[]::new));
    }

    private Octets data(Role from, Octets chunk, int length) {
        var head = ByteBuffer.wrap(chunk.toArray(), 0, DATA_HEAD);
        Octets message = chunk.slice(DATA_HEAD, length);
        if (head.getInt(12) != ChunkProtectionSpec.KEY_MANAGEMENT_PPID) {
            overheard.putIfAbsent(Octets.concat(name(from), chunk.slice(4, 8)), message);
            return chunk;
        }
        Octets record =
                passed.computeIfAbsent(
                        Octets.concat(name(from), message), _ -> record(from, message));
        int now = DATA_HEAD + record.length();
        head.putShort(2, (short) now);
        Octets padding = Octets.of(new byte[-now & 3]);
        return Octets.concat(Octets.of(head.array()).slice(0, DATA_HEAD), record, padding);
    }

    private static Octets name(Role from) {
        return Octets.of((byte) from.ordinal());
    }

    private Octets record(Role from, Octets record) {
        int bits = OpenedRecord.epochBits(record);
        return keys.get(from)
                .records(bits, side(from))
                .flatMap(protection -> OpenedRecord.open(protection, record))
                .map(opened -> opened.with(content(from, opened)))
                .map(opened -> opened.seal(forPeer(from).records(bits, side(from)).orElseThrow()))
                .orElse(record);
    }

    private Octets content(Role from, OpenedRecord opened) {
        if (opened.type() == ContentType.HANDSHAKE.code() && isSplitting)
            return splits.handshake(from, opened.content());
        if (opened.type() == ContentType.APPLICATION_DATA.code())
            return frame(from, opened.content());
        return opened.content();
    }

    private Octets frame(Role from, Octets frame) {
        if (!(ReauthenticationParts.start().on(frame) instanceof Outcome.Whole(var message)))
            return frame;
        return wording.apply(from, message).frames(Short.MAX_VALUE).getFirst();
    }
}
