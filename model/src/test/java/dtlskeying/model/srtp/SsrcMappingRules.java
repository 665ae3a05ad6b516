package dtlskeying.model.srtp;

import dtlskeying.model.Relation;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;
import dtlskeying.spec.srtp.SsrcMappingSpec.Limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every model of the SSRC table keeps, and what it is tried with. */
final class SsrcMappingRules {
    static final SsrcMappingModel HONEST = new SsrcMappingModel(Reading.defaults());
    static final Ssrc ONE = new Ssrc(1);
    static final Ssrc TWO = new Ssrc(2);
    static final int MOST_FAILURES = 3;

    /** Two associations and a local source; no failure is on record. */
    static final SsrcFacts FORKED = SsrcFacts.start(new Limits(2, 2, 0, 100));

    static final List<Input> TABLE =
            List.of(
                    new Input.Opened(1),
                    new Input.Opened(2),
                    new Input.Closed(1),
                    new Input.Closed(2),
                    new Input.Arrived(ONE, true, 0),
                    new Input.Arrived(ONE, true, 1),
                    new Input.Arrived(ONE, true, 2),
                    new Input.Arrived(TWO, false, 1),
                    new Input.Use(ONE),
                    new Input.Deleted());

    /** One association, and room for the failures of one source. */
    static final SsrcFacts FAILING = SsrcFacts.start(new Limits(2, 2, 1, 2));

    static final List<Input> FAILURES =
            List.of(
                    new Input.Opened(1),
                    new Input.Closed(1),
                    new Input.Arrived(ONE, false, 0),
                    new Input.Arrived(ONE, true, 0),
                    new Input.Arrived(ONE, false, 1),
                    new Input.Arrived(TWO, true, 0),
                    new Input.Turn(ONE, 0),
                    new Input.Passed(1),
                    new Input.Passed(2),
                    new Input.Deleted());

    static final List<Invariant<Step<SsrcFacts, Input, Effect>>> ALWAYS =
            List.of(
                    new Invariant<>(
                            "sources are mapped to open associations",
                            step -> !step.after().table().isEmpty(),
                            step -> step.after().open().containsAll(step.after().table().values())),
                    new Invariant<>(
                            "only an authentic packet makes an entry",
                            step -> step.after().table().size() > step.before().table().size(),
                            step ->
                                    step.did(Effect.Accepted.class)
                                            && step.before().open().contains(key(step))),
                    new Invariant<>(
                            "what is accepted verifies where it was tried last",
                            step -> step.did(Effect.Accepted.class),
                            step ->
                                    step.all(Effect.Accepted.class).getFirst().association()
                                                    == key(step)
                                            && step.all(Effect.Tried.class).getLast().association()
                                                    == key(step)),
                    new Invariant<>(
                            "a source stays with its association until that closes",
                            step -> !step.before().table().isEmpty(),
                            step ->
                                    step.before().table().entrySet().stream()
                                            .allMatch(entry -> stays(step, entry))),
                    new Invariant<>(
                            "a packet is tried with open associations, each once",
                            step -> step.did(Effect.Tried.class),
                            SsrcMappingRules::triesOnce),
                    new Invariant<>(
                            "a known source is tried with its association alone",
                            step -> step.before().table().containsKey(source(step)),
                            step ->
                                    tried(step)
                                            .equals(
                                                    List.of(
                                                            step.before()
                                                                    .table()
                                                                    .get(source(step))))),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step ->
                                    step.did(Effect.Refused.class)
                                            || step.did(Effect.Discarded.class)
                                            || step.did(Effect.Postponed.class),
                            Step::changedNothing),
                    new Invariant<>(
                            "nothing is left of an endpoint that is deleted",
                            step -> step.after().deleted(),
                            step ->
                                    step.after().table().isEmpty()
                                            && step.after().open().isEmpty()
                                            && step.after().failing().isEmpty()));

    static final List<Invariant<Step<SsrcFacts, Input, Effect>>> OF_THE_TABLE =
            List.of(
                    new Invariant<>(
                            "a genuine packet of a new source is accepted",
                            step ->
                                    step.before().open().contains(key(step))
                                            && !step.before().table().containsKey(source(step)),
                            step -> step.did(Effect.Accepted.class)),
                    new Invariant<>(
                            "a local source leaves a name that an authentic packet bears",
                            step -> step.before().local().contains(source(step)),
                            step ->
                                    step.did(Effect.Collided.class)
                                            == step.did(Effect.Accepted.class)),
                    new Invariant<>(
                            "no local source takes a name that is taken",
                            step -> step.did(Effect.InUse.class),
                            step ->
                                    !step.before().local().contains(ONE)
                                            && !step.before().table().containsKey(ONE)));

    static final List<Invariant<Step<SsrcFacts, Input, Effect>>> OF_FAILURES =
            List.of(
                    new Invariant<>(
                            "no source is given up before the limit",
                            step -> step.did(Effect.GivenUp.class),
                            step ->
                                    step.all(Effect.Failed.class).getFirst().failures()
                                            >= step.before().limits().failures()),
                    new Invariant<>(
                            "records are bounded",
                            step -> !step.after().failing().isEmpty(),
                            step ->
                                    step.after().failing().size()
                                            <= step.after().limits().records()),
                    new Invariant<>(
                            "time or the end removes a record in words, success without",
                            step -> lost(step) > 0,
                            step ->
                                    step.did(Effect.Accepted.class)
                                            || step.all(Effect.Pardoned.class).size()
                                                    == lost(step)),
                    new Invariant<>(
                            "only a flood puts packets off, and none of a known source or peer",
                            step -> step.did(Effect.Postponed.class),
                            step ->
                                    step.before().failures() >= step.before().limits().flood()
                                            && !step.before().table().containsKey(source(step))
                                            && !isFromPeer(step)));

    /** Holds where early packets do not count. */
    static final List<Invariant<Step<SsrcFacts, Input, Effect>>> OF_EARLY_PACKETS =
            List.of(
                    new Invariant<>(
                            "nothing fails without an association",
                            step -> step.did(Effect.Failed.class),
                            step -> !step.before().open().isEmpty()),
                    new Invariant<>(
                            "no source is on record when an association opens",
                            step -> step.after().open().size() > step.before().open().size(),
                            step -> step.after().failing().isEmpty()));

    static Ssrc source(Step<SsrcFacts, Input, Effect> step) {
        for (Input input : step.inputs()) {
            if (input instanceof Input.Arrived(var ssrc, _, _)) return ssrc;
            if (input instanceof Input.Turn(var ssrc, _)) return ssrc;
        }
        return new Ssrc(0);
    }

    static int key(Step<SsrcFacts, Input, Effect> step) {
        for (Input input : step.inputs()) {
            if (input instanceof Input.Arrived(_, _, var verifiesUnder)) return verifiesUnder;
            if (input instanceof Input.Turn(_, var verifiesUnder)) return verifiesUnder;
        }
        return 0;
    }

    static boolean isFromPeer(Step<SsrcFacts, Input, Effect> step) {
        return step.inputs().stream()
                .anyMatch(input -> input instanceof Input.Arrived(_, var peer, _) && peer);
    }

    static List<Integer> tried(Step<SsrcFacts, Input, Effect> step) {
        return step.all(Effect.Tried.class).stream().map(Effect.Tried::association).toList();
    }

    static boolean triesOnce(Step<SsrcFacts, Input, Effect> step) {
        return step.before().open().containsAll(tried(step))
                && Set.copyOf(tried(step)).size() == tried(step).size();
    }

    static boolean stays(Step<SsrcFacts, Input, Effect> step, Map.Entry<Ssrc, Integer> entry) {
        return entry.getValue().equals(step.after().table().get(entry.getKey()))
                || step.inputs().contains(new Input.Closed(entry.getValue()))
                || step.inputs().contains(new Input.Deleted());
    }

    static int lost(Step<SsrcFacts, Input, Effect> step) {
        return step.before().failing().size() - step.after().failing().size();
    }

    static Exploration<Step<SsrcFacts, Input, Effect>, Answer<Input, Effect>> table(
            Relation<SsrcFacts, Input, Effect> relation) {
        return explore(relation, FORKED, TABLE, OF_THE_TABLE);
    }

    static Exploration<Step<SsrcFacts, Input, Effect>, Answer<Input, Effect>> failures(
            Relation<SsrcFacts, Input, Effect> relation) {
        var particular = new ArrayList<>(OF_FAILURES);
        particular.addAll(OF_EARLY_PACKETS);
        return explore(relation, FAILING, FAILURES, particular);
    }

    static Exploration<Step<SsrcFacts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<SsrcFacts, Input, Effect> relation,
            SsrcFacts start,
            List<Input> alphabet,
            List<Invariant<Step<SsrcFacts, Input, Effect>>> particular) {
        var invariants = new ArrayList<>(ALWAYS);
        invariants.addAll(particular);
        return Explorer.explore(
                Steps.of(
                        relation, List.of(start), alphabet, SsrcMappingRules::isWithin, invariants),
                Bounds.OF_THE_BUILD);
    }

    static boolean isWithin(SsrcFacts facts) {
        return facts.failures() <= 4
                && facts.failing().values().stream()
                        .allMatch(failing -> failing.failures() <= MOST_FAILURES);
    }

    private SsrcMappingRules() {}
}
