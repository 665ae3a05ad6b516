package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Ladder.Rungs;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** What a build prints when a clause slips. */
class LadderDifferenceTest {
    private static final Rungs BEFORE =
            new Rungs("d/1/a", "X_HOLDS", "MUST", true, true, 7, Set.of("X01 by P01"), 2, 3);

    @Test
    void a_clause_whose_bug_lives_is_named_with_its_rung_before_and_after() {
        var after = new Rungs("d/1/a", "X_HOLDS", "MUST", true, true, 5, Set.of(), 2, 0);
        assertThat(slips(after))
                .containsExactly(
                        "d/1/a X_HOLDS\n    rejecting: 3 vectors -> nothing",
                        "d/1/a X_HOLDS\n    guarded: X01 by P01 -> nothing");
    }

    @Test
    void a_clause_that_is_gone_has_slipped() {
        assertThat(LadderDifference.slips(List.of(BEFORE), List.of()))
                .containsExactly("d/1/a X_HOLDS is no longer in the catalogue");
    }

    @Test
    void what_only_counts_otherwise_differs_and_has_not_slipped() {
        var after =
                new Rungs("d/1/a", "X_HOLDS", "MUST", true, true, 5, Set.of("X02 by P01"), 2, 3);
        assertThat(slips(after)).isEmpty();
        assertThat(LadderDifference.all(List.of(BEFORE), List.of(after)))
                .containsExactly(
                        """
                        d/1/a X_HOLDS
                            exercised: 7 steps -> 5 steps
                            guarded: X01 by P01 -> X02 by P01\
                        """);
    }

    @Test
    void a_new_clause_is_new() {
        assertThat(LadderDifference.all(List.of(), List.of(BEFORE)))
                .containsExactly("d/1/a X_HOLDS is new");
        assertThat(LadderDifference.slips(List.of(), List.of(BEFORE))).isEmpty();
    }

    @Test
    void nothing_differs_from_itself() {
        assertThat(LadderDifference.all(List.of(BEFORE), List.of(BEFORE))).isEmpty();
    }

    private static List<String> slips(Rungs after) {
        return LadderDifference.slips(List.of(BEFORE), List.of(after));
    }
}
