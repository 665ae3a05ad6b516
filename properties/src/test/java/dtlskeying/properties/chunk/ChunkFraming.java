package dtlskeying.properties.chunk;

import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.DATA_BY_CHUNK_KEYS_BY_DTLS;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.DTLS_TRAVELS_AS_USER_MESSAGES;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.NO_DATA_IN_APPLICATION_RECORDS;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.OTHER_RECORDS_USE_DTLS_FRAMING;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.TWO_WAYS_IN_FOR_THE_ULP;

import dtlskeying.impl.chunk.UserMessages;
import dtlskeying.impl.chunk.UserMessages.Arrival;
import dtlskeying.impl.chunk.UserMessages.Content;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.properties.Guard;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/** §3: which messages are DTLS's, which the ULP's, and how both come through; and bugs in that. */
public final class ChunkFraming {
    private static final String TOLD_APART = "messages are told apart by PPID, stream and framing";
    private static final String ULP_WAITS =
            "the ULP waits for the keys, and leaves PPID 4242 alone";
    private static final String NOT_IN_RECORDS = "no data of the ULP comes out of a DTLS record";
    private static final String BOTH_WAYS = "what the ULP sends either way arrives, protected";

    private static final long DTLS = 4242;
    private static final long ULP = 51;

    private static final String PLAIN = "16fefd00000000000000010003010203";
    private static final String SEALED =
            "2f000100180102030405060708090a0b0c0d0e0f101112131415161718";
    private static final String UNBOUNDED = "2b000102030405060708090a0b0c0d0e0f10111213";

    /** What somebody says, and whom it must be for. */
    private static final Map<UserMessage, Class<? extends Arrival>> SAID =
            Map.ofEntries(
                    said(0, DTLS, PLAIN, Arrival.OfDtls.class),
                    said(0, DTLS, SEALED, Arrival.OfDtls.class),
                    said(0, DTLS, UNBOUNDED, Arrival.OfDtls.class),
                    said(0, DTLS, PLAIN + PLAIN, Arrival.Refused.class),
                    said(0, DTLS, SEALED + SEALED, Arrival.Refused.class),
                    said(0, DTLS, PLAIN + UNBOUNDED, Arrival.Refused.class),
                    said(0, DTLS, PLAIN + "00", Arrival.Refused.class),
                    said(0, DTLS, PLAIN.substring(2), Arrival.Refused.class),
                    said(0, DTLS, PLAIN.substring(0, 20), Arrival.Refused.class),
                    said(1, DTLS, PLAIN, Arrival.Refused.class),
                    said(7, DTLS, SEALED, Arrival.Refused.class),
                    said(0, ULP, PLAIN, Arrival.OfUlp.class),
                    said(1, ULP, "00", Arrival.OfUlp.class),
                    said(1, 0, SEALED, Arrival.OfUlp.class));

    /** Each bug, with the property that notices it. */
    public static final List<Guard> GUARDS =
            List.of(
                    arrival(
                            "packed-records",
                            "a message may hold several records, as a datagram does",
                            OTHER_RECORDS_USE_DTLS_FRAMING,
                            ChunkFraming::takingManyRecords),
                    arrival(
                            "any-stream",
                            "records are taken from any stream",
                            DTLS_TRAVELS_AS_USER_MESSAGES,
                            ChunkFraming::takingAnyStream),
                    arrival(
                            "by-first-octet",
                            "DTLS is told by its first octet, as under SRTP, and not by PPID",
                            DTLS_TRAVELS_AS_USER_MESSAGES,
                            ChunkFraming::byFirstOctet),
                    new Guard(
                            "early-data",
                            "the ULP may send as soon as SCTP is up",
                            Set.of(DATA_BY_CHUNK_KEYS_BY_DTLS),
                            ULP_WAITS,
                            () ->
                                    sendingBroken(
                                            (message, _) -> UserMessages.against(message, true))),
                    new Guard(
                            "shared-ppid",
                            "the ULP may use PPID 4242, too",
                            Set.of(DTLS_TRAVELS_AS_USER_MESSAGES),
                            ULP_WAITS,
                            () ->
                                    sendingBroken((_, isOpen) ->
                                            isOpen ? Clause.UNSTATED : DATA_BY_CHUNK_KEYS_BY_DTLS)),
                    new Guard(
                            "data-in-records",
                            "any data in DTLS records is taken, whatever it is",
                            Set.of(NO_DATA_IN_APPLICATION_RECORDS),
                            NOT_IN_RECORDS,
                            () -> recordsBroken(ChunkFraming::taken)),
                    new Guard(
                            "endpoint-only",
                            "what the ULP sends on SCTP itself is lost while there are no keys",
                            Set.of(TWO_WAYS_IN_FOR_THE_ULP),
                            BOTH_WAYS,
                            () ->
                                    waysBroken((end, message) ->
                                            end.isProtected() && end.association().send(message))));

    private ChunkFraming() {}

    private static Map.Entry<UserMessage, Class<? extends Arrival>> said(
            int stream, long ppid, String hex, Class<? extends Arrival> whose) {
        return Map.entry(new UserMessage(stream, ppid, Octets.hex(hex)), whose);
    }

    private static Guard arrival(
            String bug, String story, Clause breaks, Function<UserMessage, Arrival> sick) {
        return new Guard(bug, story, Set.of(breaks), TOLD_APART, () -> arrivalsBroken(sick));
    }

    /** The first message that is taken for another's. */
    static Optional<String> arrivalsBroken(Function<UserMessage, Arrival> code) {
        return SAID.entrySet().stream()
                .filter(each -> !each.getValue().isInstance(code.apply(each.getKey())))
                .map(each -> each.getKey() + " -> " + code.apply(each.getKey()))
                .findFirst();
    }

    /** The first message that the ULP may send and must not, or the other way round. */
    static Optional<String> sendingBroken(BiFunction<UserMessage, Boolean, Clause> code) {
        for (UserMessage message : SAID.keySet())
            for (boolean isOpen : new boolean[] {false, true}) {
                boolean isFree = isOpen && message.ppid() != DTLS;
                boolean isLet = code.apply(message, isOpen) == Clause.UNSTATED;
                if (isFree != isLet) return Optional.of(message + ", open: " + isOpen);
            }
        return Optional.empty();
    }

    /** Data of a DTLS record that is not refused. */
    static Optional<String> recordsBroken(Function<Octets, Content> code) {
        return Stream.of("", "00", "01", "70696e67")
                .map(Octets::hex)
                .filter(data -> !(code.apply(data) instanceof Content.Refused))
                .map(data -> data + " -> " + code.apply(data))
                .findFirst();
    }

    /** How a message that was sent on SCTP itself does not arrive as one sent by the endpoint. */
    static Optional<String> waysBroken(BiPredicate<ChunkEndpoint, UserMessage> directly) {
        var ends = ChunkEnds.of(ChunkEnds.ALICE, ChunkEnds.BOB, 11, Fates.ideal());
        ends.pair.connect(Role.CLIENT);
        while (!ends.has(Role.CLIENT, ChunkEvent.Associated.class)) ends.step();
        directly.test(ends.pair.end(Role.CLIENT), Wiretap.message(0));
        ends.run(30_000);
        ends.pair.send(Role.CLIENT, Wiretap.message(1));
        ends.pass(ends.pair.now() + 10_000);
        var numbers = Wiretap.numbers(ends.of(Role.SERVER, ChunkEvent.Received.class));
        if (!numbers.equals(List.of(0, 1)))
            return Optional.of("only " + numbers + " arrived" + ends);
        return Wiretap.inTheOpen(ends).stream().findFirst();
    }

    private static Arrival takingManyRecords(UserMessage message) {
        var healthy = UserMessages.arrived(message);
        return healthy.equals(new Arrival.Refused(OTHER_RECORDS_USE_DTLS_FRAMING))
                ? new Arrival.OfDtls(message.bytes())
                : healthy;
    }

    private static Arrival takingAnyStream(UserMessage message) {
        return UserMessages.arrived(new UserMessage(0, message.ppid(), message.bytes()));
    }

    private static Arrival byFirstOctet(UserMessage message) {
        int first = message.bytes().at(0);
        return first >= 20 && first <= 63
                ? new Arrival.OfDtls(message.bytes())
                : new Arrival.OfUlp(message);
    }

    private static Content taken(Octets data) {
        return new Content.OfReauthentication(data);
    }
}
