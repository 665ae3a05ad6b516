package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.EPOCHS_ARE_CONSECUTIVE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.NO_KEY_TWICE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.PRIMARY_BEFORE_RESTART;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.RECEIVE_KEY_COMES_FIRST;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyUse;

/**
 * The newest epoch whose key was set, of each use and direction; epoch 2, the one before traffic,
 * stands for none.
 */
public record SetEpochs(
        Epoch primaryReceive, Epoch primarySend, Epoch restartReceive, Epoch restartSend) {
    private static final Epoch NONE = new Epoch(Epoch.FIRST_OF_TRAFFIC.number() - 1);

    /** What the first handshake leaves: both primary keys of the first epoch. */
    static final SetEpochs FIRST =
            new SetEpochs(Epoch.FIRST_OF_TRAFFIC, Epoch.FIRST_OF_TRAFFIC, NONE, NONE);

    /** Why that receive key is not set, or {@link Clause#UNSTATED} if it is. */
    Clause againstReceive(KeyUse use, Epoch epoch) {
        return against(epoch, receive(use), use == KeyUse.RESTART, primaryReceive);
    }

    /** Why that send key is not set, or {@link Clause#UNSTATED} if it is. */
    Clause againstSend(KeyUse use, Epoch epoch) {
        Clause against = against(epoch, send(use), use == KeyUse.RESTART, primarySend);
        if (against != Clause.UNSTATED) return against;
        return epoch.compareTo(receive(use)) > 0 ? RECEIVE_KEY_COMES_FIRST : Clause.UNSTATED;
    }

    private static Clause against(Epoch epoch, Epoch newest, boolean restart, Epoch primary) {
        if (epoch.compareTo(newest) <= 0)
            return epoch.compareTo(NONE) <= 0 ? EPOCHS_ARE_CONSECUTIVE : NO_KEY_TWICE;
        if (!epoch.follows(newest)) return EPOCHS_ARE_CONSECUTIVE;
        return restart && epoch.compareTo(primary) > 0 ? PRIMARY_BEFORE_RESTART : Clause.UNSTATED;
    }

    SetEpochs withReceive(KeyUse use, Epoch epoch) {
        return switch (use) {
            case PRIMARY -> new SetEpochs(epoch, primarySend, restartReceive, restartSend);
            case RESTART -> new SetEpochs(primaryReceive, primarySend, epoch, restartSend);
        };
    }

    SetEpochs withSend(KeyUse use, Epoch epoch) {
        return switch (use) {
            case PRIMARY -> new SetEpochs(primaryReceive, epoch, restartReceive, restartSend);
            case RESTART -> new SetEpochs(primaryReceive, primarySend, restartReceive, epoch);
        };
    }

    private Epoch receive(KeyUse use) {
        return use == KeyUse.PRIMARY ? primaryReceive : restartReceive;
    }

    private Epoch send(KeyUse use) {
        return use == KeyUse.PRIMARY ? primarySend : restartSend;
    }
}
