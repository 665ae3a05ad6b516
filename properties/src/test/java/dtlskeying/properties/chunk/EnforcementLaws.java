package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.Enforcement;
import dtlskeying.impl.chunk.Enforcement.Enforcing;
import dtlskeying.model.chunk.EnforcementModel.Facts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.chunk.EnforcementSpec.Effect;
import dtlskeying.spec.chunk.EnforcementSpec.Input;
import dtlskeying.spec.chunk.PacketShape;

import java.util.List;
import java.util.Optional;

/** What is required of what goes in and out: P47 and P48. */
final class EnforcementLaws {
    static final Law<Enforcement, Input, Effect, Facts> DROPS_UNPROTECTED =
            new Law<>(
                    "P47 EnforcementDropsUnprotectedExceptInitInitAck",
                    trace -> inSequel(trace, EnforcementLaws::letIn));

    static final Law<Enforcement, Input, Effect, Facts> ENFORCE_MONOTONE =
            new Law<>("P48 EnforceMonotone", trace -> inSequel(trace, EnforcementLaws::enforced));

    static final Law<Enforcement, Input, Effect, Facts> LEAVES_PROTECTED =
            new Law<>(
                    "P47 every packet leaves protected but INIT and INIT ACK",
                    trace -> inSequel(trace, EnforcementLaws::sentOtherwise));

    static final Law<Enforcement, Input, Effect, Facts> FAILURES_END_NOTHING =
            Law.ofSteps("P47 a packet that does not open ends nothing", EnforcementLaws::ended);

    private EnforcementLaws() {}

    /** What is known from the outside: which keys were set, and whether protection is required. */
    private record Known(boolean canOpen, boolean canProtect, boolean enforced) {
        Known after(Entry<Enforcement, Input, Effect> entry) {
            return switch (entry.input()) {
                case Input.ReceiveKeySet() -> new Known(true, canProtect, enforced);
                case Input.SendKeySet() -> new Known(canOpen, true, enforced);
                case Input.Enforce() ->
                        new Known(
                                canOpen,
                                canProtect,
                                enforced || entry.effects().contains(new Effect.Enforced()));
                case Input.Ended() -> new Known(false, false, false);
                case Input.Arrived _, Input.Opened _, Input.ToSend _ -> this;
            };
        }
    }

    @FunctionalInterface
    private interface Objection {
        boolean applies(Known before, Entry<Enforcement, Input, Effect> entry);
    }

    private static Optional<String> inSequel(
            Trace<Enforcement, Input, Effect, Facts> trace, Objection objection) {
        boolean isEnforcing = trace.start().state() instanceof Enforcing;
        var known = new Known(isEnforcing, isEnforcing, isEnforcing);
        for (var entry : trace.entries()) {
            if (objection.applies(known, entry)) return Optional.of(entry.toString());
            known = known.after(entry);
        }
        return Optional.empty();
    }

    private static boolean letIn(Known before, Entry<Enforcement, Input, Effect> entry) {
        if (!(entry.input() instanceof Input.Arrived(var shape))) return false;
        boolean isDropped = entry.effects().stream().anyMatch(Effect.Discarded.class::isInstance);
        return switch (shape) {
            case INIT, INIT_ACK -> !entry.effects().equals(List.of(new Effect.ToSctp()));
            case BUNDLED -> !isDropped;
            case UNPROTECTED -> isDropped != before.enforced();
            case PROTECTED -> entry.effects().contains(new Effect.ToSctp());
        };
    }

    private static boolean enforced(Known before, Entry<Enforcement, Input, Effect> entry) {
        boolean begins = entry.effects().contains(new Effect.Enforced());
        if (entry.input() instanceof Input.Enforce)
            return begins != (before.canOpen() && !before.enforced());
        boolean mayStop = entry.input() instanceof Input.Ended;
        return begins || (before.enforced() && !mayStop && !(entry.after() instanceof Enforcing));
    }

    private static boolean sentOtherwise(Known before, Entry<Enforcement, Input, Effect> entry) {
        if (!(entry.input() instanceof Input.ToSend(var shape))) return false;
        boolean isSealed = entry.effects().contains(new Effect.SentProtected());
        boolean isPlain = entry.effects().contains(new Effect.SentPlain());
        return switch (shape) {
            case INIT, INIT_ACK -> isSealed || !isPlain;
            case PROTECTED, BUNDLED -> isSealed || isPlain;
            case UNPROTECTED -> isSealed != before.canProtect() || isPlain == isSealed;
        };
    }

    private static Optional<String> ended(Entry<Enforcement, Input, Effect> entry) {
        return entry.input() instanceof Input.Opened(var genuine)
                        && !genuine
                        && !entry.after().equals(entry.before())
                ? Optional.of(entry.toString())
                : Optional.empty();
    }

    /** Whether that is the input. */
    static boolean arrives(Input input, PacketShape shape) {
        return input.equals(new Input.Arrived(shape));
    }
}
