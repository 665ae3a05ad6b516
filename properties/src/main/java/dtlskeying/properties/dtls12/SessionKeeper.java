package dtlskeying.properties.dtls12;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.ResumableSession;
import dtlskeying.impl.dtls12.SessionCache;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.dtls12.ResumptionSpec.Effect;
import dtlskeying.spec.dtls12.ResumptionSpec.Input;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an endpoint keeps of its sessions, as a machine with inputs and effects by name: what
 * happens to a connection goes to the cache as a real association and what it did.
 *
 * @param hours how late it is
 * @param over the sessions whose full handshake is over
 * @param keys what connections have sent under so far, by their keys
 * @param answered how many offers were answered
 */
public record SessionKeeper(
        SessionCache cache, long hours, Set<Octets> over, Set<Secret> keys, int answered) {
    private static final long HOUR = 60L * 60 * 1000;
    private static final int CAPACITY = 4;

    /** Nothing was kept yet. */
    static final SessionKeeper START =
            new SessionKeeper(SessionCache.ofCapacity(CAPACITY), 0, Set.of(), Set.of(), 0);

    public SessionKeeper {
        over = Set.copyOf(over);
        keys = Set.copyOf(keys);
    }

    Step<SessionKeeper, Effect> on(Input input) {
        return switch (input) {
            case Input.Named(var name) ->
                    become(after(Handshakes.of(name).unfinished(), List.of()));
            case Input.Finished(var name) -> become(finished(name));
            case Input.Resumed(var name) -> become(after(Handshakes.of(name).resumed()));
            case Input.FatalAlert(var name) -> become(alerted(name));
            case Input.Closed(var name) -> become(closed(Handshakes.of(name).complete().end()));
            case Input.Passed(var more) ->
                    become(new SessionKeeper(cache, hours + more, over, keys, answered));
            case Input.Offered(var name) -> offered(name);
        };
    }

    private static final List<AssociationSpec.Effect> ALERT =
            List.of(
                    new AssociationSpec.Effect.AlertReceived(true, 40),
                    new AssociationSpec.Effect.Failed(
                            HandshakeSpec.Claim.FATAL_ALERT_ENDS_THE_CONNECTION));

    private static Step<SessionKeeper, Effect> become(SessionKeeper after) {
        return Step.become(after);
    }

    /** A handshake finishes once, and none that an alert has ended. */
    private SessionKeeper finished(Octets name) {
        return over.contains(name) ? this : after(Handshakes.of(name).complete()).without(name);
    }

    private SessionKeeper alerted(Octets name) {
        return after(Handshakes.of(name).complete().end(), ALERT).without(name);
    }

    private SessionKeeper without(Octets handshake) {
        var more = new HashSet<>(over);
        more.add(handshake);
        return new SessionKeeper(cache, hours, more, keys, answered);
    }

    private SessionKeeper after(Handshakes.Complete complete) {
        return after(complete.end(), complete.effects());
    }

    private SessionKeeper after(Association end, List<AssociationSpec.Effect> effects) {
        return new SessionKeeper(cache.after(end, effects, now()), hours, over, keys, answered);
    }

    private SessionKeeper closed(Association end) {
        return after(end, end.on(new AssociationSpec.Input.Close(now())).effects());
    }

    private Step<SessionKeeper, Effect> offered(Octets name) {
        var asked = new SessionKeeper(cache.at(now()), hours, over, keys, answered + 1);
        Octets id = Handshakes.of(name).session().id();
        Optional<ResumableSession> kept = asked.cache.find(id);
        if (kept.isEmpty()) return Step.become(asked, new Effect.Declined());
        Secret fresh = asked.keyOf(kept.get());
        var more = new HashSet<>(keys);
        boolean isNew = more.add(fresh);
        return Step.become(
                new SessionKeeper(asked.cache, hours, over, more, asked.answered),
                new Effect.TakenUp(name, isNew));
    }

    /** The same, and that session is kept, whatever has happened. */
    SessionKeeper keeping(Octets name) {
        var more = cache.with(Handshakes.of(name).session(), now());
        return new SessionKeeper(more, hours, over, keys, answered);
    }

    /** The client's key of a connection with randoms of its own. */
    private Secret keyOf(ResumableSession session) {
        Octets client = Hash.SHA256.digest(Octets.of((byte) answered));
        Octets server = Hash.SHA256.digest(client);
        return session.keys().keyBlock(client, server).key(Role.CLIENT);
    }

    private long now() {
        return hours * HOUR;
    }

    @Override
    public String toString() {
        var kept =
                cache.kept().stream()
                        .map(each ->
                                Handshakes.nameOf(each.session().id())
                                        + " since hour "
                                        + each.since() / HOUR)
                        .toList();
        return "SessionKeeper" + kept + " at hour " + hours + ", " + answered + " answered";
    }
}
