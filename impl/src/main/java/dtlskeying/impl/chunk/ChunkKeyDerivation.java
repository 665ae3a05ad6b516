package dtlskeying.impl.chunk;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.BOTH_PARAMETERS_ENTER_AS_SENT;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EPOCH_IS_EXPORTED_ONCE;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.ChunkKey;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect.Derived;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect.Refused;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect.SecretDestroyed;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Input;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Input.Agreed;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Input.Ended;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Input.SecretReady;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Part;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.List;

/**
 * §4: which keys of the chunk come from the secret of an epoch, and what goes into them.
 *
 * <p>Keys appear by name here; {@link ChunkKeys} computes the bytes.
 */
public sealed interface ChunkKeyDerivation {
    /** Nothing is agreed upon. */
    record Unagreed() implements ChunkKeyDerivation {}

    /** Both parameters are there, and no secret yet. */
    record Prepared(Parameters parameters) implements ChunkKeyDerivation {}

    /** The keys of that epoch, the newest, are derived. */
    record Keyed(Parameters parameters, Epoch newest) implements ChunkKeyDerivation {}

    /**
     * What was agreed upon.
     *
     * @param client the parameter of the client of the key management: header and value
     * @param server that of its server
     * @param restart whether there are restart keys
     */
    record Parameters(Octets client, Octets server, boolean restart) {
        private List<KeyUse> uses() {
            return restart ? List.of(KeyUse.values()) : List.of(KeyUse.PRIMARY);
        }
    }

    /** Takes one input; any input is answered in any state. */
    default Step<ChunkKeyDerivation, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Unagreed _, Agreed(var client, var server, var restart)) ->
                    become(new Prepared(new Parameters(client, server, restart)));
            case Row(Prepared same, Agreed _) ->
                    stay(same, new Refused(BOTH_PARAMETERS_ENTER_AS_SENT));
            case Row(Keyed same, Agreed _) ->
                    stay(same, new Refused(BOTH_PARAMETERS_ENTER_AS_SENT));

            case Row(Unagreed same, SecretReady _) ->
                    stay(same, new Refused(BOTH_PARAMETERS_ENTER_AS_SENT));
            case Row(Prepared(var agreed), SecretReady(var epoch))
                    when epoch.equals(Epoch.FIRST_OF_TRAFFIC) ->
                    new Step<>(new Keyed(agreed, epoch), derive(agreed, epoch));
            case Row(Prepared same, SecretReady _) ->
                    stay(same, new Refused(EPOCH_IS_EXPORTED_ONCE));
            case Row(Keyed(var agreed, var newest), SecretReady(var epoch))
                    when epoch.follows(newest) ->
                    new Step<>(new Keyed(agreed, epoch), derive(agreed, epoch));
            case Row(Keyed same, SecretReady _) -> stay(same, new Refused(EPOCH_IS_EXPORTED_ONCE));

            case Row(Unagreed same, Ended()) -> stay(same);
            case Row(Prepared _, Ended()) -> become(new Unagreed());
            case Row(Keyed _, Ended()) -> become(new Unagreed());
        };
    }

    @Cites("sctp-dtls-chunk/7.4/b")
    private static List<Effect> derive(Parameters agreed, Epoch epoch) {
        var effects = new ArrayList<Effect>();
        for (Role writer : Role.values())
            for (KeyUse use : agreed.uses())
                for (Part part : Part.values()) {
                    var key = new ChunkKey(epoch, writer, use, part);
                    effects.add(
                            new Derived(
                                    key, ChunkKeys.context(key, agreed.client(), agreed.server())));
                }
        effects.add(new SecretDestroyed(epoch));
        return effects;
    }

    /** One row of the transition table. */
    record Row(ChunkKeyDerivation state, Input input) {}
}
