package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.probe.CaseResult;
import dtlskeying.properties.probe.Outcome;
import dtlskeying.properties.probe.ProbeCase;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the probe is known to say of a peer: {@code vectors/probe/NAME.json}. A case that is not in
 * the file passes; of the others the file has the outcome, in {@code why} what is behind it, and of
 * those that speak against the peer what passed between the ends.
 */
final class ProbeExpectations {
    private ProbeExpectations() {}

    /**
     * The results are those that are known, and every one that speaks against the peer is
     * explained. A case that comes as a surprise is put again: the machine may have been busy.
     *
     * @param put puts cases to the peer
     */
    static void check(
            ProbedPeer peer,
            List<ProbeCase> cases,
            Function<List<ProbeCase>, List<CaseResult>> put) {
        var results = put.apply(cases);
        var file = new ProbeFile(peer);
        if (System.getProperty("snapshots", "check").equals("write")) file.write(results);
        var known = file.read();
        assertThat(known)
                .allSatisfy((id, each) -> assertThat(each.why()).as("why of %s", id).isNotBlank());
        assertThat(results).extracting(each -> each.probeCase().id()).containsAll(known.keySet());
        assertThat(surprises(results, known, put)).isEmpty();
    }

    private static List<String> surprises(
            List<CaseResult> results,
            Map<String, ProbeFile.Known> known,
            Function<List<ProbeCase>, List<CaseResult>> put) {
        var surprises = new ArrayList<String>();
        for (CaseResult each : results) {
            String id = each.probeCase().id();
            var expected = known.getOrDefault(id, ProbeFile.Known.PASSES);
            if (expected.covers(each)) continue;
            var again = put.apply(List.of(each.probeCase())).getFirst();
            if (!expected.covers(again)) surprises.add(surprise(expected, again));
        }
        return surprises;
    }

    private static String surprise(ProbeFile.Known expected, CaseResult again) {
        String id = again.probeCase().id();
        return expected.outcomes().contains(again.outcome().name())
                ? "%s: other steps: %s".formatted(id, again.steps())
                : "%s: %s, not %s: %s"
                        .formatted(id, again.outcome(), expected.outcomes(), again.words());
    }

    /** Whether steps belong to that outcome: nobody asks how a case was passed. */
    static boolean isToldBySteps(Outcome outcome) {
        return outcome == Outcome.FAIL || outcome == Outcome.DEPARTS;
    }
}
