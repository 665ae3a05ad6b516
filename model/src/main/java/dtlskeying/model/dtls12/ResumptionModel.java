package dtlskeying.model.dtls12;

import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.FATAL_ALERT_ENDS_THE_SESSION;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.RESUMED_CONNECTION_HAS_NEW_KEYS;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.SERVER_MAY_RESUME;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.SESSIONS_AGE;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.SESSION_IS_VALID_ONCE_FINISHED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.dtls12.ResumptionModel.Facts;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls12.ResumptionSpec.Effect;
import dtlskeying.spec.dtls12.ResumptionSpec.Input;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * RFC 5246 §7.2.2, §7.4.1.2, §7.4.1.3 and §F.1.4: which sessions a server may take up again. It may
 * always decline: a session can be removed at any time.
 */
public record ResumptionModel() implements Relation<Facts, Input, Effect> {
    private static final long DAY = 24;

    /** What has become of a session. */
    public enum Life {
        /** It has a name, and its handshake is under way. */
        NAMED,
        /** Its handshake has finished. */
        VALID,
        /** A fatal alert has come on one of its connections. */
        ENDED
    }

    /**
     * One session.
     *
     * @param hours since its handshake has finished; more than a day is all the same
     */
    public record Session(Life life, long hours) {
        Session older(long by) {
            return life == Life.VALID ? new Session(life, Math.min(hours + by, DAY + 1)) : this;
        }
    }

    /** What is known: sessions by their names. */
    public record Facts(Map<Octets, Session> sessions) {
        /** Nothing has happened. */
        public static final Facts START = new Facts(Map.of());

        public Facts {
            sessions = Map.copyOf(sessions);
        }

        Facts with(Octets name, Session session) {
            var more = new HashMap<>(sessions);
            more.put(name, session);
            return new Facts(more);
        }

        Facts older(long hours) {
            var older = new HashMap<>(sessions);
            older.replaceAll((_, session) -> session.older(hours));
            return new Facts(older);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Named(var name) -> silently(named(facts, name));
            case Input.Finished(var name) -> silently(finished(facts, name));
            case Input.FatalAlert(var name) -> silently(alerted(facts, name));
            case Input.Resumed _, Input.Closed _ -> silently(facts);
            case Input.Passed(var hours) -> silently(facts.older(hours));
            case Input.Offered(var name) -> offered(facts, name);
        };
    }

    private static Facts named(Facts facts, Octets name) {
        return facts.sessions().containsKey(name)
                ? facts
                : facts.with(name, new Session(Life.NAMED, 0));
    }

    /** A handshake finishes once; one that takes the session up makes it no younger. */
    private static Facts finished(Facts facts, Octets name) {
        Session before = facts.sessions().getOrDefault(name, new Session(Life.NAMED, 0));
        return before.life() == Life.NAMED ? facts.with(name, new Session(Life.VALID, 0)) : facts;
    }

    private static Facts alerted(Facts facts, Octets name) {
        return facts.sessions().containsKey(name)
                ? facts.with(name, new Session(Life.ENDED, 0))
                : facts;
    }

    private static Set<Outcome<Facts, Effect>> offered(Facts facts, Octets name) {
        Session session = facts.sessions().getOrDefault(name, new Session(Life.NAMED, 0));
        return switch (session.life()) {
            case NAMED ->
                    Set.of(
                            Outcome.of(
                                    facts,
                                    List.of(new Effect.Declined()),
                                    SESSION_IS_VALID_ONCE_FINISHED));
            case ENDED ->
                    Set.of(
                            Outcome.of(
                                    facts,
                                    List.of(new Effect.Declined()),
                                    FATAL_ALERT_ENDS_THE_SESSION));
            case VALID -> session.hours() > DAY ? old(facts, name) : young(facts, name);
        };
    }

    private static Set<Outcome<Facts, Effect>> young(Facts facts, Octets name) {
        return Set.of(
                Outcome.of(facts, List.of(new Effect.Declined()), SERVER_MAY_RESUME),
                takenUp(facts, name));
    }

    private static Set<Outcome<Facts, Effect>> old(Facts facts, Octets name) {
        return Set.of(
                Outcome.of(facts, List.of(new Effect.Declined()), SERVER_MAY_RESUME, SESSIONS_AGE),
                takenUp(facts, name).departingFrom(SESSIONS_AGE));
    }

    private static Outcome<Facts, Effect> takenUp(Facts facts, Octets name) {
        return Outcome.of(
                facts,
                List.of(new Effect.TakenUp(name, true)),
                SERVER_MAY_RESUME,
                SESSION_IS_VALID_ONCE_FINISHED,
                RESUMED_CONNECTION_HAS_NEW_KEYS);
    }

    private static Set<Outcome<Facts, Effect>> silently(Facts facts) {
        return Set.of(Outcome.of(facts, List.of()));
    }
}
