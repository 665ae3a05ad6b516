package dtlskeying.properties.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.spec.Role;

import net.jqwik.api.Example;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The probe itself: who keeps the rules is not accused, and who breaks one is. */
class ProbeProperties {
    private static final Kit KIT = new Kit(OurSubject.IDENTITY, OurSubject.TODAY, Entropy.of(1));
    private static final Prober.Manner MANNER = new Prober.Manner(2_000, 2, 1);

    @Example
    void our_own_ends_keep_every_rule() {
        for (Role role : Role.values())
            for (CaseResult result : put(OurSubject.older(role, Breach.NONE)))
                assertThat(result.outcome())
                        .as("%s to a %s: %s", result.probeCase().id(), role.text(), result.words())
                        .isIn(Outcome.PASS, Outcome.SKIPPED);
    }

    @Example
    void every_case_passes_at_one_of_our_own_ends() {
        var passed = new HashSet<String>();
        for (Role role : Role.values())
            for (CaseResult result : put(OurSubject.older(role, Breach.NONE)))
                if (result.outcome() == Outcome.PASS) passed.add(result.probeCase().id());
        assertThat(passed).containsAll(SrtpCases.all().stream().map(ProbeCase::id).toList());
    }

    @Example
    void who_breaks_a_rule_is_accused_by_its_case() {
        var spared = new ArrayList<String>();
        for (ProbeCase each : SrtpCases.all())
            for (Role role : each.peers()) {
                var subject = OurSubject.older(role, Breaches.of(each));
                var result = new Prober(subject, KIT, MANNER).put(each);
                if (result.outcome() != Outcome.FAIL && result.outcome() != Outcome.DEPARTS)
                    spared.add(
                            each.id()
                                    + " "
                                    + role
                                    + ": "
                                    + result.outcome()
                                    + ", "
                                    + result.words());
            }
        assertThat(spared).isEmpty();
    }

    @Example
    void cases_have_names_of_their_own() {
        assertThat(SrtpCases.all()).extracting(ProbeCase::id).doesNotHaveDuplicates();
    }

    private static List<CaseResult> put(Subject subject) {
        return new Prober(subject, KIT, MANNER).put(SrtpCases.all(), _ -> {}).results();
    }
}
