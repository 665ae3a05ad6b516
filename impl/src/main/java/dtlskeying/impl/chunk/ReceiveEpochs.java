package dtlskeying.impl.chunk;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.EPOCHS_ARE_CONSECUTIVE;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.INSTALL_REMOVES_THE_ONE_BEFORE_LAST;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.REMOVED_KEYS_STAY_REMOVED;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.UNKNOWN_KEYS_ARE_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect.Destroyed;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect.Discarded;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect.Installed;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect.Meant;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect.Refused;
import dtlskeying.spec.chunk.EpochPruningSpec.Input;
import dtlskeying.spec.chunk.EpochPruningSpec.Input.Arrived;
import dtlskeying.spec.chunk.EpochPruningSpec.Input.Ended;
import dtlskeying.spec.chunk.EpochPruningSpec.Input.Install;
import dtlskeying.spec.chunk.EpochPruningSpec.Input.Remove;
import dtlskeying.spec.chunk.KeyUse;

/**
 * §5 for the keys of one use: at most the newest epoch and the one before are alive, so two bits
 * are enough. Inputs are those of that use.
 */
public sealed interface ReceiveEpochs {
    /** No key was ever installed. */
    record Keyless(KeyUse use) implements ReceiveEpochs {}

    /** The newest key alone is alive. */
    record Single(KeyUse use, Epoch newest) implements ReceiveEpochs {}

    /** The newest key and the one before are alive. */
    record Paired(KeyUse use, Epoch newest) implements ReceiveEpochs {
        private Epoch previous() {
            return before(newest);
        }
    }

    /** The newest key was removed; the one before is alive. */
    record Outlived(KeyUse use, Epoch newest) implements ReceiveEpochs {
        private Epoch previous() {
            return before(newest);
        }
    }

    /** Every key was removed. */
    record Emptied(KeyUse use, Epoch newest) implements ReceiveEpochs {}

    /** Takes one input; any input is answered in any state. */
    default Step<ReceiveEpochs, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Keyless(var use), Install(_, var epoch))
                    when epoch.equals(Epoch.FIRST_OF_TRAFFIC) ->
                    become(new Single(use, epoch), new Installed(use, epoch));
            case Row(Keyless same, Install _) -> stay(same, new Refused(EPOCHS_ARE_CONSECUTIVE));
            case Row(Single(var use, var newest), Install(_, var epoch))
                    when epoch.follows(newest) ->
                    become(new Paired(use, epoch), new Installed(use, epoch));
            case Row(Single same, Install _) -> stay(same, new Refused(EPOCHS_ARE_CONSECUTIVE));
            case Row(Paired old, Install(_, var epoch)) when epoch.follows(old.newest()) ->
                    become(
                            new Paired(old.use(), epoch),
                            new Destroyed(
                                    old.use(), old.previous(), INSTALL_REMOVES_THE_ONE_BEFORE_LAST),
                            new Installed(old.use(), epoch));
            case Row(Paired same, Install _) -> stay(same, new Refused(EPOCHS_ARE_CONSECUTIVE));
            case Row(Outlived old, Install(_, var epoch)) when epoch.follows(old.newest()) ->
                    become(
                            new Single(old.use(), epoch),
                            new Destroyed(
                                    old.use(), old.previous(), INSTALL_REMOVES_THE_ONE_BEFORE_LAST),
                            new Installed(old.use(), epoch));
            case Row(Outlived same, Install _) -> stay(same, new Refused(EPOCHS_ARE_CONSECUTIVE));
            case Row(Emptied(var use, var newest), Install(_, var epoch))
                    when epoch.follows(newest) ->
                    become(new Single(use, epoch), new Installed(use, epoch));
            case Row(Emptied same, Install _) -> stay(same, new Refused(EPOCHS_ARE_CONSECUTIVE));

            case Row(Keyless same, Remove _) -> stay(same, new Refused(REMOVED_KEYS_STAY_REMOVED));
            case Row(Single(var use, var newest), Remove(_, var epoch)) when epoch.equals(newest) ->
                    become(new Emptied(use, newest), removed(use, epoch));
            case Row(Single same, Remove _) -> stay(same, new Refused(REMOVED_KEYS_STAY_REMOVED));
            case Row(Paired(var use, var newest), Remove(_, var epoch)) when epoch.equals(newest) ->
                    become(new Outlived(use, newest), removed(use, epoch));
            case Row(Paired keys, Remove(var use, var epoch)) when epoch.equals(keys.previous()) ->
                    become(new Single(use, keys.newest()), removed(use, epoch));
            case Row(Paired same, Remove _) -> stay(same, new Refused(REMOVED_KEYS_STAY_REMOVED));
            case Row(Outlived keys, Remove(var use, var epoch))
                    when epoch.equals(keys.previous()) ->
                    become(new Emptied(use, keys.newest()), removed(use, epoch));
            case Row(Outlived same, Remove _) -> stay(same, new Refused(REMOVED_KEYS_STAY_REMOVED));
            case Row(Emptied same, Remove _) -> stay(same, new Refused(REMOVED_KEYS_STAY_REMOVED));

            case Row(Keyless same, Arrived _) -> stay(same, unknown());
            case Row(Single same, Arrived(var use, var bits)) when hasBits(same.newest(), bits) ->
                    stay(same, new Meant(use, same.newest()));
            case Row(Single same, Arrived _) -> stay(same, unknown());
            case Row(Paired same, Arrived(var use, var bits)) when hasBits(same.newest(), bits) ->
                    stay(same, new Meant(use, same.newest()));
            case Row(Paired same, Arrived(var use, var bits)) when hasBits(same.previous(), bits) ->
                    stay(same, new Meant(use, same.previous()));
            case Row(Paired same, Arrived _) -> stay(same, unknown());
            case Row(Outlived same, Arrived(var use, var bits))
                    when hasBits(same.previous(), bits) ->
                    stay(same, new Meant(use, same.previous()));
            case Row(Outlived same, Arrived _) -> stay(same, unknown());
            case Row(Emptied same, Arrived _) -> stay(same, unknown());

            case Row(Keyless same, Ended()) -> stay(same);
            case Row(Single(var use, var newest), Ended()) ->
                    become(new Keyless(use), removed(use, newest));
            case Row(Paired keys, Ended()) ->
                    become(
                            new Keyless(keys.use()),
                            removed(keys.use(), keys.previous()),
                            removed(keys.use(), keys.newest()));
            case Row(Outlived keys, Ended()) ->
                    become(new Keyless(keys.use()), removed(keys.use(), keys.previous()));
            case Row(Emptied(var use, _), Ended()) -> become(new Keyless(use));
        };
    }

    @Cites("sctp-dtls-chunk/3.1/d")
    private static boolean hasBits(Epoch epoch, int bits) {
        return (epoch.number() & 3) == bits;
    }

    private static Epoch before(Epoch epoch) {
        return new Epoch(epoch.number() - 1);
    }

    private static Effect removed(KeyUse use, Epoch epoch) {
        Clause clause = REMOVED_KEYS_STAY_REMOVED;
        return new Destroyed(use, epoch, clause);
    }

    private static Effect unknown() {
        return new Discarded(UNKNOWN_KEYS_ARE_DISCARDED);
    }

    /** One row of the transition table. */
    record Row(ReceiveEpochs state, Input input) {}
}
