package dtlskeying.properties.observe;

import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.BOTH_PARAMETERS_ENTER_AS_SENT;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EACH_DIRECTION_AND_USE_HAS_ITS_KEYS;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EPOCH_IS_EXPORTED_ONCE;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EXPORTER_GIVES_THE_CHUNK_KEYS;

import dtlskeying.model.chunk.ChunkKeyDerivationModel;
import dtlskeying.model.chunk.ChunkKeyDerivationModel.Facts;
import dtlskeying.properties.decode.ChunkSeal;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.ChunkKey;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Input;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Part;
import dtlskeying.spec.chunk.KeyUse;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * §4 of the DTLS chunk as a capture shows it: whether the packets of an end are sealed under the
 * keys that the exporter secret of their epoch and both parameters give it. A packet that other
 * keys of the same association have sealed is held against it; one that none of them opens is not.
 */
final class ChunkDerivation {
    private static final String CHAPTER = "chunk/ChunkKeyDerivation";
    private static final long FIRST = Epoch.FIRST_OF_TRAFFIC.number();

    private final Exchange first;
    private final Role sender;
    private final Steps<Input, Effect> steps;
    private long newest = FIRST - 1;

    private ChunkDerivation(Exchange first, Role sender) {
        this.first = first;
        this.sender = sender;
        this.steps = new Steps<>(first.endpoint(sender), CHAPTER, Input.class, Effect.class);
        for (Unit.Sctp each : first.conversation().all(Unit.Sctp.class))
            if (each.opening() instanceof Opening.Opened(_, var epoch, _, _)
                    && each.seal().association() == first.association()
                    && each.seal().writer() == sender) add(each, new Epoch(epoch));
    }

    /** Both ends of an association that protects SCTP. */
    static Observation of(Exchange first) {
        return new ChunkDerivation(first, Role.CLIENT)
                .judged()
                .and(new ChunkDerivation(first, Role.SERVER).judged());
    }

    private void add(Unit.Sctp packet, Epoch epoch) {
        var seal = packet.seal();
        if (seal.slip() != ChunkSeal.Slip.NONE) slip(packet, epoch);
        else if (seal.use() == KeyUse.PRIMARY) derive(packet, epoch);
    }

    /** Epochs whose packets are missing have had their keys, too. */
    private void derive(Unit.Sctp packet, Epoch epoch) {
        var seal = packet.seal();
        if (newest < FIRST)
            steps.add(
                    packet.place(),
                    new Input.Agreed(seal.client(), seal.server(), true),
                    List.of());
        for (newest = Math.max(newest, FIRST - 1); newest < epoch.number(); newest++) {
            var key = new ChunkKey(new Epoch(newest + 1), sender, KeyUse.PRIMARY, Part.KEY);
            var context = ChunkKeyDerivationModel.context(key, seal.client(), seal.server());
            steps.add(
                    packet.place(),
                    new Input.SecretReady(new Epoch(newest + 1)),
                    List.of(new Effect.Derived(key, context)));
        }
    }

    private void slip(Unit.Sctp packet, Epoch epoch) {
        var slip = packet.seal().slip();
        steps.unlawful(
                packet.place(),
                new Input.SecretReady(epoch),
                "a packet " + slip.text(),
                clause(slip));
    }

    private static Clause clause(ChunkSeal.Slip slip) {
        return switch (slip) {
            case NONE -> EXPORTER_GIVES_THE_CHUNK_KEYS;
            case OTHER_END, OTHER_USE -> EACH_DIRECTION_AND_USE_HAS_ITS_KEYS;
            case PARAMETERS_SWAPPED -> BOTH_PARAMETERS_ENTER_AS_SENT;
            case OTHER_SECRET -> EPOCH_IS_EXPORTED_ONCE;
        };
    }

    private Observation judged() {
        return steps.judgedBy(
                new ChunkKeyDerivationModel(), sight(), List.of(), List.of(Facts.START));
    }

    /** Of the keys those show that the end seals its packets with. */
    private Function<Effect, Optional<Effect>> sight() {
        return effect ->
                switch (effect) {
                    case Effect.Derived(ChunkKey(_, var writer, var use, var part), _)
                            when writer == sender && use == KeyUse.PRIMARY && part == Part.KEY ->
                            Optional.of(effect);
                    case Effect.Derived _, Effect.SecretDestroyed _, Effect.Refused _ ->
                            Optional.empty();
                };
    }
}
