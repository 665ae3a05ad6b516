package dtlskeying.properties.cli;

import dtlskeying.spec.Role;

/**
 * When further handshakes of a run are due.
 *
 * @param starter which end starts them
 * @param count how many there are
 * @param every after so many packets of the starter each, at least 1
 */
record RekeyPlan(Role starter, int count, int every) {
    /** Whether the next is due, when so many were started and so many packets sent. */
    boolean isDue(int started, int packets) {
        return started < count && packets >= every * (started + 1);
    }
}
