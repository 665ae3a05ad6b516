package dtlskeying.properties.cli;

import dtlskeying.impl.chunk.EpochPruning;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.trace.TraceView;
import dtlskeying.spec.trace.TraceWriter;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes into a trace which keys of the data plane each end has, whenever that changes. */
final class KeyLines {
    private final TraceWriter trace;
    private final Map<Role, Keys> keys = new EnumMap<>(Role.class);

    /** The keys of one end. */
    private static final class Keys {
        private final TreeSet<Long> receive = new TreeSet<>();
        private EpochPruning pruning = EpochPruning.START;
        private long send;
        private boolean isEnforced;

        void follow(EpochPruningSpec.Effect effect) {
            switch (effect) {
                case EpochPruningSpec.Effect.Installed(var use, var epoch) -> {
                    if (use == KeyUse.PRIMARY) receive.add(epoch.number());
                }
                case EpochPruningSpec.Effect.Destroyed(var use, var epoch, _) -> {
                    if (use == KeyUse.PRIMARY) receive.remove(epoch.number());
                }
                case EpochPruningSpec.Effect _ -> {}
            }
        }
    }

    KeyLines(TraceWriter trace) {
        this.trace = trace;
        for (Role end : Role.values()) keys.put(end, new Keys());
    }

    /** Key sets of DTLS-SRTP have come and gone. */
    void changed(Role end, long ms, List<KeySetsSpec.Effect> effects) throws IOException {
        var own = keys.get(end);
        for (var effect : effects) {
            if (effect instanceof KeySetsSpec.Effect.Installed(var handshake)) {
                own.send = handshake;
                own.receive.add((long) handshake);
            }
            if (effect instanceof KeySetsSpec.Effect.Destroyed(var handshake, _))
                own.receive.remove((long) handshake);
        }
        if (!effects.isEmpty()) write(end, ms);
    }

    /** Keys of the DTLS chunk were set, or protection is required. */
    void ordered(Role end, long ms, List<KeyInstallSpec.Effect> effects) throws IOException {
        var own = keys.get(end);
        boolean isNews = false;
        for (var effect : effects) {
            switch (effect) {
                case KeyInstallSpec.Effect.ReceiveKeySet(var use, var epoch) -> {
                    var step = own.pruning.on(new EpochPruningSpec.Input.Install(use, epoch));
                    own.pruning = step.state();
                    step.effects().forEach(own::follow);
                    isNews |= use == KeyUse.PRIMARY;
                }
                case KeyInstallSpec.Effect.SendKeySet(var use, var epoch) -> {
                    if (use == KeyUse.PRIMARY) own.send = epoch.number();
                    isNews |= use == KeyUse.PRIMARY;
                }
                case KeyInstallSpec.Effect.Enforced() -> {
                    own.isEnforced = true;
                    isNews = true;
                }
                case KeyInstallSpec.Effect _ -> {}
            }
        }
        if (isNews) write(end, ms);
    }

    /** An association begins: no primary key is left of the one before, if there was one. */
    void begun(Role end, long ms) throws IOException {
        var own = keys.get(end);
        own.pruning = EpochPruning.START;
        own.send = 0;
        own.receive.clear();
        write(end, ms);
    }

    private void write(Role end, long ms) throws IOException {
        var own = keys.get(end);
        trace.write(
                new TraceView(end.text(), ms, own.send, List.copyOf(own.receive), own.isEnforced));
    }
}
