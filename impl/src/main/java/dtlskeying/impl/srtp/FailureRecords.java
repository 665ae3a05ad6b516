package dtlskeying.impl.srtp;

import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Limits;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which unmapped sources keep failing, and how many packets of such sources failed of late (§5.1.2,
 * §7.4). It never grows beyond its limits, whatever arrives.
 *
 * @param limits the bounds of the endpoint
 * @param bySource the sources on record
 * @param elapsed seconds of the present period
 * @param failed packets from unmapped sources that failed in the present period, as far as counting
 *     them makes a difference
 */
@Cites("dtls-srtp/5.1.2/h")
public record FailureRecords(
        Limits limits, SortedMap<Ssrc, Failures> bySource, int elapsed, int failed) {
    /**
     * The failures of one source.
     *
     * @param packets how many of its packets failed, one after the other
     * @param age seconds since the last one that was tried
     */
    public record Failures(int packets, int age) {}

    public FailureRecords {
        bySource = Collections.unmodifiableSortedMap(new TreeMap<>(bySource));
    }

    /** Nothing has failed. */
    public static FailureRecords none(Limits limits) {
        return new FailureRecords(limits, new TreeMap<>(), 0, 0);
    }

    /** The number of failed packets on record, 0 for a source without a record. */
    int of(Ssrc ssrc) {
        Failures failures = bySource.get(ssrc);
        return failures == null ? 0 : failures.packets();
    }

    boolean hasGivenUp(Ssrc ssrc) {
        return of(ssrc) >= limits.failures();
    }

    boolean isFlood() {
        return failed >= limits.flood();
    }

    private boolean mayRecord(Ssrc ssrc) {
        return bySource.containsKey(ssrc) || bySource.size() < limits.records();
    }

    /** One more packet of that source has failed. */
    FailureRecords with(Ssrc ssrc) {
        int more = Math.min(failed + 1, limits.flood());
        if (!mayRecord(ssrc))
            return more == failed ? this : new FailureRecords(limits, bySource, elapsed, more);
        var after = new TreeMap<>(bySource);
        after.put(ssrc, new Failures(of(ssrc) + 1, 0));
        return new FailureRecords(limits, after, elapsed, more);
    }

    /** A packet of that source has succeeded. */
    FailureRecords without(Ssrc ssrc) {
        if (!bySource.containsKey(ssrc)) return this;
        var rest = new TreeMap<>(bySource);
        rest.remove(ssrc);
        return new FailureRecords(limits, rest, elapsed, failed);
    }

    /** No source has a record; what was counted in this period stays counted. */
    FailureRecords cleared() {
        return new FailureRecords(limits, new TreeMap<>(), elapsed, failed);
    }

    /** The sources whose records are too old after so many seconds more. */
    List<Ssrc> outdatedAfter(int seconds) {
        return bySource.keySet().stream()
                .filter(ssrc -> seconds >= limits.timeout() - bySource.get(ssrc).age())
                .toList();
    }

    /** So many seconds later; a period that is over takes its count with it. */
    FailureRecords after(int seconds) {
        var older = new TreeMap<Ssrc, Failures>();
        bySource.forEach((ssrc, record) -> {
            if (seconds < limits.timeout() - record.age())
                older.put(ssrc, new Failures(record.packets(), record.age() + seconds));
        });
        long now = (long) elapsed + seconds;
        int left = now >= limits.timeout() ? 0 : failed;
        return new FailureRecords(limits, older, (int) (now % limits.timeout()), left);
    }
}
