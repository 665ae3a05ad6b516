package dtlskeying.properties.observe;

import dtlskeying.properties.check.Strip;
import dtlskeying.properties.check.TraceCheck;
import dtlskeying.properties.check.Verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * What was observed.
 *
 * @param strips what can be judged
 * @param unseen what cannot
 */
public record Observation(List<ObservedStrip> strips, List<Unseen> unseen) {
    public Observation {
        strips = List.copyOf(strips);
        unseen = List.copyOf(unseen);
    }

    /**
     * Something that the capture does not show.
     *
     * @param endpoint whose
     * @param chapter what it would be a part of
     * @param reason why not
     */
    public record Unseen(String endpoint, String chapter, String reason) {}

    /** The verdicts on all that was observed, and what is inconclusive. */
    public List<Verdict> judgedBy(TraceCheck check) {
        var verdicts = new ArrayList<Verdict>();
        for (ObservedStrip each : strips) verdicts.add(check.judge(each.strip(), each.chapter()));
        for (Unseen each : unseen)
            verdicts.add(
                    new Verdict.Inconclusive(
                            new Strip(each.endpoint(), each.chapter(), List.of()), each.reason()));
        return List.copyOf(verdicts);
    }

    /** Nothing. */
    static final Observation NOTHING = new Observation(List.of(), List.of());

    static Observation of(ObservedStrip strip) {
        return new Observation(List.of(strip), List.of());
    }

    static Observation unseen(String endpoint, String chapter, String reason) {
        return new Observation(List.of(), List.of(new Unseen(endpoint, chapter, reason)));
    }

    Observation and(Observation other) {
        var all = new ArrayList<>(strips);
        all.addAll(other.strips());
        var more = new ArrayList<>(unseen);
        more.addAll(other.unseen());
        return new Observation(all, more);
    }
}
