package dtlskeying.impl.endpoint;

import dtlskeying.impl.chunk.ChunkKeying;
import dtlskeying.impl.chunk.KeyUpdate;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.dtls.AssociationSpec;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The life of the keys of one association (§5): {@link KeyUpdate} with what the operator has
 * counted and what the DTLS connection has told.
 */
final class KeyRenewal {
    private final ChunkKeying keying;
    private final BiConsumer<Input, List<Effect>> carrying;
    private KeyUpdate state = KeyUpdate.start();
    private Epoch newest = Epoch.FIRST_OF_TRAFFIC;
    private Limits limits = Limits.DEFAULT;
    private boolean isWornTold;
    private ChunkKeying.Uses counted = new ChunkKeying.Uses(0, 0, 0, 0);

    /**
     * @param carrying carries out what comes of an input
     */
    KeyRenewal(ChunkKeying keying, BiConsumer<Input, List<Effect>> carrying) {
        this.keying = keying;
        this.carrying = carrying;
    }

    /** Protection is enforced, under keys that bear so much. */
    void enforced(boolean isAgreed, boolean isWanted, Limits limits) {
        this.limits = limits;
        take(new Input.Enforced(isAgreed, isWanted, limits));
    }

    /** The user wants fresh keys. */
    void wanted() {
        take(new Input.Wanted());
    }

    /**
     * So many seconds have passed.
     *
     * @param bytes how many bytes were protected meanwhile, both directions together
     */
    void passed(int seconds, long bytes) {
        var uses = keying.uses(KeyUse.PRIMARY, newest);
        long sealed = uses.sealed() - counted.sealed();
        long failed = uses.failed() - counted.failed();
        counted = uses;
        if (bytes > 0 || sealed > 0 || failed > 0) take(new Input.Used(bytes, sealed, failed));
        take(new Input.Passed(seconds));
    }

    /** That the key has sealed half as many packets as it may, told once of each epoch. */
    Optional<ChunkEvent> worn() {
        long sealed = keying.uses(KeyUse.PRIMARY, newest).sealed();
        if (isWornTold || sealed < limits.sealed() / 2) return Optional.empty();
        isWornTold = true;
        return Optional.of(new ChunkEvent.KeyWears(newest, sealed));
    }

    /**
     * The connection has done this on one input. The response brings the next epoch alone, the ACK
     * the change to it, and the peer's finish both at once.
     */
    void heard(List<AssociationSpec.Effect> effects) {
        Optional<Epoch> ready = Optional.empty();
        Optional<Epoch> updated = Optional.empty();
        for (var effect : effects) {
            if (effect instanceof AssociationSpec.Effect.EpochReady(var epoch))
                ready = Optional.of(new Epoch(epoch));
            if (effect instanceof AssociationSpec.Effect.KeysUpdated(var epoch))
                updated = Optional.of(new Epoch(epoch));
        }
        if (ready.isPresent())
            take(
                    updated.isPresent()
                            ? new Input.FinishArrived(ready.get())
                            : new Input.ResponseArrived(ready.get()));
        else if (updated.isPresent()) take(new Input.AckArrived(updated.get()));
    }

    /** The connection is over, and with it what is under way. */
    void failed() {
        take(new Input.Failed());
    }

    /** The association is over. */
    void ended() {
        take(new Input.Ended());
    }

    /** Packets leave under the keys of that epoch from here on. */
    void sendingUnder(Epoch epoch) {
        newest = epoch;
        isWornTold = false;
        counted = keying.uses(KeyUse.PRIMARY, epoch);
    }

    private void take(Input input) {
        var step = state.on(input);
        state = step.state();
        carrying.accept(input, step.effects());
    }
}
