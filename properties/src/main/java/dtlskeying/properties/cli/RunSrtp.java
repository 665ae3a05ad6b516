package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.sdp.Channel;
import dtlskeying.properties.network.SessionPair;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.trace.TraceHeader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code run srtp}: DTLS-SRTP with both ends embedded, or one end against a peer. */
@Command(
        name = "srtp",
        description = "DTLS-SRTP, both ends embedded in virtual time, or one end against a peer.",
        footer = {
            "",
            "Examples:",
            "  dtls-keying run srtp --loss 30%% --reorder 10%% --seed 9",
            "  dtls-keying run srtp --profiles SRTP_AEAD_AES_128_GCM --mki 0a0b --json",
            "  dtls-keying run srtp --channels 3 --rtcp separate",
            "  dtls-keying run srtp --listen 127.0.0.1:5004",
            "  dtls-keying run srtp --listen 127.0.0.1:5004 --echo --msl 2",
            "  dtls-keying run srtp --connect 127.0.0.1:5004 --packets 50 --out run-1",
            "  dtls-keying run srtp --rehandshake 2 --mki 01 --packets 300 --msl 2 --loss 10%%",
            "  dtls-keying run srtp --dtls 1.3 --rehandshake 1 --packets 100",
            "  dtls-keying run srtp --offer o.sdp --answer a.sdp --we answer --cert us.pem"
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

    @Mixin private PeerOptions peer;
    @Mixin private ChannelOptions channels;
    @Mixin private SdpOptions sdp;
    @Mixin private VersionOptions version;
    @Mixin private IdentityOptions identities;
    @Mixin private RekeyOptions rekeys;
    @Mixin private NetworkOptions conditions;

    @Option(
            names = "--packets",
            paramLabel = "N",
            defaultValue = "10",
            description = "SRTP packets that each end sends (default: 10).")
    private int packets;

    @Option(
            names = "--echo",
            description = {
                "With --connect or --listen: instead of packets of our own, send the payload of each"
                        + " that comes back, until the peer closes or falls silent for the timeout."
            })
    private boolean echo;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Write trace.jsonl (kmtrace/1), keylog.txt (SSLKEYLOGFILE), capture.pcapng and"
                            + " report.html there.")
    private Path folder;

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    @Override
    public Integer call() {
        if (packets < 0 || packets > MOST_PACKETS)
            throw misuse("--packets is from 0 to " + MOST_PACKETS + ", not " + packets);
        boolean isSdp = sdp.isGiven();
        boolean isPeer = peer.isGiven();
        if (echo && !isSdp && !isPeer) throw misuse("--echo needs a peer: --connect or --listen");
        if (channels.isGiven()) return withChannels(isSdp || isPeer);
        if (isSdp && isPeer) throw misuse("--offer and --connect or --listen exclude each other");
        RunReport report =
                Interrupt.heard(() -> isSdp ? asDescribed() : isPeer ? withPeer() : withBoth());
        out().println();
        report.print(out());
        if (json) out().println(Json.line(report.toJson()));
        return report.status();
    }

    private int withChannels(boolean isElsewhere) {
        if (isElsewhere || folder != null)
            throw misuse("--channels measures the embedded pair: no peer, no SDP, no --out");
        if (version.excludesResumption())
            throw misuse("--channels measures the resumption of DTLS 1.2, which 1.3 has not here");
        var call =
                new ChannelCall(identities, terms().withMki(mki), conditions, channels.channels());
        ChannelReport report = call.run(channels.isMultiplexed());
        report.print(out());
        if (json) out().println(Json.line(report.toJson()));
        return report.status();
    }

    private RunReport withBoth() {
        RekeyPlan plan = rekeys.plan(packets, Role.CLIENT);
        SessionPair start =
                new EmbeddedPair(
                                identities,
                                terms(),
                                mki,
                                rekeys.session(Media.MULTIPLEXED),
                                conditions,
                                version.spoken(plan))
                        .start();
        try (Recorder recorder = recorder(TraceHeader.Time.VIRTUAL)) {
            var flights = new FlightPrinter(out());
            flights.title(conditions.fates());
            var printer = new SessionPrinter(flights);
            return new EmbeddedRun(start, packets, plan, printer, recorder).run();
        }
    }

    private RunReport withPeer() {
        return withPeer(peer.meeting(), identities.trust(), Media.MULTIPLEXED);
    }

    private RunReport asDescribed() {
        if (identities.isPeerKnown())
            throw misuse("--offer and --answer say already whom we believe");
        Channel channel = sdp.channel();
        Media media = SdpOptions.media(channel);
        RunReport.line(out(), "media", media == Media.MULTIPLEXED ? "RTP and RTCP" : "RTP alone");
        return withPeer(SdpOptions.meeting(channel), SdpOptions.trust(channel), media);
    }

    private RunReport withPeer(Meeting meeting, Trust trust, Media media) {
        if (conditions.isGiven())
            throw misuse("--loss, --reorder, --duplicate and --seed are for the embedded pair");
        Duration patience = peer.timeout(meeting.role());
        RekeyPlan plan = rekeys.plan(packets, meeting.role());
        var opening =
                new PeerOpening(
                        meeting,
                        patience,
                        identities,
                        trust,
                        terms().withMki(mki),
                        rekeys.session(media),
                        version.spoken(plan));
        opening.announce(out());
        try (Recorder recorder = recorder(TraceHeader.Time.WALL)) {
            var printer = new FlightPrinter(out());
            var run =
                    echo
                            ? PeerRun.echo(opening.role(), printer, recorder)
                            : new PeerRun(opening.role(), packets, plan, printer, recorder);
            return run.run(opening, out(), patience);
        }
    }

    private SrtpTerms terms() {
        return SrtpTerms.of(profiles.toArray(ProtectionProfile[]::new));
    }

    private Recorder recorder(TraceHeader.Time time) {
        return folder == null ? null : Recorder.to(folder, time);
    }
}
