package dtlskeying.properties.decode;

import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.properties.decode.ChunkSeal.Slip;
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
    private final Map<Name, List<Candidate>> keys = new HashMap<>();
    private final Map<SeenAssociation, Long> newest = new HashMap<>();

    /** What either end offered before an association began. */
    private record Offers(List<Octets> client, List<Octets> server) {}

    private record Name(
            SeenAssociation association, long epoch, Role writer, KeyUse use, Slip slip) {}

    /** Keys that may be meant, and whose they are. */
    private record Candidate(ChunkSeal seal, RecordKeys keys) {}

    /** What came of a chunk. */
    record Result(Opening opening, ChunkSeal seal) {
        private static Result closed(String reason) {
            return new Result(new Opening.Closed(reason), ChunkSeal.NONE);
        }

        boolean isOpen() {
            return opening instanceof Opening.Opened;
        }
    }

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

    /**
     * Opens what follows the header of a packet that begins with a DTLS chunk. One that the right
     * keys do not open is tried as one that its sender got wrong.
     */
    Result open(Place place, Octets chunk) {
        int length = chunk.length() < SEALED_AT ? 0 : chunk.at(2) << 8 | chunk.at(3);
        if (length < SEALED_AT || length > chunk.length() || (chunk.at(RECORD_AT) & ~3) != HEAD)
            return Result.closed("a DTLS chunk of another layout");
        var use = (chunk.at(1) & RESTART) != 0 ? KeyUse.RESTART : KeyUse.PRIMARY;
        var record =
                new SealedRecord(
                        chunk.at(RECORD_AT) & 3,
                        NUMBER_LENGTH,
                        chunk.slice(RECORD_AT, SEALED_AT),
                        chunk.slice(SEALED_AT, length));
        var result = open(place, record, use, Slip.NONE, SPAN);
        for (Slip slip : Slip.values()) {
            if (slip == Slip.NONE || result.isOpen()) continue;
            var odd = open(place, record, use, slip, 1);
            if (odd.isOpen()) result = odd;
        }
        return result;
    }

    private Result open(Place place, SealedRecord record, KeyUse use, Slip slip, int span) {
        var last = Result.closed("no key management was seen before it");
        for (SeenAssociation association : dtls.latest()) {
            if (!offers.containsKey(association)) continue;
            long heard = newest.getOrDefault(association, FIRST_EPOCH);
            last = Result.closed("no epoch near has these bits");
            for (long epoch = heard + span; epoch >= Math.max(FIRST_EPOCH, heard - span); epoch--) {
                if ((epoch & 3) != record.epochBits()) continue;
                var role = association.role(place.from());
                var result = open(new Name(association, epoch, role, use, slip), record);
                if (result.isOpen()) {
                    newest.merge(association, epoch, Math::max);
                    return result;
                }
                if (epoch <= heard + 1) last = result;
            }
        }
        return last;
    }

    private Result open(Name name, SealedRecord record) {
        var tried = keys.computeIfAbsent(name, this::candidates);
        if (tried.isEmpty()) {
            keys.remove(name);
            return Result.closed(whyNoKeys(name));
        }
        var last = Result.closed(RecordKeys.FORGED);
        for (Candidate each : tried) {
            var result = each.keys().open(record);
            last = new Result(result.opening(), each.seal());
            if (!result.isOpen()) continue;
            if (tried.size() > 1) keys.put(name, List.of(each));
            return result.type() == APPLICATION_DATA
                    ? last
                    : Result.closed("it opens, and holds no application data");
        }
        return last;
    }

    /** The keys of every exporter secret that may be meant, and of every pair of offers. */
    private List<Candidate> candidates(Name name) {
        var made = new ArrayList<Candidate>();
        var handshake = name.association().first();
        var suite = handshake.answer().flatMap(hello -> CipherSuite.find(hello.cipherSuite()));
        if (suite.isEmpty()) return made;
        var offered = offers.get(name.association());
        for (String label : labels(name))
            for (Octets client : offered.client())
                for (Octets server : offered.server())
                    handshake
                            .secret(label)
                            .filter(it -> it.length() == suite.get().hash().length())
                            .map(it -> candidate(name, label, suite.get(), it, client, server))
                            .ifPresent(made::add);
        return made;
    }

    private static Candidate candidate(
            Name name,
            String label,
            CipherSuite suite,
            Secret secret,
            Octets client,
            Octets server) {
        boolean isSwapped = name.slip() == Slip.PARAMETERS_SWAPPED;
        var keys =
                new ChunkKeys(
                        suite, secret, isSwapped ? server : client, isSwapped ? client : server);
        var writer = name.slip() == Slip.OTHER_END ? name.writer().peer() : name.writer();
        var use = name.slip() == Slip.OTHER_USE ? other(name.use()) : name.use();
        var traffic = keys.of(new Epoch(name.epoch()), writer, use);
        return new Candidate(
                new ChunkSeal(
                        name.association().number(),
                        name.writer(),
                        name.use(),
                        client,
                        server,
                        name.slip()),
                new RecordKeys(label, name.epoch(), RecordProtection.of(suite, traffic)));
    }

    private static KeyUse other(KeyUse use) {
        return switch (use) {
            case PRIMARY -> KeyUse.RESTART;
            case RESTART -> KeyUse.PRIMARY;
        };
    }

    /** What the key log calls the secrets that may be meant. */
    private static List<String> labels(Name name) {
        long number = name.epoch() - FIRST_EPOCH;
        if (name.slip() == Slip.OTHER_SECRET)
            return List.of(
                    KeyLog.EXPORTER + "_" + (number + 1),
                    KeyLog.EXPORTER + "_" + Math.max(0, number - 1));
        var labels = new ArrayList<String>();
        labels.add(KeyLog.EXPORTER + "_" + number);
        if (number == 0) labels.add(KeyLog.EXPORTER);
        return labels;
    }

    private String whyNoKeys(Name name) {
        var offered = offers.get(name.association());
        if (offered.client().isEmpty() || offered.server().isEmpty())
            return "the capture does not show what INIT and INIT ACK offered";
        var handshake = name.association().first();
        if (handshake.answer().isEmpty()) return handshake.whyClosed();
        return handshake.missing(labels(name).getFirst());
    }
}
