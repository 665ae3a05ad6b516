package dtlskeying.model.chunk;

import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.ALL_CHUNKS_IN_ONE_DTLS_CHUNK;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.CHECKSUM_COVERS_THE_WIRE;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.CHUNK_HAS_ITS_LAYOUT;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.DATA_BY_CHUNK_KEYS_BY_DTLS;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.NUMBERS_START_AT_ZERO;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.RECORD_HOLDS_APPLICATION_DATA;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.REPLAYS_ARE_DISCARDED;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.USES_ARE_COUNTED;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.DTLS_CHUNK_IS_ALONE;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.ENFORCEMENT_NEEDS_A_RECEIVE_KEY;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.EVERY_PACKET_LEAVES_PROTECTED;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.FAILED_PACKETS_END_NOTHING;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.INIT_TRAVELS_PLAIN;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.UNPROTECTED_PACKETS_ARE_DISCARDED;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.TWO_BITS_NAME_ONE_KEY;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.UNKNOWN_KEYS_ARE_DISCARDED;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.NO_KEY_TWICE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.PRIMARY_BEFORE_RESTART;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.chunk.OperatorFacts.Key;
import dtlskeying.model.chunk.OperatorFacts.Receiving;
import dtlskeying.model.chunk.OperatorFacts.Sending;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Effect;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Fault;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Input;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Packet;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * §3, the operator, as a relation over its keys and the numbers that each has seen.
 *
 * <p>Of several things that are wrong with a packet the text names no order: each is a reason to
 * drop it. That the numbers of a damaged chunk are looked up before it is tried, or after, is open;
 * only what is tried in vain is counted as a failure.
 *
 * @param window how far behind the newest a number may be, and still be told from the others
 * @param records how many chunks one key may seal
 * @param failures how many chunks may fail under one key
 */
public record ChunkProtectionModel(int window, long records, long failures)
        implements Relation<OperatorFacts, Input, Effect> {

    @Override
    public Set<Outcome<OperatorFacts, Effect>> permitted(OperatorFacts facts, Input input) {
        return switch (input) {
            case Input.SetSend(var use, var epoch) -> Set.of(setSend(facts, use, epoch.number()));
            case Input.SetReceive(var use, var epoch) ->
                    Set.of(setReceive(facts, use, epoch.number()));
            case Input.Enforce() -> Set.of(enforce(facts));
            case Input.ToSend(var shape, var fits) -> Set.of(toSend(facts, shape, fits));
            case Input.Arrived(Packet.Damaged()) ->
                    Set.of(dropped(facts, CHECKSUM_COVERS_THE_WIRE));
            case Input.Arrived(Packet.Other(var shape)) -> Set.of(other(facts, shape));
            case Input.Arrived(Packet.Chunk chunk) -> chunk(facts, chunk);
            case Input.Ended() -> Set.of(silently(OperatorFacts.START));
        };
    }

    private static Outcome<OperatorFacts, Effect> setSend(
            OperatorFacts facts, KeyUse use, long epoch) {
        if (epoch <= facts.lastSent(use)) return refused(facts, NO_KEY_TWICE);
        if (use == KeyUse.RESTART && epoch > facts.lastSent(KeyUse.PRIMARY))
            return refused(facts, PRIMARY_BEFORE_RESTART);
        return silently(facts.with(use, new Sending(epoch, 0)));
    }

    private static Outcome<OperatorFacts, Effect> setReceive(
            OperatorFacts facts, KeyUse use, long epoch) {
        return epoch == facts.lastReceived(use) + 1
                ? silently(facts.receiving(use, epoch))
                : refused(facts, EpochPruningSpec.Claim.EPOCHS_ARE_CONSECUTIVE);
    }

    private static Outcome<OperatorFacts, Effect> enforce(OperatorFacts facts) {
        return facts.receiving().isEmpty()
                ? refused(facts, ENFORCEMENT_NEEDS_A_RECEIVE_KEY)
                : silently(facts.enforcing());
    }

    private Outcome<OperatorFacts, Effect> toSend(
            OperatorFacts facts, PacketShape shape, boolean fits) {
        return switch (shape) {
            case INIT, INIT_ACK -> does(facts, new Effect.SentPlain(), INIT_TRAVELS_PLAIN);
            case PROTECTED, BUNDLED -> refused(facts, DTLS_CHUNK_IS_ALONE);
            case UNPROTECTED ->
                    facts.sending().isEmpty()
                            ? does(facts, new Effect.SentPlain())
                            : sealed(facts, fits);
        };
    }

    /** The restart key seals nothing while there is a primary one. */
    private Outcome<OperatorFacts, Effect> sealed(OperatorFacts facts, boolean fits) {
        var use = facts.sending().containsKey(KeyUse.PRIMARY) ? KeyUse.PRIMARY : KeyUse.RESTART;
        Sending key = facts.sending().get(use);
        if (!fits) return refused(facts, RECORD_HOLDS_APPLICATION_DATA);
        if (key.sealed() >= records) return refused(facts, USES_ARE_COUNTED);
        return does(
                facts.with(use, new Sending(key.epoch(), key.sealed() + 1)),
                new Effect.Sealed(use, new Epoch(key.epoch()), key.sealed()),
                EVERY_PACKET_LEAVES_PROTECTED,
                ALL_CHUNKS_IN_ONE_DTLS_CHUNK,
                DATA_BY_CHUNK_KEYS_BY_DTLS,
                NUMBERS_START_AT_ZERO);
    }

    private static Outcome<OperatorFacts, Effect> other(OperatorFacts facts, PacketShape shape) {
        return switch (shape) {
            case INIT, INIT_ACK -> does(facts, new Effect.Passed(), INIT_TRAVELS_PLAIN);
            case PROTECTED, BUNDLED -> dropped(facts, DTLS_CHUNK_IS_ALONE);
            case UNPROTECTED ->
                    facts.enforced()
                            ? dropped(facts, UNPROTECTED_PACKETS_ARE_DISCARDED)
                            : does(facts, new Effect.Passed());
        };
    }

    private Set<Outcome<OperatorFacts, Effect>> chunk(OperatorFacts facts, Packet.Chunk chunk) {
        Optional<Key> named = named(facts, chunk);
        boolean hasForm = chunk.fault() != Fault.OTHER_FORM && chunk.fault() != Fault.TOO_SHORT;
        if (named.isEmpty() || !hasForm) {
            var reasons = new HashSet<Clause>();
            if (!hasForm) reasons.add(CHUNK_HAS_ITS_LAYOUT);
            if (named.isEmpty()) reasons.add(UNKNOWN_KEYS_ARE_DISCARDED);
            if (facts.receiving().isEmpty()) reasons.add(FAILED_PACKETS_END_NOTHING);
            return Set.of(dropped(facts, reasons.toArray(Clause[]::new)));
        }
        Key key = named.get();
        Receiving state = facts.receiving().get(key);
        if (state.failed() >= failures) return Set.of(dropped(facts, USES_ARE_COUNTED));
        boolean isItsOwn = key.equals(new Key(chunk.use(), chunk.epoch().number()));
        return isItsOwn && chunk.fault().isGenuine()
                ? Set.of(genuine(facts, key, state, chunk))
                : forged(facts, key, state, isItsOwn, chunk.number());
    }

    /** The one key that the R bit and the two bits of the epoch name, as they arrive. */
    private static Optional<Key> named(OperatorFacts facts, Packet.Chunk chunk) {
        boolean isRestart = (chunk.use() == KeyUse.RESTART) != (chunk.fault() == Fault.OTHER_USE);
        long epoch = chunk.epoch().number() + (chunk.fault() == Fault.OTHER_EPOCH ? 1 : 0);
        return facts.receiving().keySet().stream()
                .filter(key -> (key.use() == KeyUse.RESTART) == isRestart)
                .filter(key -> key.epoch() % 4 == epoch % 4)
                .findFirst();
    }

    private Outcome<OperatorFacts, Effect> genuine(
            OperatorFacts facts, Key key, Receiving state, Packet.Chunk chunk) {
        if (state.isStale(chunk.number(), window)) return dropped(facts, REPLAYS_ARE_DISCARDED);
        OperatorFacts after = facts.with(key, state.opening(chunk.number()));
        return switch (chunk.fault()) {
            case OTHER_TYPE, EMPTY -> dropped(after, RECORD_HOLDS_APPLICATION_DATA);
            case NESTED -> dropped(after, DTLS_CHUNK_IS_ALONE);
            case NONE ->
                    does(
                            after,
                            new Effect.Opened(chunk.use(), chunk.epoch(), chunk.number()),
                            ALL_CHUNKS_IN_ONE_DTLS_CHUNK,
                            TWO_BITS_NAME_ONE_KEY);
            case FLIPPED_BIT, OTHER_USE, OTHER_EPOCH, OTHER_FORM, TOO_SHORT ->
                    throw new AssertionError(chunk + " is not genuine");
        };
    }

    /** Under a key that is not its own, a chunk seems to have any number. */
    private Set<Outcome<OperatorFacts, Effect>> forged(
            OperatorFacts facts, Key key, Receiving state, boolean isItsOwn, long number) {
        var tried = dropped(facts.with(key, state.failing()), FAILED_PACKETS_END_NOTHING);
        boolean seemsStale = isItsOwn ? state.isStale(number, window) : !state.opened().isEmpty();
        return seemsStale ? Set.of(tried, dropped(facts, REPLAYS_ARE_DISCARDED)) : Set.of(tried);
    }

    private static Outcome<OperatorFacts, Effect> silently(OperatorFacts after) {
        return Outcome.of(after, List.of());
    }

    private static Outcome<OperatorFacts, Effect> does(
            OperatorFacts after, Effect effect, Clause... because) {
        return Outcome.of(after, List.of(effect), because);
    }

    private static Outcome<OperatorFacts, Effect> dropped(OperatorFacts after, Clause... because) {
        return does(after, new Effect.Discarded(Clause.UNSTATED), because);
    }

    private static Outcome<OperatorFacts, Effect> refused(OperatorFacts facts, Clause because) {
        return does(facts, new Effect.Refused(Clause.UNSTATED), because);
    }
}
