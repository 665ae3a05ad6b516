package dtlskeying.impl.srtp;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Claim.EXPIRED_KEYS_PROCESS_NOTHING;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Direction.IN;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Direction.OUT;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Direction;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Effect;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Effect.Discarded;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Effect.Processed;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Effect.Refused;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Effect.RekeyAsked;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Input;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Input.Arrived;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Input.Protect;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Input.Rekeyed;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.PacketKind;

/**
 * §4.4: a set of keys from the first packet to the last one that it may process. Each key is
 * counted by itself; the first that is spent ends them all.
 */
public sealed interface KeyLifetime {
    /** No key has gone far. */
    record Fresh(Limit limit, KeyUse use) implements KeyLifetime {}

    /** New keys were asked for, and these still work. */
    record Ageing(Limit limit, KeyUse use) implements KeyLifetime {}

    /** One of the keys has protected as many packets as it may. */
    record Spent(Limit limit) implements KeyLifetime {}

    /** Takes one input; any input is answered in any state. */
    default Step<KeyLifetime, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Fresh same, Protect(var kind)) -> young(same, OUT, kind);
            case Row(Fresh same, Arrived(var kind, var genuine)) when genuine ->
                    young(same, IN, kind);
            case Row(Fresh same, Arrived _) ->
                    stay(same, new Discarded(UNAUTHENTIC_PACKET_IS_DISCARDED));

            case Row(Ageing same, Protect(var kind)) -> ageing(same, OUT, kind);
            case Row(Ageing same, Arrived(var kind, var genuine)) when genuine ->
                    ageing(same, IN, kind);
            case Row(Ageing same, Arrived _) ->
                    stay(same, new Discarded(UNAUTHENTIC_PACKET_IS_DISCARDED));

            case Row(Spent same, Protect _) ->
                    stay(same, new Refused(EXPIRED_KEYS_PROCESS_NOTHING));
            case Row(Spent same, Arrived _) ->
                    stay(same, new Discarded(EXPIRED_KEYS_PROCESS_NOTHING));

            case Row(Fresh(var limit, _), Rekeyed()) -> become(new Fresh(limit, KeyUse.NONE));
            case Row(Ageing(var limit, _), Rekeyed()) -> become(new Fresh(limit, KeyUse.NONE));
            case Row(Spent(var limit), Rekeyed()) -> become(new Fresh(limit, KeyUse.NONE));
        };
    }

    /** New keys are asked for while there is time left to make them. */
    @Cites("dtls-srtp/4.4/b")
    private static Step<KeyLifetime, Effect> young(
            Fresh keys, Direction direction, PacketKind kind) {
        Limit limit = keys.limit();
        KeyUse use = keys.use().with(direction, kind);
        long count = use.of(direction, kind);
        var processed = new Processed(direction, kind, count);
        if (count < limit.askAt()) return become(new Fresh(limit, use), processed);
        return become(usedUpTo(limit, use, count), processed, new RekeyAsked());
    }

    private static Step<KeyLifetime, Effect> ageing(
            Ageing keys, Direction direction, PacketKind kind) {
        KeyUse use = keys.use().with(direction, kind);
        long count = use.of(direction, kind);
        return become(usedUpTo(keys.limit(), use, count), new Processed(direction, kind, count));
    }

    private static KeyLifetime usedUpTo(Limit limit, KeyUse use, long count) {
        return count < limit.packets() ? new Ageing(limit, use) : new Spent(limit);
    }

    /** One row of the transition table. */
    record Row(KeyLifetime state, Input input) {}
}
