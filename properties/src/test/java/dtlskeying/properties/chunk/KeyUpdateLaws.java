package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.KeyUpdate;
import dtlskeying.impl.chunk.KeyUpdate.Unkeyed;
import dtlskeying.model.chunk.KeyUpdateModel.Facts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input;

import java.util.List;
import java.util.Optional;

/** What is required of updates at one end: P52, P53, P55 and P56. */
final class KeyUpdateLaws {
    static final Law<KeyUpdate, Input, Effect, Facts> NO_PLAIN_UPDATE =
            Law.ofSteps(
                    "P52 StandardKeyUpdateNeverSentAndFatalOnReceipt",
                    entry -> unless(!isPlainTaken(entry), entry));

    static final Law<KeyUpdate, Input, Effect, Facts> EKU_ORDER =
            Law.ofSteps("P53 EkuOrder", entry -> unless(isInOrder(entry), entry));

    static final Law<KeyUpdate, Input, Effect, Facts> DUPLICATES_ARE_NO_OPS =
            new Law<>("P55 EkuDuplicatesAndLateAcksAreNoOps", KeyUpdateLaws::setAgain);

    static final Law<KeyUpdate, Input, Effect, Facts> EXPORTER_ADVANCES =
            Law.ofSteps(
                    "P56 ExporterAdvancesTogether", entry -> unless(isDerivedAnew(entry), entry));

    private KeyUpdateLaws() {}

    private static Optional<String> unless(boolean fine, Object what) {
        return fine ? Optional.empty() : Optional.of(what.toString());
    }

    private static boolean isPlainTaken(Entry<KeyUpdate, Input, Effect> entry) {
        boolean isUp = !(entry.before() instanceof Unkeyed);
        if (entry.input() instanceof Input.PlainArrived)
            return isUp
                    && (!(entry.after() instanceof Unkeyed)
                            || entry.effects().stream()
                                    .noneMatch(Effect.Aborted.class::isInstance));
        return entry.input() instanceof Input.PlainWanted
                && entry.effects().stream().noneMatch(Effect.Refused.class::isInstance);
    }

    /** Receive before the peer may send, and send when the peer can receive. */
    private static boolean isInOrder(Entry<KeyUpdate, Input, Effect> entry) {
        List<Class<?>> kinds = entry.effects().stream().<Class<?>>map(Object::getClass).toList();
        int receives = kinds.indexOf(Effect.ReceiveKeySet.class);
        int sends = kinds.indexOf(Effect.SendKeySet.class);
        int finishes = kinds.indexOf(Effect.FinishSent.class);
        int acks = kinds.indexOf(Effect.AckSent.class);
        if (finishes >= 0 && (receives < 0 || receives > finishes || sends >= 0)) return false;
        if (acks >= 0 && (receives < 0 || sends < receives || sends > acks)) return false;
        return sends < 0 || acks >= 0 || entry.input() instanceof Input.AckArrived;
    }

    /** No key is set twice, and none is left out. */
    private static Optional<String> setAgain(Trace<KeyUpdate, Input, Effect, Facts> trace) {
        long receive = trace.start().facts().receive();
        long send = trace.start().facts().send();
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Enforced && receive == 0 && isBegun(entry)) {
                receive = 3;
                send = 3;
            }
            for (Effect effect : entry.effects()) {
                if (effect instanceof Effect.ReceiveKeySet(var epoch)
                        && epoch.number() != ++receive) return Optional.of(entry.toString());
                if (effect instanceof Effect.SendKeySet(var epoch) && epoch.number() != ++send)
                    return Optional.of(entry.toString());
            }
            if (entry.after() instanceof Unkeyed) {
                receive = 0;
                send = 0;
            }
        }
        return Optional.empty();
    }

    private static boolean isBegun(Entry<KeyUpdate, Input, Effect> entry) {
        return !(entry.after() instanceof Unkeyed);
    }

    private static boolean isDerivedAnew(Entry<KeyUpdate, Input, Effect> entry) {
        for (Effect effect : entry.effects()) {
            if (effect instanceof Effect.Derived(var epoch, var exporter)
                    && !exporter.equals(epoch)) return false;
            if (effect instanceof Effect.ReceiveKeySet(var epoch)
                    && !entry.effects().contains(new Effect.Derived(epoch, epoch))) return false;
        }
        return true;
    }
}
