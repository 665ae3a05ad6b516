package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.ChunkProtectionLaws.ACCEPT_AT_MOST_ONCE;
import static dtlskeying.properties.chunk.ChunkProtectionLaws.FAILED_PACKET_CHANGES_NOTHING;
import static dtlskeying.properties.chunk.ChunkProtectionLaws.LIMITS_ARE_HONOURED;
import static dtlskeying.properties.chunk.ChunkProtectionLaws.NO_NONCE_TWICE;
import static dtlskeying.properties.chunk.ChunkProtectionLaws.NUMBERS_COUNT_FROM_ZERO;
import static dtlskeying.properties.chunk.ChunkProtectionLaws.PERMITTED;
import static dtlskeying.properties.chunk.ChunkProtectionLaws.RESTART_IS_NO_TRAFFIC;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.CHECKSUM_COVERS_THE_WIRE;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.CHUNK_HAS_ITS_LAYOUT;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.DATA_BY_CHUNK_KEYS_BY_DTLS;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.NUMBERS_START_AT_ZERO;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.RECORD_HOLDS_APPLICATION_DATA;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.REPLAYS_ARE_DISCARDED;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.USES_ARE_COUNTED;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.DTLS_CHUNK_IS_ALONE;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.FAILED_PACKETS_END_NOTHING;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.TWO_BITS_NAME_ONE_KEY;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.NO_KEY_TWICE;

import dtlskeying.impl.Step;
import dtlskeying.model.chunk.OperatorFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Effect;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Effect.Discarded;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Effect.Opened;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Effect.Sealed;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Fault;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Input;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Packet;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Bugs of operators: of the list, of the kernel prototype, and those that each clause invites. */
final class ChunkProtectionMutants {
    private static final Input DATA = new Input.ToSend(PacketShape.UNPROTECTED, true);

    static final List<Mutant<Operated, Input, Effect, OperatorFacts>> ALL =
            List.of(
                    mutant(
                            "kernel-one-counter",
                            "an association has one counter, which goes on under the next key",
                            NUMBERS_START_AT_ZERO,
                            NUMBERS_COUNT_FROM_ZERO,
                            instead(ChunkProtectionMutants::countingOn)),
                    mutant(
                            "kernel-early-window",
                            "the window moves before the chunk is authenticated",
                            REPLAYS_ARE_DISCARDED,
                            FAILED_PACKET_CHANGES_NOTHING,
                            instead((state, input) ->
                                    hasFault(input, Fault.FLIPPED_BIT)
                                            ? new Step<>(
                                                    state.on(mended(input)).state(),
                                                    state.on(input).effects())
                                            : null)),
                    mutant(
                            "X39-chunk",
                            "primary epochs share one window",
                            REPLAYS_ARE_DISCARDED,
                            FAILED_PACKET_CHANGES_NOTHING,
                            instead(ChunkProtectionMutants::sharingAWindow)),
                    mutant(
                            "kernel-no-bitmap",
                            "only what is too old counts as a replay",
                            REPLAYS_ARE_DISCARDED,
                            ACCEPT_AT_MOST_ONCE,
                            instead((state, input) ->
                                    state.history().contains(input)
                                                    && hasFault(input, Fault.NONE)
                                                    && does(
                                                            state.on(input),
                                                            new Discarded(REPLAYS_ARE_DISCARDED))
                                            ? Step.stay(state, opened(input))
                                            : null)),
                    mutant(
                            "X45",
                            "the R bit is not looked at",
                            TWO_BITS_NAME_ONE_KEY,
                            RESTART_IS_NO_TRAFFIC,
                            mending(Fault.OTHER_USE)),
                    mutant(
                            "X45-traffic",
                            "the key that was set last seals traffic, be it that for a restart",
                            DATA_BY_CHUNK_KEYS_BY_DTLS,
                            RESTART_IS_NO_TRAFFIC,
                            Mutant.misdoing(effect ->
                                    effect instanceof Sealed(_, var epoch, var number)
                                            ? new Sealed(KeyUse.RESTART, epoch, number)
                                            : effect)),
                    mutant(
                            "X45-again",
                            "a key that is set again, as after a second crash, counts from 0 again",
                            NO_KEY_TWICE,
                            NO_NONCE_TWICE,
                            instead((state, input) ->
                                    input instanceof Input.SetSend
                                                    && state.history().contains(input)
                                            ? Step.stay(
                                                    Operated.after(
                                                            state.history().stream()
                                                                    .filter(each ->
                                                                            !each.equals(DATA))
                                                                    .toList()))
                                            : null)),
                    mutant(
                            "worn-out",
                            "a key seals on beyond what its cipher allows",
                            USES_ARE_COUNTED,
                            LIMITS_ARE_HONOURED,
                            instead((state, input) ->
                                    does(state.on(input), new Effect.Refused(USES_ARE_COUNTED))
                                            ? Step.stay(
                                                    state,
                                                    new Sealed(
                                                            KeyUse.PRIMARY,
                                                            Epoch.FIRST_OF_TRAFFIC,
                                                            Operated.LIMITS.records()))
                                            : null)),
                    mutant(
                            "tried-for-ever",
                            "failures are not counted",
                            USES_ARE_COUNTED,
                            LIMITS_ARE_HONOURED,
                            Mutant.misdoing(effect ->
                                    effect.equals(new Discarded(USES_ARE_COUNTED))
                                            ? new Discarded(FAILED_PACKETS_END_NOTHING)
                                            : effect)),
                    mutant(
                            "any-type",
                            "a record of any content type is taken for chunks",
                            RECORD_HOLDS_APPLICATION_DATA,
                            PERMITTED,
                            mending(Fault.OTHER_TYPE)),
                    mutant(
                            "nested",
                            "a DTLS chunk within another is handed to SCTP",
                            DTLS_CHUNK_IS_ALONE,
                            PERMITTED,
                            mending(Fault.NESTED)),
                    mutant(
                            "kernel-any-form",
                            "a header of another form is taken too",
                            CHUNK_HAS_ITS_LAYOUT,
                            PERMITTED,
                            mending(Fault.OTHER_FORM)),
                    mutant(
                            "no-checksum",
                            "the checksum is left to the cipher",
                            CHECKSUM_COVERS_THE_WIRE,
                            PERMITTED,
                            instead((state, input) ->
                                    input.equals(new Input.Arrived(new Packet.Damaged()))
                                            ? Step.stay(state, new Effect.Passed())
                                            : null)),
                    mutant(
                            "plain-data",
                            "data leaves as it is although there is a key",
                            DATA_BY_CHUNK_KEYS_BY_DTLS,
                            PERMITTED,
                            Mutant.misdoing(effect ->
                                    effect instanceof Sealed ? new Effect.SentPlain() : effect)));

    private ChunkProtectionMutants() {}

    private static boolean hasFault(Input input, Fault fault) {
        return input instanceof Input.Arrived(Packet.Chunk chunk) && chunk.fault() == fault;
    }

    /** The same chunk without a fault. */
    private static Input mended(Input input) {
        return input instanceof Input.Arrived(Packet.Chunk(var use, var epoch, var number, _))
                ? new Input.Arrived(new Packet.Chunk(use, epoch, number, Fault.NONE))
                : input;
    }

    /** A bug that does not see that fault. */
    private static UnaryOperator<Machine<Operated, Input, Effect>> mending(Fault fault) {
        return Mutant.misreading(input -> hasFault(input, fault) ? mended(input) : input);
    }

    private static boolean does(Step<Operated, Effect> step, Effect effect) {
        return step.effects().equals(List.of(effect));
    }

    private static Effect opened(Input input) {
        var chunk = (Packet.Chunk) ((Input.Arrived) input).packet();
        return new Opened(chunk.use(), chunk.epoch(), chunk.number());
    }

    private static Step<Operated, Effect> countingOn(Operated state, Input input) {
        var step = state.on(input);
        long before = state.history().stream().filter(DATA::equals).count();
        return step.effects().size() == 1
                        && step.effects().getFirst() instanceof Sealed(var use, var epoch, _)
                ? new Step<>(step.state(), List.of(new Sealed(use, epoch, before)))
                : null;
    }

    private static Step<Operated, Effect> sharingAWindow(Operated state, Input input) {
        boolean seenElsewhere =
                input instanceof Input.Arrived(Packet.Chunk chunk)
                        && chunk.fault() == Fault.NONE
                        && state.history().stream()
                                .anyMatch(other ->
                                        !other.equals(input)
                                                && hasFault(other, Fault.NONE)
                                                && other
                                                        instanceof
                                                        Input.Arrived(Packet.Chunk earlier)
                                                && earlier.use() == chunk.use()
                                                && earlier.number() == chunk.number());
        return seenElsewhere ? Step.stay(state, new Discarded(REPLAYS_ARE_DISCARDED)) : null;
    }

    private static Mutant<Operated, Input, Effect, OperatorFacts> mutant(
            String id,
            String story,
            Clause breaks,
            Law<Operated, Input, Effect, OperatorFacts> killer,
            UnaryOperator<Machine<Operated, Input, Effect>> change) {
        return new Mutant<>(id, story, Set.of(breaks), killer, change);
    }

    /** A bug in some rows; it gives null where the operator is healthy. */
    private static UnaryOperator<Machine<Operated, Input, Effect>> instead(
            BiFunction<Operated, Input, Step<Operated, Effect>> bug) {
        return Mutant.instead((state, input) -> Optional.ofNullable(bug.apply(state, input)));
    }
}
