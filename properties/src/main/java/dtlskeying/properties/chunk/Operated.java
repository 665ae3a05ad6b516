package dtlskeying.properties.chunk;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.ChunkKeying;
import dtlskeying.impl.chunk.ChunkProtection;
import dtlskeying.impl.chunk.ChunkRefusal;
import dtlskeying.impl.chunk.UseLimits;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Effect;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Input;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Packet;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The operator, real bytes and all, as a machine with inputs and effects by name. It keeps what it
 * was given, and gives it to a new operator if it is asked again.
 *
 * <p>Two are equal if the key management sees the same of them: what was set and required, and how
 * often each key has been used.
 */
public final class Operated {
    /** The width of replay windows. */
    static final int WINDOW = 64;

    /** How often keys are used. */
    static final UseLimits LIMITS = new UseLimits(2, 1);

    private static final List<Epoch> EPOCHS =
            Stream.iterate(Epoch.FIRST_OF_TRAFFIC, Epoch::next).limit(4).toList();

    private final List<Input> history;
    private final Set<Input> done;
    private final Map<String, String> uses;
    private final long opened;

    /** An operator that is just here, until it is given the next input. */
    private ChunkProtection current;

    private Operated(List<Input> history, Set<Input> done, ChunkProtection operator) {
        this.history = List.copyOf(history);
        this.done = done;
        this.uses = uses(operator);
        this.opened = opened(operator);
        this.current = operator;
    }

    /** An operator that was given this. */
    public static Operated after(List<Input> history) {
        var state = new Operated(List.of(), Set.of(), operator());
        for (Input input : history) state = state.on(input).state();
        return state;
    }

    /** Gives it one more. */
    public Step<Operated, Effect> on(Input input) {
        var operator = take();
        var effects = give(operator, input);
        var longer = new ArrayList<>(history);
        longer.add(input);
        return new Step<>(new Operated(longer, doneAfter(input, effects), operator), effects);
    }

    private ChunkProtection take() {
        var operator = current;
        current = null;
        if (operator != null) return operator;
        var again = operator();
        history.forEach(input -> give(again, input));
        return again;
    }

    private Set<Input> doneAfter(Input input, List<Effect> effects) {
        if (input instanceof Input.Ended) return Set.of();
        boolean isDone = effects.isEmpty();
        if (!isDone) return done;
        var more = new LinkedHashSet<>(done);
        more.add(input);
        return more;
    }

    /** Whether the keys that are there have opened two chunks or more. */
    boolean hasOpenedTwo() {
        return opened > 1;
    }

    /** What it was given so far. */
    List<Input> history() {
        return history;
    }

    private static ChunkProtection operator() {
        var operator = new ChunkProtection(LIMITS);
        operator.configureReplayWindow(WINDOW);
        return operator;
    }

    private static List<Effect> give(ChunkProtection operator, Input input) {
        return switch (input) {
            case Input.SetSend(var use, var epoch) ->
                    answer(
                            operator.establishSend(
                                    use,
                                    epoch,
                                    ChunkBytes.SUITE,
                                    ChunkBytes.keys(use, epoch, Role.CLIENT)));
            case Input.SetReceive(var use, var epoch) ->
                    answer(
                            operator.establishReceive(
                                    use,
                                    epoch,
                                    ChunkBytes.SUITE,
                                    ChunkBytes.keys(use, epoch, Role.SERVER)));
            case Input.Enforce() -> answer(operator.requireProtection());
            case Input.ToSend(var shape, var fits) -> List.of(send(operator, shape, fits));
            case Input.Arrived(var packet) -> List.of(receive(operator, packet));
            case Input.Ended() -> {
                operator.end();
                yield List.of();
            }
        };
    }

    private static List<Effect> answer(ChunkKeying.Outcome outcome) {
        return switch (outcome) {
            case ChunkKeying.Outcome.Done() -> List.of();
            case ChunkKeying.Outcome.Refused(var clause) -> List.of(new Effect.Refused(clause));
        };
    }

    private static Effect send(ChunkProtection operator, PacketShape shape, boolean fits) {
        byte[] packet = ChunkBytes.toSend(shape, fits);
        byte[] buffer = Arrays.copyOf(packet, packet.length + ChunkBytes.ROOM);
        int length = operator.send(buffer, packet.length);
        if (length < 0) return new Effect.Refused(ChunkRefusal.of(length).clause());
        byte[] sent = Arrays.copyOf(buffer, length);
        if (Arrays.equals(sent, packet)) return new Effect.SentPlain();
        return ChunkBytes.named(sent, length);
    }

    private static Effect receive(ChunkProtection operator, Packet packet) {
        byte[] bytes = ChunkBytes.arriving(packet);
        int length = operator.receive(bytes, bytes.length);
        if (length < 0) return new Effect.Discarded(ChunkRefusal.of(length).clause());
        if (packet instanceof Packet.Chunk) return ChunkBytes.opened(bytes);
        boolean isItself =
                length == bytes.length && Arrays.equals(bytes, ChunkBytes.arriving(packet));
        return isItself ? new Effect.Passed() : new Effect.Discarded(Clause.UNSTATED);
    }

    private static Map<String, String> uses(ChunkProtection operator) {
        var uses = new TreeMap<String, String>();
        for (KeyUse use : KeyUse.values())
            for (Epoch epoch : EPOCHS) {
                var counts = operator.uses(use, epoch);
                if (counts.sealed() + counts.opened() > 0)
                    uses.put(
                            use + " " + epoch,
                            counts.sealed() + " sealed, " + counts.opened() + " opened");
            }
        return uses;
    }

    private static long opened(ChunkProtection operator) {
        long opened = 0;
        for (KeyUse use : KeyUse.values())
            for (Epoch epoch : EPOCHS) opened += operator.uses(use, epoch).opened();
        return opened;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Operated that && done.equals(that.done) && uses.equals(that.uses);
    }

    @Override
    public int hashCode() {
        return 31 * done.hashCode() + uses.hashCode();
    }

    @Override
    public String toString() {
        return "Operated" + done + uses;
    }
}
