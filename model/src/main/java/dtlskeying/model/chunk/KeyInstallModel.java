package dtlskeying.model.chunk;

import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.CLIENT_SETS_RECV_FIRST;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.ENFORCEMENT_FOLLOWS_THE_ACK;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.EPOCHS_ARE_CONSECUTIVE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.EVENTS_AND_TIMERS_ARE_OURS;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.FLIGHTS_OF_THE_FIGURE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.HANDSHAKE_FOLLOWS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.NO_KEY_TWICE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.PRIMARY_BEFORE_RESTART;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.RECEIVE_KEY_COMES_FIRST;
import static dtlskeying.spec.chunk.KeyInstallSpec.SUPERVISION;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * §4, the order of the keys at one end, as a relation over the epochs that are set and one clock.
 *
 * <p>What changes nothing may be dropped in words or without any. At the very second at which
 * supervision is over, the association may be given up or not.
 */
public record KeyInstallModel() implements Relation<KeyInstallModel.Facts, Input, Effect> {
    private static final Epoch FIRST = Epoch.FIRST_OF_TRAFFIC;

    /** The relation has no parameters. */
    public KeyInstallModel {}

    /**
     * What is known at one end.
     *
     * @param role which end of the key management it is; none without an association
     * @param keys the keys that are set
     * @param enforced whether protection is required
     * @param waited the seconds since the association, 0 once protection is required
     */
    public record Facts(Optional<Role> role, InstalledKeys keys, boolean enforced, long waited) {
        /** What is known before the association, and after it. */
        public static final Facts START = new Facts(Optional.empty(), InstalledKeys.NONE, false, 0);

        public Facts {
            if (enforced) waited = 0;
        }

        Facts with(InstalledKeys changed) {
            return new Facts(role, changed, enforced, waited);
        }

        Facts enforcing() {
            return new Facts(role, keys, true, 0);
        }

        private boolean is(Role end) {
            return role.equals(Optional.of(end));
        }

        private boolean hasKeys() {
            return keys.receive() >= FIRST.number();
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Associated(var role) -> associated(facts, role);
            case Input.PeerFinished() -> finished(facts);
            case Input.AckArrived(var isProtected) -> ack(facts, isProtected);
            case Input.SenderDry(), Input.ProtectedArrived() -> peerIsReady(facts);
            case Input.SetReceive(var use, var epoch) -> setReceive(facts, use, epoch);
            case Input.SetSend(var use, var epoch) -> setSend(facts, use, epoch);
            case Input.Passed(var seconds) -> passed(facts, seconds);
            case Input.Ended() -> ended(facts);
        };
    }

    private static Set<Outcome<Facts, Effect>> associated(Facts facts, Role role) {
        if (facts.role().isPresent()) return nothing(facts, HANDSHAKE_FOLLOWS_THE_ASSOCIATION);
        return does(new Facts(Optional.of(role), InstalledKeys.NONE, false, 0), List.of());
    }

    private static Set<Outcome<Facts, Effect>> finished(Facts facts) {
        if (facts.role().isEmpty()) return nothing(facts, HANDSHAKE_FOLLOWS_THE_ASSOCIATION);
        if (facts.hasKeys()) return nothing(facts, NO_KEY_TWICE, FLIGHTS_OF_THE_FIGURE);
        InstalledKeys opening = facts.keys().receiving(KeyUse.PRIMARY, FIRST.number());
        Effect receive = new Effect.ReceiveKeySet(KeyUse.PRIMARY, FIRST);
        if (facts.is(Role.CLIENT))
            return does(
                    facts.with(opening),
                    List.of(receive, new Effect.FlightSent()),
                    CLIENT_SETS_RECV_FIRST,
                    RECEIVE_KEY_COMES_FIRST);
        return does(
                facts.with(opening.sending(KeyUse.PRIMARY, FIRST.number())),
                List.of(
                        receive,
                        new Effect.SendKeySet(KeyUse.PRIMARY, FIRST),
                        new Effect.AckSent()),
                CLIENT_SETS_RECV_FIRST);
    }

    private static Set<Outcome<Facts, Effect>> ack(Facts facts, boolean isProtected) {
        boolean isAwaited = facts.is(Role.CLIENT) && facts.hasKeys() && !facts.enforced();
        if (!isAwaited || !isProtected)
            return nothing(facts, FLIGHTS_OF_THE_FIGURE, ENFORCEMENT_FOLLOWS_THE_ACK);
        return does(
                facts.with(facts.keys().sending(KeyUse.PRIMARY, FIRST.number())).enforcing(),
                List.of(new Effect.Enforced(), new Effect.SendKeySet(KeyUse.PRIMARY, FIRST)),
                ENFORCEMENT_FOLLOWS_THE_ACK);
    }

    private static Set<Outcome<Facts, Effect>> peerIsReady(Facts facts) {
        if (!facts.is(Role.SERVER) || !facts.hasKeys() || facts.enforced())
            return nothing(facts, ENFORCEMENT_FOLLOWS_THE_ACK, EVENTS_AND_TIMERS_ARE_OURS);
        return does(facts.enforcing(), List.of(new Effect.Enforced()), ENFORCEMENT_FOLLOWS_THE_ACK);
    }

    private static Set<Outcome<Facts, Effect>> setReceive(Facts facts, KeyUse use, Epoch epoch) {
        long number = epoch.number();
        Set<Clause> objections = objections(facts, facts.keys().receive(use), number);
        if (use == KeyUse.RESTART && facts.keys().receive() < number)
            objections.add(PRIMARY_BEFORE_RESTART);
        if (!objections.isEmpty()) return refused(facts, objections);
        return does(
                facts.with(facts.keys().receiving(use, number)),
                List.of(new Effect.ReceiveKeySet(use, epoch)));
    }

    private static Set<Outcome<Facts, Effect>> setSend(Facts facts, KeyUse use, Epoch epoch) {
        long number = epoch.number();
        Set<Clause> objections = objections(facts, facts.keys().send(use), number);
        if (facts.keys().receive(use) < number) objections.add(RECEIVE_KEY_COMES_FIRST);
        if (use == KeyUse.RESTART && facts.keys().send() < number)
            objections.add(PRIMARY_BEFORE_RESTART);
        if (!objections.isEmpty()) return refused(facts, objections);
        return does(
                facts.with(facts.keys().sending(use, number)),
                List.of(new Effect.SendKeySet(use, epoch)));
    }

    /** What speaks against a key of that epoch after one of the last. */
    private static Set<Clause> objections(Facts facts, long last, long epoch) {
        var objections = new HashSet<Clause>();
        if (facts.role().isEmpty()) objections.add(HANDSHAKE_FOLLOWS_THE_ASSOCIATION);
        if (!facts.enforced())
            objections.addAll(Set.of(ENFORCEMENT_FOLLOWS_THE_ACK, EVENTS_AND_TIMERS_ARE_OURS));
        if (epoch <= last) objections.add(NO_KEY_TWICE);
        if (epoch != last + 1) objections.add(EPOCHS_ARE_CONSECUTIVE);
        return objections;
    }

    private static Set<Outcome<Facts, Effect>> passed(Facts facts, int seconds) {
        if (facts.role().isEmpty() || facts.enforced()) return does(facts, List.of());
        long waited = facts.waited() + seconds;
        Outcome<Facts, Effect> goesOn =
                Outcome.of(new Facts(facts.role(), facts.keys(), false, waited), List.of());
        if (waited < SUPERVISION) return Set.of(goesOn);
        return waited > SUPERVISION ? Set.of(aborted()) : Set.of(goesOn, aborted());
    }

    private static Set<Outcome<Facts, Effect>> ended(Facts facts) {
        if (facts.role().isEmpty()) return nothing(facts, HANDSHAKE_FOLLOWS_THE_ASSOCIATION);
        return facts.enforced() ? does(Facts.START, List.of()) : Set.of(aborted());
    }

    private static Outcome<Facts, Effect> aborted() {
        return Outcome.of(
                Facts.START,
                List.of(new Effect.Aborted(Clause.UNSTATED)),
                EVENTS_AND_TIMERS_ARE_OURS,
                HANDSHAKE_FOLLOWS_THE_ASSOCIATION);
    }

    private static Set<Outcome<Facts, Effect>> nothing(Facts facts, Clause... because) {
        return Set.of(
                Outcome.of(facts, List.of()),
                Outcome.of(facts, List.of(new Effect.Discarded(Clause.UNSTATED)), because));
    }

    private static Set<Outcome<Facts, Effect>> does(
            Facts after, List<Effect> effects, Clause... because) {
        return Set.of(Outcome.of(after, effects, because));
    }

    private static Set<Outcome<Facts, Effect>> refused(Facts facts, Set<Clause> because) {
        return Set.of(
                new Outcome<>(
                        facts, List.of(new Effect.Refused(Clause.UNSTATED)), because, Set.of()));
    }
}
