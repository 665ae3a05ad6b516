package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.List;
import java.util.Optional;

/** The use_srtp that a server answers, in either version, and what cases make of it. */
final class SrtpAnswer {
    private SrtpAnswer() {}

    /** What a case makes of an answer, which may lack the extension. */
    @FunctionalInterface
    interface Judge {
        Finding of(Optional<UseSrtpData> answer);
    }

    /** Lets a client say its hello, and judges the answer. */
    static Finding judged(Player player, Stage stage, Judge judge) {
        player.begin();
        player.until(() -> player.isRefused() || isAnswered(player), stage.patience());
        if (isAnswered(player)) return judged(extension(player), judge);
        if (!player.isRefused()) return new Finding.Silence("no answer to the hello");
        String alert = Answers.alert(player.alert().getAsInt());
        return judge.of(Optional.empty()) instanceof Finding.Kept
                ? new Finding.Kept("the peer sends " + alert)
                : new Finding.Unmet("the peer sends " + alert);
    }

    private static Finding judged(Optional<Octets> extension, Judge judge) {
        if (extension.isEmpty()) return judge.of(Optional.empty());
        return switch (UseSrtpData.decode(extension.get())) {
            case UseSrtpData.Decoded.Readable(var data) -> judge.of(Optional.of(data));
            case UseSrtpData.Decoded.Unreadable(var flaw) ->
                    new Finding.Broken("the answer's use_srtp cannot be read: " + flaw.text());
        };
    }

    private static boolean isAnswered(Player player) {
        return extensions(player).isPresent();
    }

    private static Optional<Octets> extension(Player player) {
        return extensions(player).flatMap(list -> list.find(ExtensionType.USE_SRTP));
    }

    /** Those of the server's hello, or of EncryptedExtensions; none if there was no answer. */
    private static Optional<Extensions> extensions(Player player) {
        return switch (player.engine().version()) {
            case V1_2 ->
                    player.heard()
                            .message(Answers.SERVER_HELLO)
                            .flatMap(Rewriting::serverHello)
                            .map(ServerHello::extensions);
            case V1_3 ->
                    Epoch2.of(player).stream()
                            .flatMap(epoch -> epoch.messages().stream())
                            .filter(each -> each.type() == LastFlight13.ENCRYPTED_EXTENSIONS)
                            .findFirst()
                            .flatMap(message -> Encrypted13Cases.read(message.body()));
        };
    }

    /** The answer has exactly one profile. */
    static Finding isOne(Optional<UseSrtpData> answer) {
        if (answer.isEmpty()) return new Finding.Unmet("the server does not want SRTP");
        List<Integer> codes = answer.get().profiles();
        return codes.size() == 1
                ? new Finding.Kept("the server chooses " + names(codes))
                : new Finding.Broken("the answer has " + codes.size() + ": " + names(codes));
    }

    /** There is no answer. */
    static Finding isNone(Optional<UseSrtpData> answer) {
        return answer.<Finding>map(
                        data -> new Finding.Broken("the answer has " + names(data.profiles())))
                .orElse(new Finding.Kept("the server goes on without use_srtp"));
    }

    /** The answer, if there is one, has this profile and no other. */
    static Finding isOf(Optional<UseSrtpData> answer, ProtectionProfile offered) {
        if (answer.isEmpty()) return new Finding.Unmet("the server does not take " + offered);
        List<Integer> codes = answer.get().profiles();
        return codes.equals(List.of(offered.code()))
                ? new Finding.Kept("the server chooses " + offered)
                : new Finding.Broken("the answer has " + names(codes));
    }

    /** The answer, if there is one, has this MKI or none. */
    static Finding hasMki(Optional<UseSrtpData> answer, Mki offered) {
        if (answer.isEmpty()) return new Finding.Unmet("the server does not want SRTP");
        Mki heard = answer.get().mki();
        if (heard.isNone()) return new Finding.Kept("the answer has no MKI");
        return heard.equals(offered)
                ? new Finding.Kept("the answer has the same MKI")
                : new Finding.Broken("the answer has the MKI " + heard);
    }

    private static String names(List<Integer> codes) {
        return String.join(", ", codes.stream().map(SrtpAnswer::name).toList());
    }

    private static String name(int code) {
        return ProtectionProfile.isKnown(code)
                ? ProtectionProfile.ofCode(code).name()
                : "profile 0x%04x".formatted(code);
    }
}
