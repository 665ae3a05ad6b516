package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toBoth;
import static dtlskeying.properties.probe.ProbeCase.toClient;

import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;

/** DTLS chunk §4.1, §5.1: what both ends offer in INIT and INIT ACK, and what comes of it. */
final class ChunkOfferCases {
    /** Where the tie breaker begins in the parameter, and where it ends. */
    private static final int TIE_BREAKER = 4;

    private static final int ROLES = 8;
    private static final int BOTH_ROLES = 3;

    /** Past all but a sixteenth of the tie breakers. */
    private static final int HIGH = 0xf0;

    private static final int LOW = 0x10;

    private ChunkOfferCases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(offers());
        cases.addAll(tieBreakers());
        cases.add(
                toBoth(
                        "offer-changed-on-the-way",
                        "sctp-dtls-chunk/6/b",
                        "has its offer changed by somebody on the way",
                        "nothing is ever under common keys",
                        ChunkOfferCases::changed));
        return cases;
    }

    private static List<ProbeCase> offers() {
        String good = "8006000a1234567807" + "01";
        return List.of(
                offer("no-offer", "sctp-dtls-chunk/5.1/a", "no DTLS Key Management parameter"),
                offer(
                        "no-common-method",
                        "sctp-dtls-chunk/5.1/b",
                        "methods that nobody has",
                        "8006000b1234567807" + "eeef"),
                offer(
                        "no-method",
                        "sctp-dtls-chunk/4.1/c",
                        "no method at all",
                        "80060009" + "1234567807"),
                offer(
                        "no-role",
                        "sctp-dtls-chunk/4.1/c",
                        "to be neither client nor server",
                        "8006000a12345678" + "0001"),
                offer("two-offers", "sctp-dtls-chunk/4.1/c", "two parameters", good, good),
                offer(
                        "offer-cut-short",
                        "sctp-dtls-chunk/4.1/c",
                        "a parameter of six bytes",
                        "800600061234"));
    }

    private static ProbeCase offer(String id, String clause, String what, String... parameters) {
        return toBoth(
                id,
                clause,
                "offers " + what + " in its INIT or INIT ACK",
                "there is no association, and an ABORT says so",
                stage -> {
                    var player = stage.chunk();
                    player.saying(
                            player.ownInit(),
                            packet -> List.of(ChunkPackets.offering(packet, parameters)));
                    return ChunkPlays.refused(player, stage, "an offer of " + what);
                });
    }

    private static List<ProbeCase> tieBreakers() {
        return List.of(
                toBoth(
                        "tie-breaker-is-new",
                        "sctp-dtls-chunk/4.1/b",
                        "has two associations",
                        "the peer's tie breakers in them differ",
                        ChunkOfferCases::tieBreakerIsNew),
                toBoth(
                        "larger-tie-breaker",
                        "sctp-dtls-chunk/5.1/f",
                        "has the larger tie breaker",
                        "the peer is the client of the key management, and all is protected",
                        stage -> decided(stage, ChunkOfferCases::isLarger)),
                toBoth(
                        "smaller-tie-breaker",
                        "sctp-dtls-chunk/5.1/f",
                        "has the smaller tie breaker",
                        "the peer is the server of the key management, and all is protected",
                        stage -> decided(stage, ChunkOfferCases::isSmaller)),
                toClient(
                        "equal-tie-breakers",
                        "sctp-dtls-chunk/5.1/g",
                        "answers an INIT with its own tie breaker",
                        "there is no association, and an ABORT says so",
                        ChunkOfferCases::equal));
    }

    private static Finding tieBreakerIsNew(Stage stage) {
        Octets first = offered(stage);
        Octets second = offered(stage);
        if (first.length() <= ROLES || second.length() <= ROLES)
            return new Finding.Unmet("the peer offers nothing");
        return tieBreaker(first).equals(tieBreaker(second))
                ? new Finding.Broken("both are " + tieBreaker(first))
                : new Finding.Kept("they are " + tieBreaker(first) + ", " + tieBreaker(second));
    }

    /** What the peer offers in an association that does not get further. */
    private static Octets offered(Stage stage) {
        var player = stage.chunk();
        player.saying(packet ->
                ChunkPackets.type(packet) == ChunkPackets.INIT ? List.of(packet) : List.of());
        player.begin();
        player.until(() -> player.hasHeard(player.theirInit()), stage.patience());
        return player.offer();
    }

    private static Octets tieBreaker(Octets offer) {
        return offer.slice(TIE_BREAKER, ROLES);
    }

    private static boolean isLarger(Octets own, Octets theirs) {
        return theirs.length() <= ROLES
                ? own.at(TIE_BREAKER) >= HIGH
                : tieBreaker(own).toHex().compareTo(tieBreaker(theirs).toHex()) > 0;
    }

    private static boolean isSmaller(Octets own, Octets theirs) {
        return theirs.length() <= ROLES
                ? own.at(TIE_BREAKER) < LOW
                : tieBreaker(own).toHex().compareTo(tieBreaker(theirs).toHex()) < 0;
    }

    private static Finding decided(Stage stage, ChunkPlayer.Offer wanted) {
        var player = stage.chunk().offering(wanted);
        var finding = ChunkPlays.undisturbed(player, stage, _ -> {}, "the roles are settled");
        if (!player.offer().isEmpty() && !canBeBoth(player.offer()))
            return new Finding.Unmet("the peer can be one end alone");
        return finding;
    }

    private static boolean canBeBoth(Octets offer) {
        return offer.length() > ROLES && (offer.at(ROLES) & BOTH_ROLES) == BOTH_ROLES;
    }

    private static Finding equal(Stage stage) {
        var player = stage.chunk();
        player.saying(
                ChunkPackets.INIT_ACK,
                packet -> List.of(ChunkPackets.offering(packet, player.offer().toHex())));
        var finding = ChunkPlays.refused(player, stage, "equal tie breakers");
        return player.offer().isEmpty() || canBeBoth(player.offer())
                ? finding
                : new Finding.Unmet("the client can be one end alone");
    }

    /** The last bit of the tie breaker decides nothing, but enters the keys. */
    private static Finding changed(Stage stage) {
        var player = stage.chunk();
        player.saying(
                player.ownInit(),
                packet ->
                        List.of(
                                ChunkPackets.offering(
                                        packet, turned(ChunkPackets.parameter(packet)).toHex())));
        player.begin();
        player.until(() -> player.isSettled() || player.isDown(), stage.patience());
        if (player.isSettled() && ChunkPlays.delivers(player, stage))
            return new Finding.Broken("both ends have the same keys all the same");
        return player.hasHeard(player.theirInit())
                ? new Finding.Kept("no message is delivered")
                : new Finding.Silence("the peer says nothing at all");
    }

    private static Octets turned(Octets parameter) {
        byte[] bytes = parameter.toArray();
        bytes[ROLES - 1] ^= 1;
        return Octets.of(bytes);
    }
}
