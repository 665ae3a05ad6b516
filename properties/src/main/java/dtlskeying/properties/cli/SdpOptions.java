package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.sdp.Channel;
import dtlskeying.impl.sdp.OfferAnswer;
import dtlskeying.impl.sdp.OfferAnswer.Side;
import dtlskeying.impl.sdp.SdpReader;
import dtlskeying.impl.sdp.SdpResult;
import dtlskeying.impl.sdp.SessionDescription;
import dtlskeying.spec.srtp.Media;

import picocli.CommandLine.Option;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/** An offer and its answer: where the peer is, who starts, and whom we believe. */
final class SdpOptions {
    @Option(
            names = "--offer",
            paramLabel = "FILE",
            description = "The SDP offer: with --answer, says what --connect or --listen,")
    private Path offer;

    @Option(
            names = "--answer",
            paramLabel = "FILE",
            description = "and --fingerprint would. --cert is the one announced there.")
    private Path answer;

    @Option(names = "--we", paramLabel = "offer|answer", description = "Which of both is ours.")
    private Side we;

    /** Whether a session description sets up the run. */
    boolean isGiven() {
        if (offer == null && answer == null && we == null) return false;
        if (offer == null || answer == null || we == null)
            throw new Misuse("--offer, --answer and --we belong together");
        return true;
    }

    /** What both descriptions say; whatever they do not say well is a {@link Misuse}. */
    Channel channel() {
        var agreed = OfferAnswer.agree(read(offer), read(answer), we);
        Channel channel = accept(agreed, offer + ", " + answer);
        if (!channel.proto().isUdp())
            throw new Misuse(channel.proto().token() + ": only UDP is spoken here");
        return channel;
    }

    /** Whom a channel believes. */
    static Trust trust(Channel channel) {
        return new Trust.Fingerprints(channel.peers());
    }

    /** What travels on the ports of a channel: without rtcp-mux, RTCP has ports of its own. */
    static Media media(Channel channel) {
        return channel.isMultiplexed() ? Media.MULTIPLEXED : Media.RTP_ONLY;
    }

    /** The addresses of a channel. */
    static Meeting meeting(Channel channel) {
        return new Meeting(
                channel.role(),
                address(channel.local()),
                address(channel.remote()),
                channel.ours());
    }

    private static InetSocketAddress address(Channel.Place place) {
        return new HostPort(place.host(), place.port()).address();
    }

    private static SessionDescription read(Path file) {
        return accept(SdpReader.read(TextFile.read(file)), file.toString());
    }

    private static <T> T accept(SdpResult<T> result, String files) {
        return switch (result) {
            case SdpResult.Value<T>(var value) -> value;
            case SdpResult.Refused<T>(var line, var clause, var reason) ->
                    throw new Misuse(
                            "%s%s: %s (%s)"
                                    .formatted(
                                            files,
                                            line > 0 ? ":" + line : "",
                                            reason,
                                            clause.id()));
        };
    }
}
