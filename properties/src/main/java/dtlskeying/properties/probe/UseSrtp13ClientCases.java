package dtlskeying.properties.probe;

import static dtlskeying.impl.dtls.message.ExtensionType.USE_SRTP;
import static dtlskeying.properties.probe.LastFlight13.ENCRYPTED_EXTENSIONS;
import static dtlskeying.properties.probe.ProbeCase.toClient;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * §4.1.1, §4.1.3 over DTLS 1.3: what a client makes of the use_srtp in EncryptedExtensions, whose
 * proofs fit what they say.
 */
final class UseSrtp13ClientCases {
    private UseSrtp13ClientCases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(own());
        cases.addAll(answers());
        cases.addAll(UseSrtpClientCases.unreadable(UseSrtp13ClientCases::unreadable));
        return cases;
    }

    private static List<ProbeCase> own() {
        return List.of(
                toClient(
                        "srtp-offer-is-readable",
                        "dtls-srtp/4.1.1/a",
                        "lets the client say hello",
                        "its use_srtp lists profiles, and an MKI of 0 to 255 bytes",
                        stage -> UseSrtpClientCases.offerIsReadable(player(stage), stage)),
                toClient(
                        "srtp-good-answer",
                        "dtls-srtp/4.1/b",
                        "answers with the first profile that it knows, and the MKI",
                        "the handshake is complete",
                        UseSrtp13ClientCases::goodAnswer));
    }

    private static Player player(Stage stage) {
        return stage.newer(stage.newer(Stage.ANY_PROFILE));
    }

    private static Finding goodAnswer(Stage stage) {
        var player = player(stage);
        var finding = Answers.undisturbed(player, stage, "nothing at all");
        return orUnmet(player, finding);
    }

    private static List<ProbeCase> answers() {
        return List.of(
                otherProfile(
                        "srtp-profile-not-offered",
                        "dtls-srtp/4.1.1/c",
                        "a profile that was not offered",
                        UseSrtpClientCases::withForeignProfile),
                otherProfile(
                        "srtp-two-profiles",
                        "dtls-srtp/4.1.1/b",
                        "two profiles",
                        UseSrtpClientCases::withTwoProfiles),
                answer(
                        "srtp-foreign-mki",
                        "dtls-srtp/4.1.3/f",
                        "an MKI that was not offered",
                        UseSrtpClientCases::withForeignMki));
    }

    private static ProbeCase answer(
            String id, String clause, String what, UnaryOperator<UseSrtpData> answer) {
        return refused(
                id,
                clause,
                what,
                player ->
                        UseSrtpClientCases.offer(player)
                                .map(offer -> answer.apply(offer).encode())
                                .orElse(Octets.EMPTY));
    }

    private static ProbeCase unreadable(String id, String what, Octets data) {
        return refused("srtp-answer-" + id, "rfc8446/6.2/a", "a use_srtp with " + what, _ -> data);
    }

    private static ProbeCase refused(
            String id, String clause, String what, Function<Player, Octets> data) {
        return toClient(
                id,
                clause,
                "answers with " + what,
                "an alert ends the handshake",
                stage -> {
                    var player = player(stage);
                    var finding =
                            Lying13.refused(
                                    stage,
                                    player,
                                    ENCRYPTED_EXTENSIONS,
                                    body -> with(body, data.apply(player)),
                                    what);
                    return orUnmet(player, finding);
                });
    }

    /** The document binds the server alone: whoever goes on may do so without SRTP. */
    private static ProbeCase otherProfile(
            String id, String clause, String what, UnaryOperator<UseSrtpData> answer) {
        var strict = answer(id, clause, what, answer);
        return toClient(
                id,
                clause,
                "answers with " + what,
                "an alert ends the handshake, or it goes on without SRTP",
                stage -> UseSrtpClientCases.orGoingOn(strict.scenario().play(stage)));
    }

    private static Octets with(Octets body, Octets data) {
        return Encrypted13Cases.changed(
                body, list -> Rewriting.with(list, new Extension(USE_SRTP, data)));
    }

    private static Finding orUnmet(Player player, Finding finding) {
        return player.hasHeard() && UseSrtpClientCases.extension(player).isEmpty()
                ? new Finding.Unmet("the client does not offer SRTP")
                : finding;
    }
}
