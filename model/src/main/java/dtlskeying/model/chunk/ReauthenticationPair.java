package dtlskeying.model.chunk;

import static dtlskeying.spec.chunk.ReauthenticationSpec.PATIENCE;
import static dtlskeying.spec.chunk.ReauthenticationSpec.REPEAT;

import dtlskeying.model.Relation;
import dtlskeying.model.chunk.ReauthenticationFacts.Epochs;
import dtlskeying.model.chunk.ReauthenticationState.Carrier;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Invariant;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;

import java.util.List;

/**
 * Both ends ask each other who they are, while either of them updates the keys; a server may show
 * its proof unasked too.
 *
 * <p>The attacker, if there is one, has the keys of all records, so that he reads messages and
 * makes them up; he has no private key of either end. Once he may sit between the ends of an
 * update: from then on the epochs have other secrets at one end than at the other, and he has both.
 *
 * <p>Without an attacker the patience of an end that asks does not end. An end that gives up takes
 * the other with it.
 *
 * @param relation what an end is permitted
 * @param binding what a proof is bound to
 * @param carrier what carries the messages
 * @param scope how far it goes
 */
public record ReauthenticationPair(
        Relation<ReauthenticationFacts, Input, Effect> relation,
        ReauthenticationBinding binding,
        Carrier carrier,
        Scope scope)
        implements Explorable<ReauthenticationState, Happening> {
    /**
     * How far it goes.
     *
     * @param last the last epoch, 3 to 60
     * @param wishes the greatest number that an exchange by wish gets, 0 to 50
     * @param room how many messages are on their way to an end at most; over {@link Carrier#LOSSY}
     *     at least 2, as much as an end says at a time
     * @param forgeries how many the attacker makes up; he is there if that is 1 or more
     * @param afterUpdates whether both ends ask by themselves after an update
     */
    public record Scope(long last, long wishes, int room, int forgeries, boolean afterUpdates) {
        boolean isAttacked() {
            return forgeries > 0;
        }
    }

    @Override
    public List<ReauthenticationState> initialStates() {
        var policy = new Policy(0, scope.afterUpdates());
        return List.of(ReauthenticationState.start(policy, carrier, scope.forgeries()));
    }

    @Override
    public void expand(ReauthenticationState state, Sink<ReauthenticationState, Happening> sink) {
        if (state.isOver()) return;
        for (Role role : Role.values()) {
            wish(state, role, sink);
            pass(state, role, sink);
            update(state, role, sink);
        }
        for (ReauthenticationMessage message : state.due()) {
            for (var next : telling().read(state.delivering(message), message))
                sink.to(Happening.arrives(message.to(), message + " arrives"), next);
            if (carrier == Carrier.LOSSY)
                sink.to(
                        Happening.lost(message.to().peer(), message + " is lost"),
                        state.losing(message));
        }
        if (state.forgeries() > 0)
            for (ReauthenticationMessage forged :
                    new ReauthenticationAttacker(binding).forged(state))
                for (var next : telling().read(state.forging(), forged))
                    sink.to(Happening.madeUp(forged.to(), forged + " is made up"), next);
    }

    private ReauthenticationTelling telling() {
        return new ReauthenticationTelling(relation, binding, scope);
    }

    private void tell(
            ReauthenticationState state,
            Role role,
            Input input,
            Sink<ReauthenticationState, Happening> sink) {
        for (var next : telling().tell(state, role, input))
            sink.to(Happening.at(role, role.text() + ": " + input), next);
    }

    private void wish(
            ReauthenticationState state, Role role, Sink<ReauthenticationState, Happening> sink) {
        ReauthenticationFacts facts = state.end(role).facts();
        if (facts.next() > scope.wishes()) return;
        if (!facts.asked().isOpen()) tell(state, role, new Input.Wanted(), sink);
        if (role == Role.SERVER && !facts.shown().isOpen())
            tell(state, role, new Input.ShowWanted(), sink);
    }

    private void pass(
            ReauthenticationState state, Role role, Sink<ReauthenticationState, Happening> sink) {
        ReauthenticationFacts facts = state.end(role).facts();
        if (!facts.asked().isOpen() && !facts.shown().isOpen()) return;
        if (carrier == Carrier.LOSSY) tell(state, role, new Input.Passed(REPEAT), sink);
        if (scope.isAttacked() || !facts.asked().isOpen())
            tell(state, role, new Input.Passed(PATIENCE), sink);
    }

    /** This end has the response of an update, its finish, or its ACK. */
    private void update(
            ReauthenticationState state, Role role, Sink<ReauthenticationState, Happening> sink) {
        Epochs own = state.end(role).facts().epochs();
        Epochs theirs = state.end(role.peer()).facts().epochs();
        long next = own.newest() + 1;
        if (own.equals(theirs) && own.current() == own.newest() && next <= scope.last()) {
            derive(state, role, next, false, sink);
            if (scope.isAttacked() && state.split() == 0)
                derive(state.splitting(next), role, next, false, sink);
        }
        if (theirs.newest() == next) derive(state, role, next, true, sink);
        if (own.current() < own.newest() && theirs.current() == own.newest())
            tell(state, role, new Input.KeysUpdated(new Epoch(own.newest())), sink);
    }

    /** The secret of that epoch comes, and that of the epoch before the last goes. */
    private void derive(
            ReauthenticationState state,
            Role role,
            long epoch,
            boolean isComplete,
            Sink<ReauthenticationState, Happening> sink) {
        var derived = new Epoch(epoch);
        var after = telling().tell(state, role, new Input.EpochReady(derived));
        if (isComplete) after = telling().all(after, role, new Input.KeysUpdated(derived));
        if (epoch > 4)
            after = telling().all(after, role, new Input.EpochGone(new Epoch(epoch - 2)));
        String what = state.isSplit(epoch) ? " derives a secret of its own in " : " derives ";
        for (var next : after) sink.to(Happening.at(role, role.text() + what + epoch), next);
    }

    @Override
    public long key(ReauthenticationState state) {
        return state.fingerprint();
    }

    @Override
    public List<Invariant<ReauthenticationState>> invariants() {
        return List.of(
                no("split", "nobody is authenticated over keys that somebody has split"),
                no("old proof", "a proof is for the request that it answers"),
                no("somebody else", "nobody is authenticated but the peer"),
                no("no proof", "nobody is authenticated without a proof"),
                no("signed twice", "no request is signed twice"),
                no("nothing to repeat", "what is said again was said"),
                no("two requests", "an end has one request under way"),
                no("given up", "nobody gives up a peer who is there"));
    }

    private static Invariant<ReauthenticationState> no(String flaw, String name) {
        return Invariant.always(name, state -> !state.flaw().equals(flaw));
    }

    @Override
    public List<Goal<ReauthenticationState>> goals() {
        if (scope.isAttacked())
            return List.of(new Goal<>("who is split is given up", ReauthenticationPair::isSettled));
        var quiet = new Goal<>("nothing is under way", ReauthenticationPair::isQuiet);
        return scope.afterUpdates()
                ? List.of(
                        quiet,
                        new Goal<>("both prove themselves in the last epoch", this::isProven))
                : List.of(quiet);
    }

    private boolean isProven(ReauthenticationState state) {
        return state.client().proven() == scope.last() && state.server().proven() == scope.last();
    }

    private static boolean isSettled(ReauthenticationState state) {
        return state.split() == 0 || state.isOver();
    }

    private static boolean isQuiet(ReauthenticationState state) {
        for (Role role : Role.values()) {
            var facts = state.end(role).facts();
            if (facts.asked().isOpen() || facts.shown().isOpen()) return false;
        }
        return true;
    }
}
