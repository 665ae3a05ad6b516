package dtlskeying.impl.srtp;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.BOTH_SETS_LIVE_FOR_THE_MSL;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.REKEY_IS_A_NEW_HANDSHAKE;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.SETS_WEAKEN_THE_TAG;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.NO_SRTP_BEFORE_COMPLETION;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.KeySetsSpec.Effect;
import dtlskeying.spec.srtp.KeySetsSpec.Effect.Destroyed;
import dtlskeying.spec.srtp.KeySetsSpec.Effect.Discarded;
import dtlskeying.spec.srtp.KeySetsSpec.Effect.Installed;
import dtlskeying.spec.srtp.KeySetsSpec.Effect.ProtectedUnder;
import dtlskeying.spec.srtp.KeySetsSpec.Effect.Refused;
import dtlskeying.spec.srtp.KeySetsSpec.Input;
import dtlskeying.spec.srtp.KeySetsSpec.Input.Arrived;
import dtlskeying.spec.srtp.KeySetsSpec.Input.Completed;
import dtlskeying.spec.srtp.KeySetsSpec.Input.Passed;
import dtlskeying.spec.srtp.KeySetsSpec.Input.Protect;

import java.util.List;

/**
 * §4.3, §5.2 and §7.3.2: which keys protect, and which open, around a re-handshake.
 *
 * <p>Every state carries {@code lifetime}, the maximum segment lifetime in seconds, at least 1.
 * Time alone ends the old set's life, or a third set: no packet prolongs it.
 */
public sealed interface KeySets {
    /** No handshake is complete. */
    record Unkeyed(int lifetime) implements KeySets {}

    /** One set of keys. */
    record Settled(int lifetime, KeySet current) implements KeySets {
        private KeyTrials trials(Arrived packet) {
            return KeyTrials.of(
                    current.mki().equals(packet.mki()) ? List.of(current) : List.of(), packet);
        }
    }

    /** New keys, and the previous ones for packets on their way; {@code age} in seconds. */
    record Overlapping(int lifetime, KeySet current, KeySet previous, int age) implements KeySets {
        private KeyTrials trials(Arrived packet) {
            return KeyTrials.of(KeyTrials.candidates(current, previous, packet), packet);
        }

        private boolean isOverAfter(int seconds) {
            return age + seconds >= lifetime;
        }
    }

    /** Takes one input; any input is answered in any state. */
    default Step<KeySets, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Unkeyed(var lifetime), Completed done) ->
                    become(new Settled(lifetime, keysOf(done)), installed(done));
            case Row(Settled same, Completed done) when !isNewer(done, same.current()) ->
                    stay(same, new Refused(REKEY_IS_A_NEW_HANDSHAKE));
            case Row(Settled(var lifetime, var old), Completed done) ->
                    become(new Overlapping(lifetime, keysOf(done), old, 0), installed(done));
            case Row(Overlapping same, Completed done) when !isNewer(done, same.current()) ->
                    stay(same, new Refused(REKEY_IS_A_NEW_HANDSHAKE));
            case Row(Overlapping(var lifetime, var old, var oldest, _), Completed done) ->
                    become(
                            new Overlapping(lifetime, keysOf(done), old, 0),
                            new Destroyed(oldest.handshake(), SETS_WEAKEN_THE_TAG),
                            installed(done));

            case Row(Unkeyed same, Protect()) -> stay(same, new Refused(NO_SRTP_BEFORE_COMPLETION));
            case Row(Settled same, Protect()) -> stay(same, protectedUnder(same.current()));
            case Row(Overlapping same, Protect()) -> stay(same, protectedUnder(same.current()));

            case Row(Unkeyed same, Arrived _) ->
                    stay(same, new Discarded(NO_SRTP_BEFORE_COMPLETION));
            case Row(Settled same, Arrived packet) -> opened(same, packet);
            case Row(Overlapping same, Arrived packet) -> opened(same, packet);

            case Row(Unkeyed same, Passed _) -> stay(same);
            case Row(Settled same, Passed _) -> stay(same);
            case Row(Overlapping same, Passed(var seconds)) when same.isOverAfter(seconds) ->
                    become(
                            new Settled(same.lifetime(), same.current()),
                            new Destroyed(same.previous().handshake(), BOTH_SETS_LIVE_FOR_THE_MSL));
            case Row(Overlapping(var lifetime, var current, var old, var age), Passed(var more)) ->
                    become(new Overlapping(lifetime, current, old, age + more));
        };
    }

    private static Step<KeySets, Effect> opened(Settled keys, Arrived packet) {
        var trials = keys.trials(packet);
        if (!trials.succeed()) return new Step<>(keys, trials.effects());
        return new Step<>(
                new Settled(keys.lifetime(), keys.current().with(packet.index())),
                trials.effects());
    }

    private static Step<KeySets, Effect> opened(Overlapping keys, Arrived packet) {
        var trials = keys.trials(packet);
        return new Step<>(
                new Overlapping(
                        keys.lifetime(),
                        learning(trials, keys.current(), packet.index()),
                        learning(trials, keys.previous(), packet.index()),
                        keys.age()),
                trials.effects());
    }

    private static KeySet learning(KeyTrials trials, KeySet keys, long index) {
        return trials.succeedUnder(keys) ? keys.with(index) : keys;
    }

    private static boolean isNewer(Completed done, KeySet current) {
        return done.handshake() > current.handshake();
    }

    @Cites("dtls-srtp/4.3/a")
    private static KeySet keysOf(Completed done) {
        return KeySet.fresh(done.handshake(), done.mki());
    }

    private static Effect installed(Completed done) {
        return new Installed(done.handshake());
    }

    @Cites({"dtls-srtp/5.2/b", "dtls-srtp/4.1.3/b"})
    private static Effect protectedUnder(KeySet current) {
        return new ProtectedUnder(current.handshake(), current.mki());
    }

    /** One row of the transition table. */
    record Row(KeySets state, Input input) {}
}
