package dtlskeying.model.chunk;

import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.EPOCHS_ARE_CONSECUTIVE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.NO_KEY_TWICE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.RECEIVE_KEY_COMES_FIRST;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.EXTENDED_KEY_UPDATE;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.NEW_KEYS_COME_AS_THE_FIRST;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.NO_PLAIN_KEY_UPDATE;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.UPDATE_SEQUENCE_IS_OURS;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORDS_OF_A_KEY_ARE_LIMITED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UPDATE_COMES_BEFORE_THE_LIMIT;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;

import java.util.List;
import java.util.Set;

/**
 * §5, updates of the chunk keys at one end, as a relation over two epochs and what the keys have
 * borne.
 *
 * <p>What changes nothing may be dropped in words or without any. What is traffic under the old
 * keys while the new ones are coming is counted to the old ones, until this end sends under the
 * new.
 */
public record KeyUpdateModel() implements Relation<KeyUpdateModel.Facts, Input, Effect> {
    private static final long FIRST = Epoch.FIRST_OF_TRAFFIC.number();

    /** The relation has no parameters. */
    public KeyUpdateModel {}

    /**
     * What is known at one end.
     *
     * @param receive the newest epoch that can be opened, 0 without an association
     * @param send the epoch under which packets leave
     * @param asked whether an exchange that this end began is under way
     * @param renewed whether there are further keys after the first
     * @param limits when keys are renewed
     * @param seconds the age of the keys
     * @param bytes what they have protected
     * @param sealed how many packets they have sealed
     * @param failed how many packets they have not opened
     */
    public record Facts(
            long receive,
            long send,
            boolean asked,
            boolean renewed,
            Limits limits,
            long seconds,
            long bytes,
            long sealed,
            long failed) {
        /** What is known before the association, and after it. */
        public static final Facts START = new Facts(0, 0, false, false, Limits.DEFAULT, 0, 0, 0, 0);

        /** Both directions under one epoch whose keys are fresh. */
        public static Facts at(long epoch, boolean renewed, Limits limits) {
            return new Facts(epoch, epoch, false, renewed, limits, 0, 0, 0, 0);
        }

        private boolean isUp() {
            return send >= FIRST;
        }

        private boolean isResting() {
            return isUp() && !asked && receive == send;
        }

        private boolean isLast() {
            return receive == Epoch.LAST.number();
        }

        private boolean isDue() {
            return renewed
                    && (seconds >= limits.seconds()
                            || bytes >= limits.bytes()
                            || 2 * sealed >= limits.sealed()
                            || 2 * failed >= limits.failed());
        }

        private boolean isWornOut() {
            return sealed >= limits.sealed() || failed >= limits.failed();
        }

        Facts asking(boolean whether) {
            return new Facts(
                    receive, send, whether, renewed, limits, seconds, bytes, sealed, failed);
        }

        Facts receiving(long epoch) {
            return new Facts(epoch, send, false, renewed, limits, seconds, bytes, sealed, failed);
        }

        private Facts worn(long time, long more, long seals, long failures) {
            return new Facts(
                    receive,
                    send,
                    asked,
                    renewed,
                    limits,
                    seconds + time,
                    bytes + more,
                    sealed + seals,
                    failed + failures);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        if (input instanceof Input.Enforced(var agreed, var renewed, var limits))
            return enforced(facts, agreed, renewed, limits);
        if (input instanceof Input.PlainWanted)
            return refused(facts, NO_PLAIN_KEY_UPDATE, UPDATE_SEQUENCE_IS_OURS);
        if (!facts.isUp()) return unasked(facts, input);
        return switch (input) {
            case Input.Enforced _, Input.PlainWanted _ -> throw new AssertionError(input);
            case Input.Wanted() -> wanted(facts);
            case Input.Used(var bytes, var sealed, var failed) ->
                    worn(facts.worn(0, bytes, sealed, failed));
            case Input.Passed(var seconds) -> worn(facts.worn(seconds, 0, 0, 0));
            case Input.ResponseArrived(var epoch) -> response(facts, epoch);
            case Input.FinishArrived(var epoch) -> finish(facts, epoch);
            case Input.AckArrived(var epoch) -> ack(facts, epoch);
            case Input.PlainArrived() -> Set.of(aborted(NO_PLAIN_KEY_UPDATE));
            case Input.Failed() -> failed(facts);
            case Input.Ended() -> does(Facts.START, List.of());
        };
    }

    private static Set<Outcome<Facts, Effect>> enforced(
            Facts facts, boolean agreed, boolean renewed, Limits limits) {
        if (facts.isUp()) return nothing(facts, NO_KEY_TWICE, UPDATE_SEQUENCE_IS_OURS);
        if (renewed && !agreed) return Set.of(aborted(EXTENDED_KEY_UPDATE));
        return does(Facts.at(FIRST, renewed && agreed, limits), List.of());
    }

    /** Without an association there is nothing to renew. */
    private static Set<Outcome<Facts, Effect>> unasked(Facts facts, Input input) {
        if (input instanceof Input.Wanted) return refused(facts, UPDATE_SEQUENCE_IS_OURS);
        return nothing(facts, UPDATE_SEQUENCE_IS_OURS, NO_PLAIN_KEY_UPDATE);
    }

    private static Set<Outcome<Facts, Effect>> wanted(Facts facts) {
        if (!facts.renewed()) return refused(facts, EXTENDED_KEY_UPDATE, UPDATE_SEQUENCE_IS_OURS);
        if (!facts.isResting() || facts.isLast())
            return refused(facts, UPDATE_SEQUENCE_IS_OURS, EPOCHS_ARE_CONSECUTIVE);
        return does(facts.asking(true), List.of(new Effect.Asked()), EXTENDED_KEY_UPDATE);
    }

    private static Set<Outcome<Facts, Effect>> worn(Facts facts) {
        if (facts.isWornOut()) return Set.of(aborted(RECORDS_OF_A_KEY_ARE_LIMITED));
        if (facts.isResting() && facts.isDue() && !facts.isLast())
            return does(
                    facts.asking(true),
                    List.of(new Effect.Asked()),
                    EXTENDED_KEY_UPDATE,
                    UPDATE_SEQUENCE_IS_OURS,
                    UPDATE_COMES_BEFORE_THE_LIMIT);
        return does(facts, List.of());
    }

    private static Set<Outcome<Facts, Effect>> response(Facts facts, Epoch epoch) {
        if (!facts.asked() || epoch.number() != facts.receive() + 1) return outOfTurn(facts);
        return does(
                facts.receiving(epoch.number()),
                List.of(
                        new Effect.Derived(epoch, epoch),
                        new Effect.ReceiveKeySet(epoch),
                        new Effect.FinishSent()),
                UPDATE_SEQUENCE_IS_OURS,
                NEW_KEYS_COME_AS_THE_FIRST,
                RECEIVE_KEY_COMES_FIRST);
    }

    /** The peer asked; if this end asked too, it has given way. */
    private static Set<Outcome<Facts, Effect>> finish(Facts facts, Epoch epoch) {
        boolean isDue = facts.receive() == facts.send() && epoch.number() == facts.receive() + 1;
        if (!isDue || !facts.renewed()) return outOfTurn(facts);
        return does(
                Facts.at(epoch.number(), true, facts.limits()),
                List.of(
                        new Effect.Derived(epoch, epoch),
                        new Effect.ReceiveKeySet(epoch),
                        new Effect.SendKeySet(epoch),
                        new Effect.AckSent()),
                UPDATE_SEQUENCE_IS_OURS,
                NEW_KEYS_COME_AS_THE_FIRST,
                RECEIVE_KEY_COMES_FIRST);
    }

    private static Set<Outcome<Facts, Effect>> ack(Facts facts, Epoch epoch) {
        if (facts.receive() == facts.send() || epoch.number() != facts.receive())
            return outOfTurn(facts);
        return does(
                Facts.at(epoch.number(), true, facts.limits()),
                List.of(new Effect.SendKeySet(epoch)),
                UPDATE_SEQUENCE_IS_OURS,
                RECEIVE_KEY_COMES_FIRST);
    }

    private static Set<Outcome<Facts, Effect>> failed(Facts facts) {
        if (facts.receive() != facts.send()) return Set.of(aborted(UPDATE_SEQUENCE_IS_OURS));
        if (facts.asked()) return does(facts.asking(false), List.of());
        return outOfTurn(facts);
    }

    private static Outcome<Facts, Effect> aborted(Clause... because) {
        return Outcome.of(Facts.START, List.of(new Effect.Aborted(Clause.UNSTATED)), because);
    }

    private static Set<Outcome<Facts, Effect>> outOfTurn(Facts facts) {
        return nothing(
                facts,
                UPDATE_SEQUENCE_IS_OURS,
                EPOCHS_ARE_CONSECUTIVE,
                NO_KEY_TWICE,
                EXTENDED_KEY_UPDATE);
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

    private static Set<Outcome<Facts, Effect>> refused(Facts facts, Clause... because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Refused(Clause.UNSTATED)), because));
    }
}
