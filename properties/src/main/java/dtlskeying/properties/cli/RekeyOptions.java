package dtlskeying.properties.cli;

import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.Media;

import picocli.CommandLine.Option;

import java.util.HashSet;
import java.util.Locale;

/** How long keys live, and when others are made. */
final class RekeyOptions {
    private static final int MOST_HANDSHAKES = 1000;

    /** Which end starts re-handshakes. */
    enum By {
        CLIENT,
        SERVER;

        Role role() {
            return Role.valueOf(name());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--rehandshake",
            paramLabel = "N",
            description = "So many further handshakes, spread over the packets (default: none).")
    private Integer count;

    @Option(
            names = "--rehandshake-every",
            paramLabel = "PACKETS",
            description = "One after every so many packets sent.")
    private Integer every;

    @Option(
            names = "--rehandshake-by",
            paramLabel = "END",
            description = "Who starts them: client or server (default: our end, or the client).")
    private By by;

    @Option(
            names = "--msl",
            paramLabel = "SECONDS",
            description = "How long the keys before are kept (default: 120).")
    private Integer lifetime;

    @Option(
            names = "--lifetime",
            paramLabel = "PACKETS",
            description =
                    "How many packets a key lives (default: 2^31); a handshake is started when a"
                            + " quarter is left.")
    private Long packets;

    @Option(
            names = "--hold-early",
            description = "Hold SRTP that comes ahead of its keys, instead of dropping it.")
    private boolean holding;

    /** What a session for these media is told of it. */
    SessionSettings session(Media media) {
        var settings = SessionSettings.of(media);
        if (lifetime != null) settings = settings.withLifetime(atLeastOne("--msl", lifetime));
        if (packets != null) settings = settings.withKeys(limit());
        if (!holding) return settings;
        var readings = new HashSet<>(settings.readings());
        readings.add(Reading.EARLY_MEDIA_IS_HELD);
        return settings.withReadings(readings);
    }

    private Limit limit() {
        if (packets < 2 || packets > 1L << 31)
            throw new Misuse("--lifetime is from 2 to 2^31 packets, not " + packets);
        return new Limit(packets, Math.max(1, packets - packets / 4));
    }

    /**
     * When handshakes are due in a run of so many packets; {@code usual} starts them if no one was
     * named.
     */
    RekeyPlan plan(int mediaPackets, Role usual) {
        if (count != null && every != null)
            throw new Misuse("--rehandshake and --rehandshake-every exclude each other");
        Role starter = by == null ? usual : by.role();
        if (every != null) {
            int distance = atLeastOne("--rehandshake-every", every);
            return new RekeyPlan(starter, mediaPackets / distance, distance);
        }
        int handshakes = count == null ? 0 : count;
        if (handshakes < 0 || handshakes > MOST_HANDSHAKES)
            throw new Misuse("--rehandshake is from 0 to " + MOST_HANDSHAKES);
        return new RekeyPlan(starter, handshakes, Math.max(1, mediaPackets / (handshakes + 1)));
    }

    private static int atLeastOne(String option, int value) {
        if (value < 1) throw new Misuse(option + " is at least 1, not " + value);
        return value;
    }
}
