package dtlskeying.properties.decode;

import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.dtls13.SealedRecord;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens DTLS chunks by the exporter secrets of the DTLS associations that travelled in user
 * messages, and what INIT and INIT ACK offered before.
 */
final class ChunkOpener {
    private static final int RESTART = 1;
    private static final int RECORD_AT = 5;
    private static final int SEALED_AT = 8;
    private static final int NUMBER_LENGTH = 2;
    private static final int APPLICATION_DATA = 23;

    /** The first octet of the record, but for the bits of the epoch. */
    private static final int HEAD = 0x28;

    private static final long FIRST_EPOCH = 3;

    /** How far from the newest epoch that was opened another one is looked for, either way. */
    private static final int SPAN = 4;

    private final DtlsDecoder dtls;
    private final Map<SeenAssociation, Offers> offers = new HashMap<>();
    private final Map<Name, List<RecordKeys>> keys = new HashMap<>();
    private final Map<SeenAssociation, Long> newest = new HashMap<>();

    /** What either end offered before an association began. */
    private record Offers(List<Octets> client, List<Octets> server) {}

    private record Name(SeenAssociation association, long epoch, Role writer, KeyUse use) {}

    ChunkOpener(DtlsDecoder dtls) {
        this.dtls = dtls;
    }

    /** An association that is new has begun on the ground of these offers. */
    void begin(Map<InetSocketAddress, List<Octets>> parameters) {
        if (dtls.latest().isEmpty()) return;
        var association = dtls.latest().getFirst();
        if (offers.containsKey(association)) return;
        var client = parameters.getOrDefault(association.client(), List.of());
        var server =
                parameters.entrySet().stream()
                        .filter(each -> !each.getKey().equals(association.client()))
                        .flatMap(each -> each.getValue().stream());
        offers.put(association, new Offers(List.copyOf(client), server.toList()));
    }

    /** Opens what follows the header of a packet that begins with a DTLS chunk. */
    Opening open(Place place, Octets chunk) {
        int length = chunk.length() < SEALED_AT ? 0 : chunk.at(2) << 8 | chunk.at(3);
        if (length < SEALED_AT || length > chunk.length() || (chunk.at(RECORD_AT) & ~3) != HEAD)
            return new Opening.Closed("a DTLS chunk of another layout");
        var use = (chunk.at(1) & RESTART) != 0 ? KeyUse.RESTART : KeyUse.PRIMARY;
        int bits = chunk.at(RECORD_AT) & 3;
        var record =
                new SealedRecord(
                        bits,
                        NUMBER_LENGTH,
                        chunk.slice(RECORD_AT, SEALED_AT),
                        chunk.slice(SEALED_AT, length));
        var last = new Opening.Closed("no key management was seen before it");
        for (SeenAssociation association : dtls.latest()) {
            if (!offers.containsKey(association)) continue;
            long heard = newest.getOrDefault(association, FIRST_EPOCH);
            last = new Opening.Closed("no epoch near has these bits");
            for (long epoch = heard + SPAN; epoch >= Math.max(FIRST_EPOCH, heard - SPAN); epoch--) {
                if ((epoch & 3) != bits) continue;
                var name = new Name(association, epoch, association.role(place.from()), use);
                var opening = open(name, record);
                if (opening instanceof Opening.Opened) {
                    newest.merge(association, epoch, Math::max);
                    return opening;
                }
                if (epoch <= heard + 1) last = (Opening.Closed) opening;
            }
        }
        return last;
    }

    private Opening open(Name name, SealedRecord record) {
        var tried = keys.computeIfAbsent(name, this::candidates);
        if (tried.isEmpty()) {
            keys.remove(name);
            return new Opening.Closed(whyNoKeys(name));
        }
        Opening last = new Opening.Closed(RecordKeys.FORGED);
        for (RecordKeys each : tried) {
            var result = each.open(record);
            last = result.opening();
            if (!result.isOpen()) continue;
            if (tried.size() > 1) keys.put(name, List.of(each));
            return result.type() == APPLICATION_DATA
                    ? last
                    : new Opening.Closed("it opens, and holds no application data");
        }
        return last;
    }

    /** The keys of every exporter secret that may be meant, and of every pair of offers. */
    private List<RecordKeys> candidates(Name name) {
        var made = new ArrayList<RecordKeys>();
        var handshake = name.association().first();
        var suite = handshake.answer().flatMap(hello -> CipherSuite.find(hello.cipherSuite()));
        if (suite.isEmpty()) return made;
        var offered = offers.get(name.association());
        for (String label : labels(name.epoch()))
            for (Octets client : offered.client())
                for (Octets server : offered.server())
                    handshake
                            .secret(label)
                            .filter(it -> it.length() == suite.get().hash().length())
                            .map(it -> new ChunkKeys(suite.get(), it, client, server))
                            .ifPresent(it -> made.add(recordKeys(name, label, it)));
        return made;
    }

    private static RecordKeys recordKeys(Name name, String label, ChunkKeys keys) {
        var traffic = keys.of(new Epoch(name.epoch()), name.writer(), name.use());
        return new RecordKeys(label, name.epoch(), RecordProtection.of(keys.suite(), traffic));
    }

    private static List<String> labels(long epoch) {
        var labels = new ArrayList<String>();
        labels.add(KeyLog.EXPORTER + "_" + (epoch - FIRST_EPOCH));
        if (epoch == FIRST_EPOCH) labels.add(KeyLog.EXPORTER);
        return labels;
    }

    private String whyNoKeys(Name name) {
        var offered = offers.get(name.association());
        if (offered.client().isEmpty() || offered.server().isEmpty())
            return "the capture does not show what INIT and INIT ACK offered";
        var handshake = name.association().first();
        if (handshake.answer().isEmpty()) return handshake.whyClosed();
        return handshake.missing(labels(name.epoch()).getFirst());
    }
}
