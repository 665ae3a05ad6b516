package dtlskeying.properties.probe;

import static dtlskeying.impl.dtls.message.ExtensionType.USE_SRTP;
import static dtlskeying.properties.probe.ProbeCase.toServer;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.ArrayList;
import java.util.List;

/** §4.1.1, §4.1.3: what a server makes of the use_srtp of a client's hello, in either version. */
final class UseSrtpServerCases {
    /** Ahead of the names of cases where others have the same. */
    private static final String PREFIX = "srtp-";

    /** Code points that the registry has not given out. */
    private static final List<Integer> UNKNOWN = List.of(0xfffe, 0x7f7f);

    private final DtlsVersion version;

    private UseSrtpServerCases(DtlsVersion version) {
        this.version = version;
    }

    /** Those for a hello of DTLS 1.2. */
    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        for (ProtectionProfile profile : ProtectionProfile.values()) cases.add(alone(profile));
        cases.addAll(new UseSrtpServerCases(DtlsVersion.V1_2).cases());
        return cases;
    }

    /** Those for a hello of DTLS 1.3, whose answer is in EncryptedExtensions. */
    static List<ProbeCase> newer() {
        return new UseSrtpServerCases(DtlsVersion.V1_3).cases();
    }

    private List<ProbeCase> cases() {
        var cases = new ArrayList<ProbeCase>(choices());
        for (int length : new int[] {1, 2, Mki.MAX_LENGTH}) cases.add(mki(length));
        cases.addAll(malformed());
        cases.add(twice());
        cases.add(bidDown());
        return cases;
    }

    private String id(String name) {
        return switch (version) {
            case V1_2 -> name;
            case V1_3 -> PREFIX + name;
        };
    }

    private String idOfForm(String name) {
        return switch (version) {
            case V1_2 -> "use-srtp-" + name;
            case V1_3 -> PREFIX + name;
        };
    }

    private String clauseOfForm() {
        return switch (version) {
            case V1_2 -> "rfc5246/7.2.2/a";
            case V1_3 -> "rfc8446/6.2/a";
        };
    }

    private Player player(Stage stage, SrtpTerms terms) {
        return switch (version) {
            case V1_2 -> stage.older(terms);
            case V1_3 -> stage.newer(stage.newer(terms));
        };
    }

    private Finding refused(Player player, Stage stage, String what) {
        return switch (version) {
            case V1_2 -> Answers.refused(player, stage, Answers.SERVER_HELLO, what);
            case V1_3 -> Hello13ServerCases.refused(player, stage, what);
        };
    }

    private static ProbeCase alone(ProtectionProfile profile) {
        return toServer(
                "profile-" + profile.code(),
                "dtls-srtp/4.1/b",
                "offers " + profile + " alone",
                "the server answers with that profile if it has it",
                stage ->
                        SrtpAnswer.judged(
                                stage.older(Stage.terms(Mki.NONE, profile)),
                                stage,
                                answer -> SrtpAnswer.isOf(answer, profile)));
    }

    private List<ProbeCase> choices() {
        return List.of(
                toServer(
                        id("one-profile"),
                        "dtls-srtp/4.1.1/b",
                        "offers every profile there is",
                        "the answer has exactly one",
                        stage ->
                                SrtpAnswer.judged(
                                        player(stage, Stage.ANY_PROFILE),
                                        stage,
                                        SrtpAnswer::isOne)),
                toServer(
                        id("unknown-profiles-only"),
                        "dtls-srtp/4.1.1/d",
                        "offers profiles that nobody knows, and no other",
                        "the answer has no use_srtp, or the hello is refused",
                        stage ->
                                SrtpAnswer.judged(
                                        offering(stage, UNKNOWN), stage, SrtpAnswer::isNone)),
                toServer(
                        id("unknown-profiles-first"),
                        "dtls-srtp/9/b",
                        "offers profiles that nobody knows ahead of one that is known",
                        "the unknown are skipped",
                        stage -> knownAmongUnknown(stage, SRTP_AES128_CM_HMAC_SHA1_80)),
                toServer(
                        id("nothing-offered"),
                        "dtls-srtp/4.1.1/c",
                        "says nothing of SRTP",
                        "the answer has no use_srtp, or the hello is refused",
                        stage ->
                                SrtpAnswer.judged(
                                        player(stage, SrtpTerms.NONE), stage, SrtpAnswer::isNone)));
    }

    private Finding knownAmongUnknown(Stage stage, ProtectionProfile known) {
        var codes = new ArrayList<>(UNKNOWN);
        codes.add(known.code());
        return SrtpAnswer.judged(
                offering(stage, codes), stage, answer -> SrtpAnswer.isOf(answer, known));
    }

    private Player offering(Stage stage, List<Integer> codes) {
        var offer = new Extension(USE_SRTP, new UseSrtpData(codes, Mki.NONE).encode());
        return player(stage, Stage.ANY_PROFILE)
                .saying(Rewriting.clientExtensions(list -> Rewriting.with(list, offer)));
    }

    private ProbeCase mki(int length) {
        var wanted = new Mki(Octets.hex("a5".repeat(length)));
        return toServer(
                id("mki-" + length),
                "dtls-srtp/4.1.3/e",
                "offers an MKI of length " + length,
                "the answer has the same MKI, or none",
                stage ->
                        SrtpAnswer.judged(
                                player(stage, Stage.terms(wanted, ProtectionProfile.values())),
                                stage,
                                answer -> SrtpAnswer.hasMki(answer, wanted)));
    }

    private List<ProbeCase> malformed() {
        return List.of(
                malformed("odd-length", "a list of three bytes", "000300010000"),
                emptyList(),
                malformed("list-too-long", "a list that ends before its length says", "00080001"),
                malformed("no-mki-length", "nothing behind the list", "00020001"),
                malformed(
                        "mki-too-long", "an MKI that ends before its length says", "0002000105aa"),
                malformed("trailing-byte", "a byte behind the MKI", "000200010000"));
    }

    private ProbeCase malformed(String id, String what, String hex) {
        var extension = new Extension(USE_SRTP, Octets.hex(hex));
        return toServer(
                idOfForm(id),
                clauseOfForm(),
                "says use_srtp with " + what,
                "the hello is refused",
                stage -> {
                    var player = player(stage, Stage.ANY_PROFILE);
                    player.saying(
                            Rewriting.clientExtensions(list -> Rewriting.with(list, extension)));
                    return refused(player, stage, "a use_srtp with " + what);
                });
    }

    /** The draft gives the list no lower bound, RFC 5764 one of two bytes: both are right. */
    private ProbeCase emptyList() {
        var extension = new Extension(USE_SRTP, Octets.hex("000000"));
        return toServer(
                idOfForm("empty-list"),
                clauseOfForm(),
                "says use_srtp with an empty list",
                "the hello is refused, or the answer has no use_srtp",
                stage -> {
                    var player = player(stage, Stage.ANY_PROFILE);
                    player.saying(
                            Rewriting.clientExtensions(list -> Rewriting.with(list, extension)));
                    return SrtpAnswer.judged(player, stage, SrtpAnswer::isNone);
                });
    }

    private ProbeCase twice() {
        return toServer(
                idOfForm("twice"),
                clauseOfForm(),
                "says use_srtp twice",
                "the hello is refused",
                stage -> {
                    var player = player(stage, Stage.ANY_PROFILE);
                    player.saying(Rewriting.clientExtensions(UseSrtpServerCases::repeated));
                    return refused(player, stage, "a hello with use_srtp twice");
                });
    }

    private static List<Extension> repeated(List<Extension> list) {
        var longer = new ArrayList<>(list);
        list.stream().filter(each -> each.type() == USE_SRTP).forEach(longer::add);
        return longer;
    }

    private ProbeCase bidDown() {
        var weaker = new UseSrtpData(List.of(SRTP_AES128_CM_HMAC_SHA1_80.code()), Mki.NONE);
        return toServer(
                id("bid-down"),
                "dtls-srtp/7.1/a",
                "has all profiles but one taken out of its offer on the way",
                "the handshake is not complete",
                stage -> {
                    var player = player(stage, Stage.ANY_PROFILE);
                    player.saying(
                            Rewriting.clientExtensions(list ->
                                    Rewriting.with(
                                            list, new Extension(USE_SRTP, weaker.encode()))));
                    return Answers.completes(player, stage)
                            ? new Finding.Broken("the handshake is complete all the same")
                            : notComplete(player);
                });
    }

    private static Finding notComplete(Player player) {
        return player.heard().message(Answers.SERVER_HELLO).isPresent()
                ? new Finding.Kept("Finished does not pass: " + Answers.ending(player))
                : Answers.incomplete(player);
    }
}
