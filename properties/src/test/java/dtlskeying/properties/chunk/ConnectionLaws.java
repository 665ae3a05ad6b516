package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.UserMessages.Arrival;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.model.chunk.ChunkConnectionModel;
import dtlskeying.model.chunk.ChunkConnectionModel.Renewal;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.InFlight;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What holds of the connection that manages keys: P44, its version, and what its hellos agree. */
final class ConnectionLaws {
    static final long PPID_OF_RFC_6083 = 47;
    static final String NEWEST = "fefc";
    static final String OLDER = "fefd";

    private static final long LATEST = 60_000;

    /** What stands before the version in supported_versions of the client, and of the server. */
    private static final List<String> BEFORE_A_VERSION = List.of("002b000302", "002b0002");

    private static final int RECORD_SIZE = 256;

    /** The header of the record and of the message. */
    private static final int BEFORE_THE_HELLO = 13 + 12;

    /** Header, number, length and tag of a record that is protected. */
    private static final int AROUND_CONTENT = 5 + 16;

    private ConnectionLaws() {}

    /** Suites that are offered and do not fit both, or the other way round. */
    static Optional<String> unfit(
            BiFunction<ChunkSettings, List<CipherSuite>, List<Integer>> code) {
        for (var own : choices())
            for (var operator : choices()) {
                var wanted = ChunkConnectionModel.offered(codes(own), codes(operator));
                if (wanted.isEmpty()) continue;
                var settings = with(ChunkEnds.ALICE, own);
                var offered = code.apply(settings, operator);
                if (!offered.equals(wanted))
                    return Optional.of(own + " above " + operator + ": " + offered);
            }
        return Optional.empty();
    }

    /** A hello on the wire that offers other suites than the settings have. */
    static Optional<String> misoffered() {
        for (var own : choices()) {
            var ends = open(with(ChunkEnds.ALICE, own), with(ChunkEnds.BOB, own), it -> it);
            var offered = hello(ends).cipherSuites();
            if (!offered.equals(codes(own)) || !isProtected(ends))
                return Optional.of(own + ": " + offered + ends);
        }
        return Optional.empty();
    }

    /** A suite without a place in the chunk that an end accepts. */
    static Optional<String> acceptedUnfit() {
        var first = List.of(CipherSuite.TLS_AES_128_GCM_SHA256);
        var ends =
                open(
                        with(ChunkEnds.ALICE, first),
                        with(ChunkEnds.BOB, first),
                        packet -> Wiretap.replaced(packet, "000213010100", "000213050100"));
        return ends.has(Role.CLIENT, ChunkEvent.Keyed.class)
                        || ends.has(Role.SERVER, ChunkEvent.Keyed.class)
                ? Optional.of("0x1305 has given keys" + ends)
                : Optional.empty();
    }

    /** Keys that come of a hello of another version, as an end reads it. */
    static Optional<String> outdated(UnaryOperator<InFlight> reading) {
        for (String before : BEFORE_A_VERSION) {
            var ends =
                    open(
                            ChunkEnds.ALICE,
                            ChunkEnds.BOB,
                            packet ->
                                    reading.apply(
                                            Wiretap.replaced(
                                                    packet, before + NEWEST, before + OLDER)));
            boolean goesOn = ChunkConnectionModel.goesOn(Integer.parseInt(OLDER, 16));
            if (isProtected(ends) != goesOn) return Optional.of(before + OLDER + ends);
        }
        return Optional.empty();
    }

    /** The hello with another version in it. */
    static InFlight renamed(InFlight packet, String from, String to) {
        InFlight changed = packet;
        for (String before : BEFORE_A_VERSION)
            changed = Wiretap.replaced(changed, before + from, before + to);
        return changed;
    }

    /** A message that is taken for the key management's and is not, or the other way round. */
    static Optional<String> mistaken(Function<UserMessage, Arrival> code) {
        Octets record = Octets.hex("16fefd00000000000000010003010203");
        for (long ppid : new long[] {0, PPID_OF_RFC_6083, 51, 4241, 4242, 4243}) {
            var arrival = code.apply(new UserMessage(0, ppid, record));
            boolean isTaken = arrival instanceof Arrival.OfDtls;
            if (isTaken != ChunkConnectionModel.isKeyManagement(ppid))
                return Optional.of("PPID " + ppid + " -> " + arrival);
        }
        return Optional.empty();
    }

    /** Two ends that are not bound as their wishes say. */
    static Optional<String> unbound(UnaryOperator<ChunkSettings> code) {
        for (boolean one : new boolean[] {false, true})
            for (boolean other : new boolean[] {false, true}) {
                var ends =
                        open(
                                code.apply(wishing(ChunkEnds.ALICE, one)),
                                code.apply(wishing(ChunkEnds.BOB, other)),
                                it -> it);
                var wanted = ChunkConnectionModel.renewal(one, other);
                if (renewal(ends) != wanted) return Optional.of(wanted + " did not come" + ends);
                if (longest(ends) > RECORD_SIZE + AROUND_CONTENT)
                    return Optional.of("a record of " + longest(ends) + " bytes");
            }
        return Optional.empty();
    }

    private static Renewal renewal(ChunkEnds ends) {
        if (!isProtected(ends)) return Renewal.NO_ASSOCIATION;
        int before = ends.of(Role.CLIENT, ChunkEvent.Keyed.class).size();
        ends.pair.renewKeys(Role.CLIENT);
        ends.pass(ends.pair.now() + LATEST);
        int after = ends.of(Role.CLIENT, ChunkEvent.Keyed.class).size();
        return after > before ? Renewal.AGREED : Renewal.WITHOUT;
    }

    private static ChunkSettings wishing(ChunkSettings settings, boolean isWanted) {
        var updates = isWanted ? ExtendedUpdates.ON : ExtendedUpdates.OFF;
        return new ChunkSettings(
                settings.support(),
                settings.dtls().withRecordSize(RECORD_SIZE).withUpdates(updates));
    }

    /** The bytes of the longest record that is protected. */
    private static int longest(ChunkEnds ends) {
        int longest = 0;
        for (Role end : Role.values())
            for (Octets record : records(ends, end))
                if (record.at(0) >> 5 == 1) longest = Math.max(longest, record.length());
        return longest;
    }

    private static List<Octets> records(ChunkEnds ends, Role end) {
        var records = new ArrayList<Octets>();
        for (var step : ends.of(end, ChunkEvent.Stepped.class))
            for (var effect : step.effects())
                if (effect instanceof Effect.Send(var record)) records.add(record);
        return records;
    }

    private static ClientHello hello(ChunkEnds ends) {
        for (Role end : Role.values()) {
            var records = records(ends, end);
            if (records.isEmpty() || records.getFirst().at(13) != 1) continue;
            Octets record = records.getFirst();
            Octets body = record.slice(BEFORE_THE_HELLO, record.length());
            if (ClientHello.decode(body) instanceof Decoded.Value<ClientHello>(var hello)
                    && hello.extensions().has(ExtensionType.SUPPORTED_VERSIONS)) return hello;
        }
        throw new AssertionError("no hello: " + ends);
    }

    /** Groups whose hello fits into one packet, so that somebody on the path can change it. */
    private static ChunkEnds open(
            ChunkSettings opening, ChunkSettings waiting, UnaryOperator<InFlight> onPath) {
        var ends = ChunkEnds.of(small(opening), small(waiting), 5, Fates.ideal());
        ends.pair.onPath(onPath);
        ends.open(LATEST);
        return ends.pass(ends.pair.now() + 1_000);
    }

    private static ChunkSettings small(ChunkSettings settings) {
        return new ChunkSettings(
                settings.support(), settings.dtls().withGroups(KeyShareGroup.X25519));
    }

    private static boolean isProtected(ChunkEnds ends) {
        for (Role end : Role.values())
            if (!ends.pair.end(end).isProtected() || ends.isOver()) return false;
        return true;
    }

    private static ChunkSettings with(ChunkSettings settings, List<CipherSuite> suites) {
        return new ChunkSettings(
                settings.support(), settings.dtls().withSuites(suites.toArray(CipherSuite[]::new)));
    }

    private static List<Integer> codes(List<CipherSuite> suites) {
        return suites.stream().map(CipherSuite::code).toList();
    }

    /** Every choice of suites, and each in both orders. */
    private static List<List<CipherSuite>> choices() {
        var all = List.of(CipherSuite.values());
        var choices = new ArrayList<List<CipherSuite>>();
        for (int bits = 1; bits < 1 << all.size(); bits++) {
            int chosen = bits;
            var some =
                    IntStream.range(0, all.size())
                            .filter(i -> (chosen >> i & 1) == 1)
                            .mapToObj(all::get)
                            .toList();
            choices.add(some);
            choices.add(some.reversed());
        }
        return choices;
    }
}
