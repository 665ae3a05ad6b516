package dtlskeying.properties.chunk;

import static dtlskeying.spec.chunk.KeyInstallSpec.SUPERVISION;

import dtlskeying.impl.chunk.KeyInstall;
import dtlskeying.model.chunk.InstalledKeys;
import dtlskeying.model.chunk.KeyInstallModel.Facts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is required of the order of the keys at one end: P45, P46, P48, P51 and P70. */
final class KeyInstallLaws {
    static final Law<KeyInstall, Input, Effect, Facts> RECEIVE_KEY_BEFORE_PACKETS =
            new Law<>(
                    "P45 NoPacketEverArrivesBeforeItsReceiveKey",
                    trace -> inSequel(trace, KeyInstallLaws::protectsTooEarly));

    static final Law<KeyInstall, Input, Effect, Facts> NOBODY_WAITS_FOR_EVER =
            new Law<>(
                    "P46 InstallNeverDeadlocks: it ends within its supervision",
                    trace -> inSequel(trace, KeyInstallLaws::waitsOn));

    static final Law<KeyInstall, Input, Effect, Facts> ENFORCE_MONOTONE =
            new Law<>(
                    "P48 EnforceMonotone",
                    trace -> inSequel(trace, KeyInstallLaws::enforcesTooEarly));

    static final Law<KeyInstall, Input, Effect, Facts> FIRST_EPOCH_3_THEN_CONSECUTIVE =
            new Law<>(
                    "P51 FirstEpoch3ThenConsecutive",
                    trace -> inSequel(trace, KeyInstallLaws::leavesOneOut));

    static final Law<KeyInstall, Input, Effect, Facts> NO_NONCE_AGAIN =
            new Law<>(
                    "P70 CrashRestartNeverReusesNonce: no key is set twice",
                    trace -> inSequel(trace, KeyInstallLaws::setsAgain));

    static final Law<KeyInstall, Input, Effect, Facts> RESTART_KEY_FOLLOWS =
            new Law<>(
                    "P69 a restart key comes after the primary key of its epoch",
                    trace -> inSequel(trace, KeyInstallLaws::isAheadOfThePrimary));

    private KeyInstallLaws() {}

    /** What is known from the outside: role, keys as they were set, and time. */
    private record Known(
            Optional<Role> role, InstalledKeys keys, boolean enforced, boolean acked, long waited) {
        static final Known NOTHING =
                new Known(Optional.empty(), InstalledKeys.NONE, false, false, 0);

        static Known of(Facts facts) {
            boolean acked = facts.keys().send() > 2;
            return new Known(facts.role(), facts.keys(), facts.enforced(), acked, facts.waited());
        }

        Known given(Input input) {
            return switch (input) {
                case Input.Associated(var end) when role.isEmpty() ->
                        new Known(Optional.of(end), keys, enforced, acked, waited);
                case Input.Passed(var seconds) when role.isPresent() ->
                        new Known(role, keys, enforced, acked, waited + seconds);
                case Input.Ended() -> NOTHING;
                case Input.Associated _,
                        Input.PeerFinished _,
                        Input.AckArrived _,
                        Input.SenderDry _,
                        Input.ProtectedArrived _,
                        Input.SetReceive _,
                        Input.SetSend _,
                        Input.Passed _ ->
                        this;
            };
        }

        Known after(Effect effect) {
            return switch (effect) {
                case Effect.ReceiveKeySet(var use, var epoch) ->
                        with(keys.receiving(use, epoch.number()));
                case Effect.SendKeySet(var use, var epoch) ->
                        with(keys.sending(use, epoch.number()));
                case Effect.AckSent() -> new Known(role, keys, enforced, true, waited);
                case Effect.Enforced() -> new Known(role, keys, true, acked, waited);
                case Effect.Aborted _ -> NOTHING;
                case Effect.FlightSent _, Effect.Discarded _, Effect.Refused _ -> this;
            };
        }

        private Known with(InstalledKeys changed) {
            return new Known(role, changed, enforced, acked, waited);
        }

        boolean is(Role end) {
            return role.equals(Optional.of(end));
        }
    }

    /** One effect, with what was known before it and what it was an answer to. */
    private record Deed(Known known, Input input, Effect effect) {}

    @FunctionalInterface
    private interface Objection {
        boolean applies(List<Deed> deeds, Known after);
    }

    private static Optional<String> inSequel(
            Trace<KeyInstall, Input, Effect, Facts> trace, Objection objection) {
        Known known = Known.of(trace.start().facts());
        for (Entry<KeyInstall, Input, Effect> entry : trace.entries()) {
            var deeds = new ArrayList<Deed>();
            known = entry.effects().isEmpty() ? known.given(entry.input()) : told(known, entry);
            for (Effect effect : entry.effects()) {
                deeds.add(new Deed(known, entry.input(), effect));
                known = known.after(effect);
            }
            if (objection.applies(deeds, known)) return Optional.of(entry.toString());
        }
        return Optional.empty();
    }

    private static Known told(Known known, Entry<KeyInstall, Input, Effect> entry) {
        return entry.input() instanceof Input.Ended ? known : known.given(entry.input());
    }

    /** A send key without its receive key, or while the peer may not have its own yet. */
    private static boolean protectsTooEarly(List<Deed> deeds, Known after) {
        return deeds.stream()
                .anyMatch(deed ->
                        deed.effect() instanceof Effect.SendKeySet(var use, var epoch)
                                && (deed.known().keys().receive(use) < epoch.number()
                                        || isUnknownToThePeer(deed)));
    }

    private static boolean isUnknownToThePeer(Deed deed) {
        return !deed.known().enforced()
                && (deed.known().is(Role.CLIENT) || !(deed.input() instanceof Input.PeerFinished));
    }

    private static boolean waitsOn(List<Deed> deeds, Known after) {
        return after.role().isPresent() && !after.enforced() && after.waited() > SUPERVISION;
    }

    private static boolean enforcesTooEarly(List<Deed> deeds, Known after) {
        return deeds.stream()
                .anyMatch(deed ->
                        deed.effect() instanceof Effect.Enforced
                                && (deed.known().enforced()
                                        || deed.known().keys().receive() < 3
                                        || !knowsThePeer(deed)));
    }

    private static boolean knowsThePeer(Deed deed) {
        if (deed.known().is(Role.CLIENT)) return deed.input().equals(new Input.AckArrived(true));
        boolean hears =
                deed.input() instanceof Input.SenderDry
                        || deed.input() instanceof Input.ProtectedArrived;
        return deed.known().acked() && hears;
    }

    private static boolean leavesOneOut(List<Deed> deeds, Known after) {
        return deeds.stream()
                .anyMatch(deed ->
                        epochBefore(deed) >= 0 && epochOf(deed.effect()) > epochBefore(deed) + 1);
    }

    private static boolean setsAgain(List<Deed> deeds, Known after) {
        return deeds.stream()
                .anyMatch(deed ->
                        epochBefore(deed) >= 0 && epochOf(deed.effect()) <= epochBefore(deed));
    }

    private static boolean isAheadOfThePrimary(List<Deed> deeds, Known after) {
        return after.keys().restartReceive() > after.keys().receive()
                || after.keys().restartSend() > after.keys().send();
    }

    private static long epochOf(Effect effect) {
        return switch (effect) {
            case Effect.ReceiveKeySet(_, var epoch) -> epoch.number();
            case Effect.SendKeySet(_, var epoch) -> epoch.number();
            case Effect.FlightSent _,
                    Effect.AckSent _,
                    Effect.Enforced _,
                    Effect.Aborted _,
                    Effect.Discarded _,
                    Effect.Refused _ ->
                    -1;
        };
    }

    /** The last epoch of the same use and direction; negative where no key is set. */
    private static long epochBefore(Deed deed) {
        InstalledKeys keys = deed.known().keys();
        if (deed.effect() instanceof Effect.ReceiveKeySet(KeyUse use, _)) return keys.receive(use);
        return deed.effect() instanceof Effect.SendKeySet(KeyUse use, _) ? keys.send(use) : -1;
    }
}
