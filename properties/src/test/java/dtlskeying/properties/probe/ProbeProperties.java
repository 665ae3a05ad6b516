package dtlskeying.properties.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.spec.Level;
import dtlskeying.spec.Role;

import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The probe itself: who keeps the rules is not accused, and who breaks one is. */
class ProbeProperties {
    private static final Kit KIT = new Kit(OurSubject.IDENTITY, OurSubject.TODAY, Entropy.of(1));

    /** Cases in which a peer that goes on may be right, which cannot be seen. */
    private static final Set<String> OPEN =
            Set.of(
                    "profile-not-offered",
                    "two-profiles",
                    "srtp-profile-not-offered",
                    "srtp-two-profiles");

    private static final Prober.Manner MANNER = new Prober.Manner(2_000, 2, 1);

    /** A set of cases, ends of ours to put them to, and what breaks those. */
    private enum Family {
        SRTP(
                SrtpCases.handshake(),
                role -> OurSubject.older(role, Breach.NONE),
                (each, role) -> OurSubject.older(role, Breaches.of(each))),
        MEDIA(
                SrtpCases.media(),
                role -> new OurMediaSubject(role, MediaFlaw.NONE),
                (each, role) -> new OurMediaSubject(role, MediaFlaw.of(each))),
        DTLS13(
                Dtls13Cases.all(),
                role -> OurSubject.newer(role, Breach.NONE),
                (each, role) -> OurSubject.newer(role, Breaches13.of(each))),
        CHUNK(
                ChunkCases.all(),
                role -> new OurChunkSubject(role, Breach.NONE),
                (each, role) -> new OurChunkSubject(role, BreachesChunk.of(each)));

        private final List<ProbeCase> cases;
        private final Function<Role, Subject> good;
        private final BiFunction<ProbeCase, Role, Subject> broken;

        Family(
                List<ProbeCase> cases,
                Function<Role, Subject> good,
                BiFunction<ProbeCase, Role, Subject> broken) {
            this.cases = cases;
            this.good = good;
            this.broken = broken;
        }

        private List<CaseResult> put(Role role) {
            return new Prober(good.apply(role), KIT, MANNER).put(cases, _ -> {}).results();
        }

        private CaseResult putToBroken(ProbeCase each, Role role) {
            return new Prober(broken.apply(each, role), KIT, MANNER).put(each);
        }
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void our_own_ends_keep_every_rule(@ForAll Family family, @ForAll Role role) {
        for (CaseResult result : family.put(role))
            assertThat(result.outcome())
                    .as("%s to a %s: %s", result.probeCase().id(), role.text(), result.words())
                    .isIn(Outcome.PASS, Outcome.SKIPPED);
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void every_case_passes_at_one_of_our_own_ends(@ForAll Family family) {
        var missed = new HashSet<>(family.cases);
        for (Role role : Role.values())
            for (CaseResult result : family.put(role))
                if (result.outcome() == Outcome.PASS) missed.remove(result.probeCase());
        assertThat(missed).extracting(ProbeCase::id).isEmpty();
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void who_breaks_a_rule_is_accused_by_its_case(@ForAll Family family) {
        var spared = new ArrayList<String>();
        for (ProbeCase each : family.cases)
            for (Role role : each.peers()) {
                var result = family.putToBroken(each, role);
                boolean isSeen =
                        result.isAgainst(true)
                                || (each.clause().level() == Level.MAY || OPEN.contains(each.id()))
                                        && result.outcome() == Outcome.INCONCLUSIVE;
                if (!isSeen)
                    spared.add(
                            "%s %s: %s, %s"
                                    .formatted(each.id(), role, result.outcome(), result.words()));
            }
        assertThat(spared).isEmpty();
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void cases_have_names_of_their_own(@ForAll Family family) {
        assertThat(family.cases).extracting(ProbeCase::id).doesNotHaveDuplicates();
    }
}
