package dtlskeying.impl.endpoint;

import dtlskeying.impl.chunk.ChunkRefusal;
import dtlskeying.impl.chunk.InitExchange;
import dtlskeying.impl.chunk.Operators;
import dtlskeying.impl.chunk.SendContext;
import dtlskeying.impl.chunk.UlpGate;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.spec.Octets;

import java.util.Arrays;
import java.util.List;

/** What becomes of SCTP's packets on their way out: negotiated, held back, protected. */
record Departures(InitExchange exchange, Operators operators) {
    /** Bytes that protection may add; the suite is not known before the association is. */
    static int overhead() {
        return Arrays.stream(CipherSuite.values())
                .mapToInt(SendContext::overhead)
                .max()
                .orElseThrow();
    }

    /** The packet as it leaves, why it does not, or nothing if all of it waits. */
    List<ChunkEvent> leave(Octets packet, UlpGate gate) {
        Octets shaped = exchange.leaving(packet);
        byte[] bytes = Arrays.copyOf(shaped.toArray(), shaped.length() + overhead());
        int length = shaped.length();
        boolean isGated = !operators.isSealing() && !exchange.isUnprotected();
        if (isGated && length > 0) length = gate.leavesPlain(bytes, length);
        if (length == 0) return List.of();
        int result = operators.send(bytes, length);
        return List.of(
                result < 0
                        ? new ChunkEvent.Dropped(ChunkRefusal.of(result).clause())
                        : new ChunkEvent.Packet(Octets.of(bytes, 0, result)));
    }
}
