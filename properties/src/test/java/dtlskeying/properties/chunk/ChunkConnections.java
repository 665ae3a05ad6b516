package dtlskeying.properties.chunk;

import static dtlskeying.spec.chunk.NegotiationSpec.Claim.DTLS_1_3_REPLACES_RFC_6083;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.EXTENSIONS_NEGOTIATE_THE_FEATURES;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.ONLY_SUITES_FIT_FOR_BOTH;

import dtlskeying.impl.chunk.UserMessages;
import dtlskeying.impl.chunk.UserMessages.Arrival;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.Flags;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.properties.Guard;
import dtlskeying.properties.network.InFlight;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Bugs in what the connection is that manages keys, each with the property that notices it. */
public final class ChunkConnections {
    static final String SUITES = "P44 SuiteIsInBothDtls13AndChunkSets";
    static final String VERSION = "an older hello gives no keys";
    static final String PPID = "what RFC 6083 carries is not the key management's";
    static final String FEATURES = "what both hellos offer binds both ends, and nothing else does";

    /** Each bug, with the property that notices it. */
    public static final List<Guard> GUARDS =
            List.of(
                    guard(
                            "short-tag",
                            "0x1305 is offered, too, which seals no DTLS chunk",
                            ONLY_SUITES_FIT_FOR_BOTH,
                            SUITES,
                            () -> ConnectionLaws.unfit(ChunkConnections::withTheShortTag)),
                    guard(
                            "operator-unasked",
                            "what DTLS has is offered, whatever protects the packets",
                            ONLY_SUITES_FIT_FOR_BOTH,
                            SUITES,
                            () -> ConnectionLaws.unfit((settings, _) -> codes(settings))),
                    guard(
                            "any-version",
                            "both ends take a hello for one of DTLS 1.3, whatever it names",
                            DTLS_1_3_REPLACES_RFC_6083,
                            VERSION,
                            () -> ConnectionLaws.outdated(ChunkConnections::takenForTheNewest)),
                    guard(
                            "ppid-47",
                            "messages with the PPID of RFC 6083 are taken for records",
                            DTLS_1_3_REPLACES_RFC_6083,
                            PPID,
                            () -> ConnectionLaws.mistaken(ChunkConnections::takingTheOldPpid)),
                    guard(
                            "offers-nothing",
                            "an end that wants extended key update does not offer it",
                            EXTENSIONS_NEGOTIATE_THE_FEATURES,
                            FEATURES,
                            () -> ConnectionLaws.unbound(ChunkConnections::withoutUpdates)),
                    guard(
                            "any-size",
                            "the size of the records that an end takes is kept to itself",
                            EXTENSIONS_NEGOTIATE_THE_FEATURES,
                            FEATURES,
                            () -> ConnectionLaws.unbound(ChunkConnections::withoutLimit)));

    private ChunkConnections() {}

    private static Guard guard(
            String bug,
            String story,
            Clause breaks,
            String killer,
            Supplier<Optional<String>> run) {
        return new Guard(bug, story, Set.of(breaks), killer, run);
    }

    /** The code points of the suites, best first. */
    static List<Integer> codes(ChunkSettings settings) {
        return settings.dtls().suites().stream().map(CipherSuite::code).toList();
    }

    private static List<Integer> withTheShortTag(
            ChunkSettings settings, List<CipherSuite> operator) {
        var more = new ArrayList<>(codes(settings.fitting(operator)));
        more.add(0x1305);
        return more;
    }

    private static InFlight takenForTheNewest(InFlight packet) {
        return ConnectionLaws.renamed(packet, ConnectionLaws.OLDER, ConnectionLaws.NEWEST);
    }

    private static Arrival takingTheOldPpid(UserMessage message) {
        return message.ppid() == ConnectionLaws.PPID_OF_RFC_6083
                ? new Arrival.OfDtls(message.bytes())
                : UserMessages.arrived(message);
    }

    private static ChunkSettings withoutUpdates(ChunkSettings settings) {
        var dtls = settings.dtls();
        return new ChunkSettings(
                settings.support(), dtls.withUpdates(ExtendedUpdates.OFF).withFlags(Flags.NONE));
    }

    private static ChunkSettings withoutLimit(ChunkSettings settings) {
        return new ChunkSettings(
                settings.support(), settings.dtls().withRecordSize(RecordsSpec.LONGEST));
    }
}
