package dtlskeying.properties.probe;

import dtlskeying.spec.Clause;

/** What a case says of the peer in the end. */
public enum Outcome {
    /** The clause was kept. */
    PASS,
    /** The clause was broken. */
    FAIL,
    /** It was broken, and is no more than recommended. */
    DEPARTS,
    /** The case does not apply to this peer. */
    SKIPPED,
    /** Nothing could be seen that tells. */
    INCONCLUSIVE;

    /** The outcome of a finding that is final. */
    static Outcome of(Finding finding, Clause clause) {
        return switch (finding) {
            case Finding.Kept _ -> PASS;
            case Finding.Broken _, Finding.Silence _ -> broken(clause);
            case Finding.Mute _ -> DEPARTS;
            case Finding.Unmet _ -> SKIPPED;
            case Finding.Unclear _ -> INCONCLUSIVE;
        };
    }

    private static Outcome broken(Clause clause) {
        return switch (clause.level()) {
            case MUST, MUST_NOT, SHALL, IS, TBD -> FAIL;
            case SHOULD, SHOULD_NOT -> DEPARTS;
            case MAY -> INCONCLUSIVE;
        };
    }
}
