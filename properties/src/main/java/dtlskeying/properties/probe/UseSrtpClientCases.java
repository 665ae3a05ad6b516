package dtlskeying.properties.probe;

import static dtlskeying.impl.dtls.message.ExtensionType.USE_SRTP;
import static dtlskeying.properties.probe.ProbeCase.toClient;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** §4.1.1, §4.1.3: what a client says in use_srtp, and what it makes of the server's answer. */
final class UseSrtpClientCases {
    private static final int UNKNOWN_EXTENSION = 0xfafa;

    private UseSrtpClientCases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(own());
        cases.addAll(answers());
        cases.addAll(unreadable(UseSrtpClientCases::unreadable));
        return cases;
    }

    private static List<ProbeCase> own() {
        return List.of(
                toClient(
                        "offer-is-readable",
                        "dtls-srtp/4.1.1/a",
                        "lets the client say hello",
                        "its use_srtp lists profiles, and an MKI of 0 to 255 bytes",
                        stage -> offerIsReadable(stage.older(Stage.ANY_PROFILE), stage)),
                toClient(
                        "good-answer",
                        "dtls-srtp/4.1/b",
                        "answers with the first profile that it knows, and the MKI",
                        "the handshake is complete",
                        stage ->
                                Answers.undisturbed(
                                        stage.older(Stage.ANY_PROFILE), stage, "nothing at all")),
                toClient(
                        "answer-left-out",
                        "dtls-srtp/4.1/b",
                        "does not answer use_srtp",
                        "the client goes on without SRTP, or refuses",
                        UseSrtpClientCases::answerLeftOut),
                toClient(
                        "certificate-shown",
                        "dtls-srtp/4.1/c",
                        "asks for a certificate",
                        "the client shows one",
                        UseSrtpClientCases::certificateShown));
    }

    /** The first thing that the client says has a good use_srtp. */
    static Finding offerIsReadable(Player player, Stage stage) {
        if (!player.until(player::hasHeard, stage.patience()))
            return new Finding.Silence("no hello came");
        var extension = extension(player);
        if (extension.isEmpty()) return new Finding.Unmet("the client does not offer SRTP");
        return switch (UseSrtpData.decode(extension.get())) {
            case UseSrtpData.Decoded.Readable(var data) ->
                    new Finding.Kept(
                            "it offers %d profiles, MKI %s"
                                    .formatted(data.profiles().size(), data.mki()));
            case UseSrtpData.Decoded.Unreadable(var flaw) -> new Finding.Broken(flaw.text());
        };
    }

    private static Finding answerLeftOut(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE).saying(without(USE_SRTP));
        player.until(() -> player.isRefused() || hasGoneOn(player), stage.patience());
        if (extension(player).isEmpty()) return new Finding.Unmet("the client offers no SRTP");
        if (player.isRefused()) return new Finding.Kept("the client sends " + alertOf(player));
        return hasGoneOn(player)
                ? new Finding.Kept("the client goes on")
                : new Finding.Silence("the client neither goes on nor says why not");
    }

    private static Finding certificateShown(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE);
        player.until(() -> player.isRefused() || hasGoneOn(player), stage.patience());
        if (!hasGoneOn(player)) return Answers.incomplete(player);
        return player.heard()
                        .message(Answers.CERTIFICATE)
                        .filter(body -> body.length() > 3)
                        .isPresent()
                ? new Finding.Kept("the client shows a certificate")
                : new Finding.Broken("the client shows no certificate");
    }

    private static List<ProbeCase> answers() {
        return List.of(
                otherProfile(
                        "profile-not-offered",
                        "dtls-srtp/4.1.1/c",
                        "a profile that was not offered",
                        UseSrtpClientCases::withForeignProfile),
                otherProfile(
                        "two-profiles",
                        "dtls-srtp/4.1.1/b",
                        "two profiles",
                        UseSrtpClientCases::withTwoProfiles),
                answer(
                        "foreign-mki",
                        "dtls-srtp/4.1.3/f",
                        "an MKI that was not offered",
                        UseSrtpClientCases::withForeignMki),
                toClient(
                        "foreign-mki-alert",
                        "dtls-srtp/4.1.3/g",
                        "answers with an MKI that was not offered",
                        "the client sends illegal_parameter",
                        UseSrtpClientCases::foreignMkiAlert),
                toClient(
                        "extension-not-offered",
                        "rfc5246/7.4.1.4/a",
                        "answers with an extension that nobody has offered",
                        "the client refuses",
                        stage ->
                                refused(
                                        stage,
                                        _ -> with(new Extension(UNKNOWN_EXTENSION, Octets.EMPTY)),
                                        "an extension that it did not offer")));
    }

    static UseSrtpData withForeignProfile(UseSrtpData offer) {
        return new UseSrtpData(List.of(foreign(offer)), Mki.NONE);
    }

    static UseSrtpData withTwoProfiles(UseSrtpData offer) {
        var profiles = List.of(offer.profiles().getFirst(), offer.profiles().getLast());
        return new UseSrtpData(profiles, Mki.NONE);
    }

    static UseSrtpData withForeignMki(UseSrtpData offer) {
        Mki other =
                offer.mki().isNone()
                        ? Mki.hex("ee")
                        : new Mki(Records12.damaged(offer.mki().value()));
        return new UseSrtpData(List.of(known(offer)), other);
    }

    private static Finding foreignMkiAlert(Stage stage) {
        var player = answering(stage, UseSrtpClientCases::withForeignMki);
        player.until(() -> player.isRefused() || hasGoneOn(player), stage.patience());
        if (extension(player).isEmpty()) return new Finding.Unmet("the client offers no SRTP");
        if (hasGoneOn(player)) return new Finding.Unmet("the client does not abort at all");
        if (!player.isRefused()) return new Finding.Silence("no alert came");
        return player.alert().getAsInt() == Alert.ILLEGAL_PARAMETER.code()
                ? new Finding.Kept("the client sends illegal_parameter")
                : new Finding.Broken("the client sends " + alertOf(player));
    }

    /** A case about one use_srtp that cannot be read. */
    interface AboutUnreadable {
        ProbeCase of(String id, String what, Octets data);
    }

    /** A case about each kind of use_srtp that cannot be read. */
    static List<ProbeCase> unreadable(AboutUnreadable about) {
        return List.of(
                about.of("odd-length", "a list of three bytes", Octets.hex("000300010000")),
                about.of("empty-list", "an empty list", Octets.hex("000000")),
                about.of("no-mki-length", "nothing behind the list", Octets.hex("00020001")),
                about.of(
                        "mki-too-long",
                        "an MKI that ends before its length",
                        Octets.hex("0002000105aa")),
                about.of("trailing-byte", "a byte behind the MKI", Octets.hex("000200010000")));
    }

    private static ProbeCase unreadable(String id, String what, Octets data) {
        var extension = new Extension(USE_SRTP, data);
        return toClient(
                "answer-" + id,
                "rfc5246/7.2.2/a",
                "answers with a use_srtp with " + what,
                "the client refuses",
                stage -> refused(stage, _ -> with(extension), "a use_srtp with " + what));
    }

    /**
     * The document binds the server alone: a client that goes on may do so without SRTP, and who
     * watches cannot tell.
     */
    private static ProbeCase otherProfile(
            String id, String clause, String what, UnaryOperator<UseSrtpData> answer) {
        return toClient(
                id,
                clause,
                "answers with " + what,
                "the client aborts, or goes on without SRTP",
                stage -> {
                    var finding =
                            refused(
                                    stage,
                                    player -> datagram -> rewriting(player, answer).apply(datagram),
                                    what);
                    return orGoingOn(finding);
                });
    }

    /** Going on is no fault that can be seen. */
    static Finding orGoingOn(Finding finding) {
        return switch (finding) {
            case Finding.Broken _ ->
                    new Finding.Unclear("the client goes on; whether without SRTP cannot be seen");
            case Finding.Mute _ ->
                    new Finding.Unclear("the client ends without an alert; nothing is asked of it");
            case Finding.Kept _, Finding.Silence _, Finding.Unmet _, Finding.Unclear _ -> finding;
        };
    }

    private static ProbeCase answer(
            String id, String clause, String what, UnaryOperator<UseSrtpData> answer) {
        return toClient(
                id,
                clause,
                "answers with " + what,
                "the client aborts",
                stage ->
                        refused(
                                stage,
                                player -> datagram -> rewriting(player, answer).apply(datagram),
                                what));
    }

    /** A server whose answer is made from what the client offers, once that is known. */
    private static Player answering(Stage stage, UnaryOperator<UseSrtpData> answer) {
        var player = stage.older(Stage.ANY_PROFILE);
        return player.saying(datagram -> rewriting(player, answer).apply(datagram));
    }

    private static Finding refused(
            Stage stage, Function<Player, Function<Octets, List<Octets>>> saying, String what) {
        var player = stage.older(Stage.ANY_PROFILE);
        player.saying(saying.apply(player));
        var finding = Answers.refused(player, stage, Answers.CLIENT_KEY_EXCHANGE, what);
        return extension(player).isEmpty()
                ? new Finding.Unmet("the client does not offer SRTP")
                : finding;
    }

    private static Function<Octets, List<Octets>> rewriting(
            Player player, UnaryOperator<UseSrtpData> answer) {
        return offer(player)
                .map(offer -> with(new Extension(USE_SRTP, answer.apply(offer).encode())))
                .orElse(List::of);
    }

    private static Function<Octets, List<Octets>> with(Extension extension) {
        return extensions(list -> Rewriting.with(list, extension));
    }

    private static Function<Octets, List<Octets>> without(int type) {
        return extensions(list -> Rewriting.without(list, type));
    }

    private static Function<Octets, List<Octets>> extensions(
            UnaryOperator<List<Extension>> change) {
        return Rewriting.serverHello(hello -> changed(hello, change));
    }

    private static ServerHello changed(ServerHello hello, UnaryOperator<List<Extension>> change) {
        return new ServerHello(
                hello.version(),
                hello.random(),
                hello.sessionId(),
                hello.cipherSuite(),
                hello.compressionMethod(),
                new Extensions(change.apply(hello.extensions().list())));
    }

    static Optional<Octets> extension(Player player) {
        return player.heard()
                .message(Answers.CLIENT_HELLO)
                .flatMap(Rewriting::clientHello)
                .flatMap(hello -> hello.extensions().find(USE_SRTP));
    }

    static Optional<UseSrtpData> offer(Player player) {
        return extension(player)
                .map(UseSrtpData::decode)
                .flatMap(decoded ->
                        decoded instanceof UseSrtpData.Decoded.Readable(var data)
                                ? Optional.of(data)
                                : Optional.empty());
    }

    static int known(UseSrtpData offer) {
        return offer.profiles().stream()
                .filter(ProtectionProfile::isKnown)
                .findFirst()
                .orElse(offer.profiles().getFirst());
    }

    /** A profile that exists, if there is one that is not on offer. */
    private static int foreign(UseSrtpData offer) {
        for (ProtectionProfile each : ProtectionProfile.values())
            if (!offer.profiles().contains(each.code())) return each.code();
        return 0xfffe;
    }

    private static boolean hasGoneOn(Player player) {
        return player.heard().message(Answers.CLIENT_KEY_EXCHANGE).isPresent();
    }

    private static String alertOf(Player player) {
        return Answers.alert(player.alert().getAsInt());
    }
}
