package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.SSRCS_OF_ONE_DEVICE_ARE_DISTINCT;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.CLOSING_REMOVES_ENTRIES;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.FAILURE_RECORDS_TIME_OUT;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.RTP_COLLISION_HANDLING_STILL_APPLIES;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.SSRC_TABLE_MAPS_TO_ASSOCIATIONS;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * §5.1.2 and §7.4 as a relation: which associations are open, a table, a list of failures. What a
 * packet may meet is in {@link SsrcTrials}.
 *
 * <p>What is removed in one moment is named in the order of the sources.
 *
 * @param readings how the passages that are open are read
 */
public record SsrcMappingModel(Set<Reading> readings)
        implements Relation<SsrcFacts, Input, Effect> {
    public SsrcMappingModel {
        readings = Set.copyOf(readings);
    }

    @Override
    public Set<Outcome<SsrcFacts, Effect>> permitted(SsrcFacts facts, Input input) {
        return switch (input) {
            case Input.Opened(var association) -> opened(facts, association);
            case Input.Closed(var association) -> closed(facts, association);
            case Input.Arrived(var ssrc, var fromPeer, var verifiesUnder) ->
                    new SsrcTrials(facts, ssrc, verifiesUnder, readings).arrived(fromPeer);
            case Input.Turn(var ssrc, var verifiesUnder) ->
                    new SsrcTrials(facts, ssrc, verifiesUnder, readings).outcomes();
            case Input.Use(var ssrc) -> use(facts, ssrc);
            case Input.Passed(var seconds) -> passed(facts, seconds);
            case Input.Deleted() -> deleted(facts);
        };
    }

    /** The number of an association that is closed may be taken again, or not. */
    private Set<Outcome<SsrcFacts, Effect>> opened(SsrcFacts facts, int association) {
        var refused = refused(facts, SSRC_TABLE_MAPS_TO_ASSOCIATIONS, CLOSING_REMOVES_ENTRIES);
        if (facts.deleted() || facts.open().contains(association)) return refused;
        var open = Set.of(opening(facts, association));
        return facts.known().contains(association) ? Either.of(open, refused) : open;
    }

    /** No source was tried with the keys that have come: none is given up for good. */
    private Outcome<SsrcFacts, Effect> opening(SsrcFacts facts, int association) {
        SsrcFacts after = facts.opening(association);
        if (readings.contains(Reading.EARLY_FAILURES_COUNT)) return Outcome.of(after, List.of());
        Collection<Ssrc> failing = facts.failing().keySet();
        return Outcome.of(
                after.without(failing), pardoned(failing), SSRC_TABLE_MAPS_TO_ASSOCIATIONS);
    }

    /** To close what is not open may be an error or nothing. */
    private static Set<Outcome<SsrcFacts, Effect>> closed(SsrcFacts facts, int association) {
        if (!facts.open().contains(association))
            return Either.of(
                    refused(facts, SSRC_TABLE_MAPS_TO_ASSOCIATIONS, CLOSING_REMOVES_ENTRIES),
                    Set.of(Outcome.of(facts, List.of())));
        return Set.of(
                Outcome.of(
                        facts.closing(association),
                        forgotten(facts.mappedTo(association)),
                        CLOSING_REMOVES_ENTRIES));
    }

    /** RFC 3550 wants a name that nobody has; §3 one that no other source here has. */
    private static Set<Outcome<SsrcFacts, Effect>> use(SsrcFacts facts, Ssrc ssrc) {
        if (facts.deleted()) return refused(facts, SSRC_TABLE_MAPS_TO_ASSOCIATIONS);
        var objections = new HashSet<Clause>();
        if (facts.local().contains(ssrc)) objections.add(SSRCS_OF_ONE_DEVICE_ARE_DISTINCT);
        if (facts.table().containsKey(ssrc)) objections.add(RTP_COLLISION_HANDLING_STILL_APPLIES);
        if (!objections.isEmpty()) return refused(facts, objections.toArray(Clause[]::new));
        Set<Outcome<SsrcFacts, Effect>> inUse =
                Set.of(Outcome.of(facts.using(ssrc), List.of(new Effect.InUse(ssrc))));
        if (!facts.retired().contains(ssrc)) return inUse;
        return Either.of(
                inUse,
                refused(
                        facts,
                        SSRCS_OF_ONE_DEVICE_ARE_DISTINCT,
                        RTP_COLLISION_HANDLING_STILL_APPLIES));
    }

    /** Records that are old enough should go; those that are not must stay. */
    private static Set<Outcome<SsrcFacts, Effect>> passed(SsrcFacts facts, int seconds) {
        SsrcFacts later = facts.after(seconds);
        Collection<Ssrc> due = later.due();
        Outcome<SsrcFacts, Effect> kept = Outcome.of(later, List.of());
        if (due.isEmpty()) return Set.of(kept);
        return Set.of(
                Outcome.of(later.without(due), pardoned(due), FAILURE_RECORDS_TIME_OUT),
                kept.departingFrom(FAILURE_RECORDS_TIME_OUT));
    }

    private static Set<Outcome<SsrcFacts, Effect>> deleted(SsrcFacts facts) {
        if (facts.deleted())
            return Either.of(
                    refused(facts, SSRC_TABLE_MAPS_TO_ASSOCIATIONS),
                    Set.of(Outcome.of(facts, List.of())));
        List<Effect> forgotten = forgotten(facts.table().keySet());
        List<Effect> pardoned = pardoned(facts.failing().keySet());
        return Either.of(
                Set.of(gone(facts, forgotten, pardoned)), Set.of(gone(facts, pardoned, forgotten)));
    }

    private static Outcome<SsrcFacts, Effect> gone(
            SsrcFacts facts, List<Effect> first, List<Effect> second) {
        List<Effect> all = new ArrayList<>(first);
        all.addAll(second);
        return Outcome.of(facts.gone(), all, CLOSING_REMOVES_ENTRIES, FAILURE_RECORDS_TIME_OUT);
    }

    private static List<Effect> forgotten(Collection<Ssrc> sources) {
        return sources.stream()
                .sorted()
                .<Effect>map(ssrc -> new Effect.Forgotten(ssrc, Clause.UNSTATED))
                .toList();
    }

    private static List<Effect> pardoned(Collection<Ssrc> sources) {
        return sources.stream()
                .sorted()
                .<Effect>map(ssrc -> new Effect.Pardoned(ssrc, Clause.UNSTATED))
                .toList();
    }

    private static Set<Outcome<SsrcFacts, Effect>> refused(SsrcFacts facts, Clause... because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Refused(Clause.UNSTATED)), because));
    }
}
