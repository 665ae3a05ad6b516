package dtlskeying.properties.probe;

/**
 * What a case has come to.
 *
 * @param words what was seen, or why nothing was
 * @param tries how often it was played
 * @param millis how long that took
 */
public record CaseResult(
        ProbeCase probeCase, Outcome outcome, String words, int tries, long millis) {
    /** Whether this speaks against the peer. */
    public boolean isAgainst(boolean departuresCount) {
        return outcome == Outcome.FAIL || departuresCount && outcome == Outcome.DEPARTS;
    }
}
