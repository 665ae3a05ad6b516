package dtlskeying.properties.probe;

import java.util.List;

/**
 * What a run of the probe has come to.
 *
 * @param planned how many cases were to be put
 * @param results what those came to that were put
 * @param trouble why the run ended early; empty if it did not, or if the user ended it
 */
public record ProbeReport(int planned, List<CaseResult> results, String trouble) {
    public ProbeReport {
        results = List.copyOf(results);
    }

    /** How many cases came to that. */
    public long count(Outcome outcome) {
        return results.stream().filter(each -> each.outcome() == outcome).count();
    }

    /** Whether every case was put. */
    public boolean isWhole() {
        return results.size() == planned;
    }

    /** Whether nothing speaks against the peer, and something for it. */
    public boolean isGood(boolean departuresCount) {
        return results.stream().noneMatch(each -> each.isAgainst(departuresCount))
                && count(Outcome.PASS) > 0
                && trouble.isEmpty();
    }
}
