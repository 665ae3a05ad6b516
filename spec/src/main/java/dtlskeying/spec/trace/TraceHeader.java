package dtlskeying.spec.trace;

import java.util.List;

/**
 * What a trace says of itself in its first line.
 *
 * @param spec the document that the implementation follows, for example {@code
 *     draft-ietf-avt-dtls-srtp-03}
 * @param implementation name and version, for example {@code dtls-keying/0.1}
 * @param observes what was observed: {@code effects}, {@code reasons}, {@code wire}
 * @param time how {@code ms} is counted
 */
public record TraceHeader(String spec, String implementation, List<String> observes, Time time) {
    /** The clock of a trace. */
    public enum Time {
        /** Time that passes only as the schedule says. */
        VIRTUAL,
        /** The time of the day's clock. */
        WALL
    }

    /** Copies the list. */
    public TraceHeader {
        observes = List.copyOf(observes);
    }
}
