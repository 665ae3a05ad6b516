package dtlskeying.properties.schedule;

import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.PacketKind;

import java.util.Comparator;

/**
 * The name of a datagram, which stays the same when other events of a schedule go.
 *
 * @param from who sends it
 * @param path what it is
 * @param number for DTLS, how many datagrams of DTLS that end has sent before; for media, the
 *     number that the schedule gives it; 0 or more
 */
public record DatagramName(Role from, Path path, int number) implements Comparable<DatagramName> {
    private static final Comparator<DatagramName> ORDER =
            Comparator.comparing(DatagramName::from)
                    .thenComparing(DatagramName::path)
                    .thenComparingInt(DatagramName::number);

    /** What a datagram is. */
    public enum Path {
        DTLS,
        RTP,
        RTCP
    }

    public DatagramName {
        if (number < 0) throw new IllegalArgumentException("names are counted from 0");
    }

    /** The name of a packet of media. */
    public static DatagramName media(Role from, PacketKind kind, int number) {
        return new DatagramName(from, kind == PacketKind.RTP ? Path.RTP : Path.RTCP, number);
    }

    @Override
    public int compareTo(DatagramName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%s's %s#%d".formatted(from.text(), path, number);
    }
}
