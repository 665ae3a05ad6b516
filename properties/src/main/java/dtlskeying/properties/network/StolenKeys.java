package dtlskeying.properties.network;

import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.chunk.InitExchange.Terms;
import dtlskeying.impl.dtls13.Generation;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUse;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What one end seals and opens with, epoch by epoch, in the hands of somebody else. */
final class StolenKeys {
    private final Terms terms;
    private final Map<Integer, Generation> byBits = new HashMap<>();
    private final Map<String, RecordProtection> protections = new HashMap<>();
    private Generation newest;

    StolenKeys(Terms terms, Generation first) {
        this.terms = terms;
        add(first);
    }

    /** Of four epochs that differ in their low bits, two are in use. */
    void add(Generation next) {
        newest = next;
        byBits.put((int) epoch(next).number() & 3, next);
    }

    Generation newest() {
        return newest;
    }

    static Epoch epoch(Generation generation) {
        return new Epoch(Epoch.FIRST_OF_TRAFFIC.number() + generation.number());
    }

    /** What protects the DTLS records of that side, in the epoch with these low bits. */
    Optional<RecordProtection> records(int epochBits, Role writer) {
        return Optional.ofNullable(byBits.get(epochBits))
                .map(generation ->
                        protections.computeIfAbsent(
                                "records " + writer + generation.number(),
                                _ ->
                                        RecordProtection.of(
                                                generation.suite(), generation.of(writer))));
    }

    /** What protects the DTLS chunks of that side. */
    Optional<RecordProtection> chunks(int epochBits, Role writer) {
        return Optional.ofNullable(byBits.get(epochBits))
                .map(generation ->
                        protections.computeIfAbsent(
                                "chunks " + writer + generation.number(),
                                _ -> chunks(generation, writer)));
    }

    private RecordProtection chunks(Generation generation, Role writer) {
        var keys =
                new ChunkKeys(
                        generation.suite(), generation.exporter(), terms.client(), terms.server());
        return RecordProtection.of(
                generation.suite(), keys.of(epoch(generation), writer, KeyUse.PRIMARY));
    }
}
