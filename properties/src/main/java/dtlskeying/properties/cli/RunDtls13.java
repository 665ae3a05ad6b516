package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.ProtectionProfile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code run dtls13}: a plain endpoint of DTLS 1.3 against a peer. */
@Command(
        name = "dtls13",
        description = "A plain DTLS 1.3 endpoint against a peer over UDP.",
        footer = {
            "",
            "Examples:",
            "  dtls-keying run dtls13 --listen 127.0.0.1:4433 --export EXPORTER-x:32",
            "  dtls-keying run dtls13 --connect 127.0.0.1:4433 --groups X25519MLKEM768 --json",
            "  dtls-keying run dtls13 --connect 127.0.0.1:4433 --key-update both --data ping",
            "  dtls-keying run dtls13 --connect 127.0.0.1:4433 --extended-key-update 3",
            "  dtls-keying run dtls13 --connect 127.0.0.1:4433 --large-records 65000"
        })
final class RunDtls13 extends Verb {
    private static final int SEED_LENGTH = 32;

    @Mixin private PeerOptions peer;
    @Mixin private IdentityOptions identities;
    @Mixin private RecordSizeOptions sizes;
    @Mixin private CodePointOptions numbers;

    @Option(
            names = "--suites",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Cipher suites, best first, such as TLS_AES_128_GCM_SHA256 (default: all).")
    private CipherSuite[] suites = CipherSuite.values();

    @Option(
            names = "--groups",
            paramLabel = "NAME",
            split = ",",
            description = "Groups, best first: ${COMPLETION-CANDIDATES} (default: all).")
    private KeyShareGroup[] groups = KeyShareGroup.values();

    @Option(
            names = "--profiles",
            paramLabel = "NAME",
            split = ",",
            description = "Profiles of use_srtp to offer or take (default: no use_srtp).")
    private List<ProtectionProfile> profiles = List.of();

    @Option(
            names = "--mtu",
            paramLabel = "BYTES",
            defaultValue = "1200",
            description = "The largest datagram to send, 256 or more (default: 1200).")
    private int mtu;

    @Option(
            names = "--export",
            paramLabel = "LABEL[:HEX]:LEN",
            description = "Show LEN bytes of keying material under LABEL, with HEX as context.")
    private ExportWish export;

    @Option(
            names = "--key-update",
            paramLabel = "own|both",
            arity = "0..1",
            fallbackValue = "own",
            description = "Change our keys after the handshake, or have the peer do so, too.")
    private Update update = Update.none;

    @Option(
            names = "--extended-key-update",
            paramLabel = "N",
            arity = "0..1",
            fallbackValue = "0",
            description =
                    "Want extended key updates, as the peer has to, and start N of them after the"
                            + " handshake (default: 0); KeyUpdate is then out of use.")
    private Integer renewals;

    @Option(
            names = "--data",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Send this after the handshake, and after a change of keys.")
    private String data;

    @Option(
            names = "--stay",
            paramLabel = "SECONDS",
            description = "Stay so long for the peer's data (default: 0; with --listen 10).")
    private Integer stay;

    @Option(
            names = "--keylog",
            paramLabel = "FILE",
            description = "Append the secrets to this file (SSLKEYLOGFILE).")
    private Path keyLog;

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    /** Who changes keys after the handshake. */
    enum Update {
        none,
        own,
        both
    }

    @Override
    public Integer call() {
        if (!peer.isGiven()) throw misuse("one of --connect and --listen is needed");
        if (renewals != null && renewals < 0)
            throw misuse("--extended-key-update is 0 or more, not " + renewals);
        if (renewals != null && update != Update.none)
            throw misuse(
                    "--key-update does not go with --extended-key-update, which takes its place");
        if (mtu < 256) throw misuse("--mtu is 256 or more, not " + mtu);
        var meeting = peer.meeting();
        int seconds = stay != null ? stay : Dtls13Run.usualStay(meeting.role());
        if (seconds < 0) throw misuse("--stay is 0 or more seconds");
        var entropy = Entropy.of(seed());
        var run =
                new Dtls13Run(
                        meeting,
                        settings(entropy),
                        entropy,
                        peer.timeout(meeting.role()),
                        new Dtls13Run.Plan(
                                update,
                                renewals == null ? 0 : renewals,
                                Octets.of(data.getBytes(StandardCharsets.UTF_8)),
                                Duration.ofSeconds(seconds)));
        var report = Interrupt.heard(() -> run.run(out(), export));
        if (keyLog != null) report.writeKeyLog(keyLog);
        out().println();
        report.print(out());
        if (json) out().println(Json.line(report.toJson()));
        return report.status();
    }

    private Settings settings(Entropy entropy) {
        SrtpTerms srtp =
                profiles.isEmpty()
                        ? SrtpTerms.NONE
                        : SrtpTerms.of(profiles.toArray(ProtectionProfile[]::new));
        var settings =
                Settings.of(
                                identities.identity("dtls-keying", entropy.child("identity")),
                                identities.trust(),
                                Instant.now(),
                                srtp)
                        .withSuites(suites)
                        .withGroups(groups)
                        .withUpdates(numbers.updates(renewals != null))
                        .withMtu(mtu);
        return sizes.on(settings, numbers);
    }

    private static Octets seed() {
        byte[] seed = new byte[SEED_LENGTH];
        new SecureRandom().nextBytes(seed);
        return Octets.of(seed);
    }
}
