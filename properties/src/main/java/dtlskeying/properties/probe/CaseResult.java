package dtlskeying.properties.probe;

import java.util.List;

/**
 * What a case has come to.
 *
 * @param words what was seen, or why nothing was
 * @param steps what passed between the ends in the last play, a turn a line
 * @param tries how often it was played
 * @param millis how long that took
 */
public record CaseResult(
        ProbeCase probeCase,
        Outcome outcome,
        String words,
        List<String> steps,
        int tries,
        long millis) {
    public CaseResult {
        steps = List.copyOf(steps);
    }

    /** Whether this speaks against the peer. */
    public boolean isAgainst(boolean departuresCount) {
        return outcome == Outcome.FAIL || departuresCount && outcome == Outcome.DEPARTS;
    }
}
