package dtlskeying.model.srtp;

import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Limits;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known at one local endpoint.
 *
 * @param limits its bounds
 * @param known the associations that it ever had
 * @param open those that are open
 * @param table the association of each source that was authenticated
 * @param failing the unmapped sources that failed, as far as they are on record
 * @param failures how many packets of unmapped sources failed in this period, at most as many as
 *     make a flood
 * @param second how many seconds of this period are over
 * @param local the names under which local sources send
 * @param retired the names that they had before
 * @param deleted whether the endpoint is gone
 */
public record SsrcFacts(
        Limits limits,
        Set<Integer> known,
        Set<Integer> open,
        Map<Ssrc, Integer> table,
        Map<Ssrc, Failing> failing,
        int failures,
        int second,
        Set<Ssrc> local,
        Set<Ssrc> retired,
        boolean deleted) {
    public SsrcFacts {
        known = Set.copyOf(known);
        open = Set.copyOf(open);
        table = Map.copyOf(table);
        failing = Map.copyOf(failing);
        failures = Math.min(failures, limits.flood());
        local = Set.copyOf(local);
        retired = Set.copyOf(retired);
    }

    /**
     * The failures of one source.
     *
     * @param failures how many
     * @param age how many seconds ago the last one was, at most the timeout
     * @param givenUp whether its packets are no longer tried
     */
    public record Failing(int failures, int age, boolean givenUp) {}

    /** An endpoint to which nothing has happened. */
    public static SsrcFacts start(Limits limits) {
        return new SsrcFacts(
                limits, Set.of(), Set.of(), Map.of(), Map.of(), 0, 0, Set.of(), Set.of(), false);
    }

    boolean isFlooded() {
        return failures >= limits.flood();
    }

    boolean isGivenUp(Ssrc ssrc) {
        return failing.containsKey(ssrc) && failing.get(ssrc).givenUp();
    }

    boolean mayRecord(Ssrc ssrc) {
        return failing.containsKey(ssrc) || failing.size() < limits.records();
    }

    int failuresOf(Ssrc ssrc) {
        return failing.containsKey(ssrc) ? failing.get(ssrc).failures() : 0;
    }

    List<Ssrc> mappedTo(int association) {
        return table.keySet().stream().filter(ssrc -> table.get(ssrc) == association).toList();
    }

    List<Ssrc> due() {
        return failing.keySet().stream()
                .filter(ssrc -> failing.get(ssrc).age() >= limits.timeout())
                .toList();
    }

    SsrcFacts opening(int association) {
        return with(
                Either.of(known, Set.of(association)),
                Either.of(open, Set.of(association)),
                table,
                failing);
    }

    SsrcFacts closing(int association) {
        Set<Integer> others = new HashSet<>(open);
        others.remove(association);
        Map<Ssrc, Integer> rest = new HashMap<>(table);
        rest.keySet().removeAll(mappedTo(association));
        return with(known, others, rest, failing);
    }

    SsrcFacts learning(Ssrc ssrc, int association) {
        Map<Ssrc, Integer> more = new HashMap<>(table);
        more.put(ssrc, association);
        return with(known, open, more, failing).without(List.of(ssrc));
    }

    SsrcFacts without(Collection<Ssrc> sources) {
        Map<Ssrc, Failing> rest = new HashMap<>(failing);
        rest.keySet().removeAll(sources);
        return with(known, open, table, rest);
    }

    /** A failed packet of an unmapped source, on record or only counted. */
    SsrcFacts failing(Ssrc ssrc, boolean givenUp) {
        Map<Ssrc, Failing> more = new HashMap<>(failing);
        if (mayRecord(ssrc)) more.put(ssrc, new Failing(failuresOf(ssrc) + 1, 0, givenUp));
        return new SsrcFacts(
                limits, known, open, table, more, failures + 1, second, local, retired, deleted);
    }

    /** Failures are counted in periods, one after the other from the start. */
    SsrcFacts after(int seconds) {
        if (deleted) return this;
        int timeout = limits.timeout();
        Map<Ssrc, Failing> older = new HashMap<>();
        failing.forEach((ssrc, was) ->
                older.put(
                        ssrc,
                        new Failing(
                                was.failures(),
                                Math.min(was.age() + seconds, timeout),
                                was.givenUp())));
        boolean isOver = second + seconds >= timeout;
        return new SsrcFacts(
                limits,
                known,
                open,
                table,
                older,
                isOver ? 0 : failures,
                (second + seconds) % timeout,
                local,
                retired,
                false);
    }

    SsrcFacts using(Ssrc ssrc) {
        return naming(Either.of(local, Set.of(ssrc)), retired);
    }

    SsrcFacts leaving(Ssrc ssrc) {
        Set<Ssrc> others = new HashSet<>(local);
        others.remove(ssrc);
        return naming(others, Either.of(retired, Set.of(ssrc)));
    }

    SsrcFacts gone() {
        return new SsrcFacts(
                limits, known, Set.of(), Map.of(), Map.of(), 0, 0, Set.of(), Set.of(), true);
    }

    private SsrcFacts naming(Set<Ssrc> local, Set<Ssrc> retired) {
        return new SsrcFacts(
                limits, known, open, table, failing, failures, second, local, retired, deleted);
    }

    private SsrcFacts with(
            Set<Integer> known,
            Set<Integer> open,
            Map<Ssrc, Integer> table,
            Map<Ssrc, Failing> failing) {
        return new SsrcFacts(
                limits, known, open, table, failing, failures, second, local, retired, deleted);
    }
}
