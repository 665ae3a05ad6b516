package dtlskeying.properties.probe;

import static dtlskeying.impl.dtls.message.ExtensionType.RECORD_SIZE_LIMIT;
import static dtlskeying.properties.probe.LastFlight13.ENCRYPTED_EXTENSIONS;
import static dtlskeying.properties.probe.ProbeCase.toBoth;
import static dtlskeying.properties.probe.ProbeCase.toClient;
import static dtlskeying.properties.probe.ProbeCase.toServer;

import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls13.message.RecordSizeLimit;
import dtlskeying.spec.Octets;

import java.util.List;
import java.util.Optional;

/** RFC 8449: what a peer of DTLS 1.3 makes of our limit to its records. */
final class RecordSize13Cases {
    /** Less than a certificate has, so that it has to come in several records. */
    private static final int LIMIT = 200;

    private static final Octets TOO_SMALL =
            new RecordSizeLimit(RecordSizeLimit.LEAST - 1).toExtension().data();

    private RecordSize13Cases() {}

    static List<ProbeCase> all() {
        return List.of(
                toBoth(
                        "records-obey-limit",
                        "rfc8449/4/a",
                        "takes records of %d bytes at most, and completes the handshake"
                                .formatted(LIMIT),
                        "no protected record of the peer has more",
                        RecordSize13Cases::obeyed),
                toServer(
                        "limit-too-small",
                        "rfc8449/4/c",
                        "offers a record_size_limit of 63",
                        "the hello is refused",
                        RecordSize13Cases::tooSmallOffer),
                toClient(
                        "answered-limit-too-small",
                        "rfc8449/4/c",
                        "answers with a record_size_limit of 63",
                        "an alert ends the handshake",
                        RecordSize13Cases::tooSmallAnswer));
    }

    private static Finding obeyed(Stage stage) {
        var player = stage.newer(stage.newer().withRecordSize(LIMIT));
        boolean isComplete = Answers.completes(player, stage);
        var epoch = Epoch2.of(player);
        if (epoch.isEmpty()) return Answers.incomplete(player);
        if (!isAgreed(player, epoch.get()))
            return new Finding.Unmet("the peer has no record_size_limit");
        int longest =
                epoch.get().heard().stream().mapToInt(Unsealing.Opened::inner).max().orElse(0);
        if (longest > LIMIT) return new Finding.Broken("a record has %d bytes".formatted(longest));
        return isComplete
                ? new Finding.Kept("the longest record has %d bytes".formatted(longest))
                : Answers.incomplete(player);
    }

    private static boolean isAgreed(Player player, Epoch2 epoch) {
        return switch (player.engine().role()) {
            case SERVER -> hello(player).filter(said -> said.has(RECORD_SIZE_LIMIT)).isPresent();
            case CLIENT ->
                    epoch.messages().stream()
                            .filter(each -> each.type() == ENCRYPTED_EXTENSIONS)
                            .flatMap(each -> Encrypted13Cases.read(each.body()).stream())
                            .anyMatch(said -> said.has(RECORD_SIZE_LIMIT));
        };
    }

    private static Optional<Extensions> hello(Player player) {
        return player.heard()
                .message(Answers.CLIENT_HELLO)
                .flatMap(Rewriting::clientHello)
                .map(ClientHello::extensions);
    }

    /** Who does not know the extension has to ignore it, and has nothing to refuse. */
    private static Finding tooSmallOffer(Stage stage) {
        var player = stage.newer(stage.newer());
        var offer = new Extension(RECORD_SIZE_LIMIT, TOO_SMALL);
        player.saying(Rewriting.clientExtensions(list -> Rewriting.with(list, offer)));
        var finding = Hello13ServerCases.refused(player, stage, "a limit of 63");
        if (!(finding instanceof Finding.Broken)) return finding;
        player.until(() -> isEncrypted(player), stage.patience());
        if (!isEncrypted(player)) return finding;
        return isAgreed(player, Epoch2.of(player).orElseThrow())
                ? finding
                : new Finding.Unmet("the server has no record_size_limit");
    }

    private static boolean isEncrypted(Player player) {
        return Epoch2.of(player).stream().anyMatch(epoch -> !epoch.messages().isEmpty());
    }

    private static Finding tooSmallAnswer(Stage stage) {
        var player = stage.newer(stage.newer());
        var answer = new Extension(RECORD_SIZE_LIMIT, TOO_SMALL);
        var finding =
                Lying13.refused(
                        stage,
                        player,
                        ENCRYPTED_EXTENSIONS,
                        body ->
                                Encrypted13Cases.changed(
                                        body, list -> Rewriting.with(list, answer)),
                        "a limit of 63");
        return hello(player).filter(said -> said.has(RECORD_SIZE_LIMIT)).isPresent()
                ? finding
                : new Finding.Unmet("the client has no record_size_limit");
    }
}
