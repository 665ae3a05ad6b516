package dtlskeying.impl.dtls12;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sessions that an endpoint is willing to take up again, as an immutable value that its
 * associations hand on: each gets the one of the moment ({@link Association#knowing}), and what it
 * then does makes the next ({@link #after}).
 *
 * @param capacity how many are kept at most; one more displaces the oldest
 * @param lifetime how long one is kept, in milliseconds
 * @param kept oldest first
 */
public record SessionCache(int capacity, long lifetime, List<Kept> kept) {
    /** A day, the longest that RFC 5246 §F.1.4 advises, in milliseconds. */
    public static final long DAY = 24L * 60 * 60 * 1000;

    /**
     * One session.
     *
     * @param since when its first handshake was complete, in milliseconds
     */
    public record Kept(ResumableSession session, long since) {}

    public SessionCache {
        kept = List.copyOf(kept);
        if (capacity < 0 || kept.size() > capacity)
            throw new IllegalArgumentException(kept.size() + " sessions, room for " + capacity);
    }

    /** Room for so many sessions, each for a day. */
    public static SessionCache ofCapacity(int capacity) {
        return new SessionCache(capacity, DAY, List.of());
    }

    /** The session of that name; any bytes may be asked for. */
    public Optional<ResumableSession> find(Octets id) {
        return kept.stream().map(Kept::session).filter(each -> each.id().equals(id)).findFirst();
    }

    /** The same so late: what is too old is gone. */
    @Cites("rfc5246/F.1.4/a")
    public SessionCache at(long now) {
        return keeping(kept.stream().filter(each -> now - each.since() <= lifetime).toList());
    }

    /**
     * What is kept once an association has done these things: its session if a handshake is
     * complete, full or of a session that is still kept; no longer its session if an alert has
     * ended it.
     */
    @Cites({"rfc5246/7.4.1.2/c", "rfc5246/7.2.2/d"})
    public SessionCache after(Association end, List<Effect> effects, long now) {
        var next = this;
        for (Effect effect : effects)
            if (effect instanceof Effect.Completed) next = next.with(end, now);
        return isEndedByAlert(effects) ? next.without(end.sessionId()) : next;
    }

    /** A session that is gone since it was taken up does not come back. */
    private SessionCache with(Association end, long now) {
        return end.resumable()
                .filter(session -> !end.isResumed() || find(session.id()).isPresent())
                .map(session -> with(session, now))
                .orElse(this);
    }

    /** With this session; one of the same name makes way to it and gives it its age. */
    public SessionCache with(ResumableSession session, long now) {
        long since = now;
        for (Kept each : kept) if (each.session().id().equals(session.id())) since = each.since();
        var more = new ArrayList<>(without(session.id()).kept());
        more.add(new Kept(session, since));
        return keeping(more.subList(Math.max(0, more.size() - capacity), more.size()));
    }

    /** Without the session of that name. */
    public SessionCache without(Octets id) {
        return keeping(kept.stream().filter(each -> !each.session().id().equals(id)).toList());
    }

    private static boolean isEndedByAlert(List<Effect> effects) {
        boolean failed = effects.stream().anyMatch(Effect.Failed.class::isInstance);
        return failed && effects.stream().anyMatch(SessionCache::isAlert);
    }

    private static boolean isAlert(Effect effect) {
        return effect instanceof Effect.AlertSent
                || effect instanceof Effect.AlertReceived(var fatal, _) && fatal;
    }

    private SessionCache keeping(List<Kept> those) {
        return new SessionCache(capacity, lifetime, those);
    }
}
