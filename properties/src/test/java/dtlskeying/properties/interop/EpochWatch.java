package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.ChunkProtection;
import dtlskeying.impl.crypto.Remains;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds every key of one end from the moment that it is set, and looks whether zeros are all that
 * is left of it when it should be: the operator's own keys, and what the connection that manages
 * them has held.
 */
final class EpochWatch {
    private final ChunkEndpoint end;
    private final Map<Epoch, Remains> receiving = new TreeMap<>();
    private final Map<Epoch, Remains> sending = new TreeMap<>();
    private Remains connection = new Remains(List.of());
    private Epoch newest = Epoch.UNPROTECTED;
    private Epoch sends = Epoch.UNPROTECTED;
    private long erased;

    EpochWatch(ChunkEndpoint end) {
        this.end = end;
    }

    /** The newest epoch that it receives. */
    Epoch newest() {
        return newest;
    }

    /** The epoch that it sends in. */
    Epoch sends() {
        return sends;
    }

    /** How many secrets have been seen as zeros. */
    long erased() {
        return erased;
    }

    void hear(ChunkEvent event) {
        if (event instanceof ChunkEvent.Ordered(_, var effects))
            for (var effect : effects) hear(effect);
        if (event instanceof ChunkEvent.Keyed(_, var association, _)) {
            var held = association.remains();
            assertErased(connection.without(held));
            connection = held;
        }
    }

    private void hear(Effect effect) {
        var operator = (ChunkProtection) end.operators().keying();
        if (effect instanceof Effect.ReceiveKeySet(var use, var epoch) && use == KeyUse.PRIMARY) {
            newest = epoch;
            receiving.put(epoch, operator.receiveRemains(use, epoch));
            overBefore(receiving, epoch.number() - 1);
        }
        if (effect instanceof Effect.SendKeySet(var use, var epoch) && use == KeyUse.PRIMARY) {
            sends = epoch;
            sending.put(epoch, operator.sendRemains(use));
            overBefore(sending, epoch.number());
        }
    }

    /** Of epochs below that there is nothing left. */
    private void overBefore(Map<Epoch, Remains> keys, long number) {
        var over = new ArrayList<>(keys.keySet());
        over.removeIf(epoch -> epoch.number() >= number);
        for (Epoch epoch : over) assertErased(keys.remove(epoch));
    }

    private void assertErased(Remains remains) {
        assertThat(remains.left()).isZero();
        erased += remains.size();
    }

    /** The keys in use are no zeros: who watches is not blind. */
    void assertAlive() {
        assertThat(sending.get(sends).left()).isEqualTo(3);
        assertThat(receiving.get(newest).left()).isEqualTo(3);
    }
}
