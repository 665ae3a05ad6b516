package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.impl.dtls12.SrtpTerms;
import dtlskeying.properties.network.World;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.trace.TraceHeader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** {@code run srtp}: DTLS-SRTP with both ends embedded, or one end against a peer. */
@Command(
        name = "srtp",
        description = "DTLS-SRTP, both ends embedded in virtual time, or one end against a peer.",
        footer = {
            "",
            "Examples:",
            "  dtls-keying run srtp --loss 30%% --reorder 10%% --seed 7",
            "  dtls-keying run srtp --profiles SRTP_AEAD_AES_128_GCM --mki 0a0b --json",
        })
final class RunSrtp extends Verb {
    private static final int MOST_PACKETS = 60_000;

    @Option(
            names = "--profiles",
            paramLabel = "NAME",
            split = ",",
            defaultValue =
                    "SRTP_AES128_CM_HMAC_SHA1_80,SRTP_AES128_CM_HMAC_SHA1_32,"
                            + "SRTP_AEAD_AES_128_GCM,SRTP_AEAD_AES_256_GCM",
            description = "Profiles to offer or take, best first, with or without HMAC, or 0x0001.")
    private List<ProtectionProfile> profiles;

    @Option(
            names = "--mki",
            paramLabel = "HEX",
            defaultValue = "",
            description = "The MKI that the client offers (default: none).")
    private Mki mki;

    @Mixin private IdentityOptions identities;
    @Mixin private NetworkOptions conditions;

    @Option(
            names = "--packets",
            paramLabel = "N",
            defaultValue = "10",
            description = "SRTP packets that each end sends (default: 10).")
    private int packets;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write trace.jsonl (kmtrace/1) and keylog.txt (SSLKEYLOGFILE) there.")
    private Path folder;

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    @Override
    public Integer call() {
        if (packets < 0 || packets > MOST_PACKETS)
            throw misuse("--packets is from 0 to " + MOST_PACKETS + ", not " + packets);
        RunReport report = runBoth();
        if (json) out().println(Json.line(report.toJson()));
        return report.status();
    }

    private RunReport runBoth() {
        World start = start();
        Recorder recorder = folder == null ? null : Recorder.to(folder, TraceHeader.Time.VIRTUAL);
        var run = new EmbeddedRun(start, packets, new Ladder(out()), recorder);
        run.run();
        if (recorder != null) recorder.close();
        RunReport report = run.report();
        out().println();
        report.print(out());
        if (!report.agreements().isEmpty()) {
            String media = "%s -> %s: %d sent, %d received";
            Course client = run.client();
            Course server = run.server();
            if (client.hasAgreed() && server.hasAgreed())
                RunReport.line(
                        out(),
                        "packets",
                        media.formatted(
                                        "client",
                                        "server",
                                        client.media().sent(),
                                        server.media().received())
                                + "; "
                                + media.formatted(
                                        "server",
                                        "client",
                                        server.media().sent(),
                                        client.media().received()));
        }
        RunReport.line(
                out(),
                "verdict",
                report.isGood() ? "both ends have the same keys" : report.trouble());
        return report;
    }

    /** Each end knows the other's fingerprint, as from the signalling (§3). */
    private World start() {
        Entropy entropy = Entropy.of(conditions.seed());
        Identity client = identities.identity("client", entropy.child("client identity"));
        Identity server =
                Identity.demonstration(
                        "server",
                        entropy.child("server identity"),
                        dtlskeying.impl.crypto.KeyKind.EC_P256);
        Trust inServer = identities.isPeerKnown() ? identities.trust() : only(server);
        SrtpTerms terms = SrtpTerms.of(profiles.toArray(ProtectionProfile[]::new));
        Instant today = Instant.now();
        return World.start(
                Association.client(
                        Settings.of(client, inServer, today, terms.withMki(mki)),
                        entropy.child("client")),
                Association.server(
                        Settings.of(server, only(client), today, terms),
                        entropy.child("server"),
                        new Cookies(entropy.secret("cookies", 32)),
                        Octets.EMPTY),
                conditions.schedule());
    }

    private static Trust only(Identity identity) {
        return new Trust.Fingerprints(Set.of(identity.chain().fingerprint(Hash.SHA256)));
    }
}
