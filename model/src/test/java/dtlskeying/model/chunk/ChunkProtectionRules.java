package dtlskeying.model.chunk;

import static dtlskeying.spec.chunk.KeyUse.PRIMARY;
import static dtlskeying.spec.chunk.KeyUse.RESTART;

import dtlskeying.model.Relation;
import dtlskeying.model.chunk.OperatorFacts.Key;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Effect;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Fault;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Input;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Packet;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every model of the operator keeps, and what it is tried with. */
final class ChunkProtectionRules {
    static final int WINDOW = 2;
    static final int RECORDS = 2;
    static final int FAILURES = 1;
    static final long LAST = 4;
    static final ChunkProtectionModel HONEST = new ChunkProtectionModel(WINDOW, RECORDS, FAILURES);

    static final List<Invariant<Step<OperatorFacts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "nothing is opened twice",
                            step -> step.did(Effect.Opened.class),
                            step -> opened(step).noneMatch(ChunkProtectionRules::isOld)),
                    new Invariant<>(
                            "a number that is too old is not opened",
                            step -> step.did(Effect.Opened.class),
                            step -> opened(step).allMatch(Opening::isWithinTheWindow)),
                    new Invariant<>(
                            "what the peer did not seal so is not opened, and moves no window",
                            step -> chunks(step).anyMatch(it -> !it.fault().isGenuine()),
                            step ->
                                    !step.did(Effect.Opened.class)
                                            && numbers(step.before())
                                                    .equals(numbers(step.after()))),
                    new Invariant<>(
                            "a key is numbered from 0, one by one",
                            step -> step.did(Effect.Sealed.class),
                            step ->
                                    step.all(Effect.Sealed.class).stream()
                                            .allMatch(sealed -> isNext(step, sealed))),
                    new Invariant<>(
                            "a new key has sealed nothing",
                            step -> isNew(step, PRIMARY) || isNew(step, RESTART),
                            step ->
                                    Stream.of(PRIMARY, RESTART)
                                            .filter(use -> isNew(step, use))
                                            .allMatch(use ->
                                                    step.after().sending().get(use).sealed() == 0)),
                    new Invariant<>(
                            "no key seals more than it may",
                            step -> step.did(Effect.Sealed.class),
                            step ->
                                    step.all(Effect.Sealed.class).stream()
                                            .allMatch(sealed -> sealed.number() < RECORDS)),
                    new Invariant<>(
                            "no key is tried in vain more often than it may",
                            step -> !step.after().receiving().isEmpty(),
                            step ->
                                    step.after().receiving().values().stream()
                                            .allMatch(key -> key.failed() <= FAILURES)),
                    new Invariant<>(
                            "a restart key seals nothing while there is a primary one",
                            step -> step.did(Effect.Sealed.class),
                            step ->
                                    !step.before().sending().containsKey(PRIMARY)
                                            || step.all(Effect.Sealed.class).stream()
                                                    .allMatch(it -> it.use() == PRIMARY)),
                    new Invariant<>(
                            "data leaves plain only without a key",
                            step ->
                                    step.did(Effect.SentPlain.class)
                                            && step.inputs().contains(send(true)),
                            step -> step.before().sending().isEmpty()),
                    new Invariant<>(
                            "once required, only INIT and its ACK pass plain",
                            step -> step.did(Effect.Passed.class) && step.before().enforced(),
                            step -> !step.inputs().contains(arrived(PacketShape.UNPROTECTED))),
                    new Invariant<>(
                            "a send key is never set again",
                            step ->
                                    !step.inputs().contains(new Input.Ended())
                                            && !step.before().sending().isEmpty(),
                            step ->
                                    step.before().sending().keySet().stream()
                                            .allMatch(use -> goesOn(step, use))),
                    new Invariant<>(
                            "two bits name one key",
                            step -> step.after().receiving().size() > 1,
                            step ->
                                    step.after().receiving().keySet().stream()
                                                    .map(key -> key.use() + " " + key.epoch() % 4)
                                                    .distinct()
                                                    .count()
                                            == step.after().receiving().size()),
                    new Invariant<>(
                            "what is refused changes nothing",
                            step -> step.did(Effect.Refused.class),
                            Step::changedNothing));

    private ChunkProtectionRules() {}

    private record Opening(Set<Long> before, long number) {
        boolean isWithinTheWindow() {
            return before.stream().allMatch(other -> other - number < WINDOW);
        }
    }

    private static boolean isOld(Opening opening) {
        return opening.before().contains(opening.number());
    }

    private static Stream<Opening> opened(Step<OperatorFacts, Input, Effect> step) {
        return step.all(Effect.Opened.class).stream()
                .map(it ->
                        new Opening(
                                step.before()
                                        .receiving()
                                        .get(new Key(it.use(), it.epoch().number()))
                                        .opened(),
                                it.number()));
    }

    private static Stream<Packet.Chunk> chunks(Step<OperatorFacts, Input, Effect> step) {
        return step.inputs().stream()
                .flatMap(input ->
                        input instanceof Input.Arrived(Packet.Chunk chunk)
                                ? Stream.of(chunk)
                                : Stream.empty());
    }

    private static Set<String> numbers(OperatorFacts facts) {
        return facts.receiving().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().opened())
                .collect(Collectors.toSet());
    }

    private static boolean isNext(Step<OperatorFacts, Input, Effect> step, Effect.Sealed sealed) {
        var key = step.before().sending().get(sealed.use());
        return key.epoch() == sealed.epoch().number() && key.sealed() == sealed.number();
    }

    private static boolean goesOn(Step<OperatorFacts, Input, Effect> step, KeyUse use) {
        var before = step.before().sending().get(use);
        var after = step.after().sending().get(use);
        return after.epoch() > before.epoch()
                || after.epoch() == before.epoch() && after.sealed() >= before.sealed();
    }

    private static boolean isNew(Step<OperatorFacts, Input, Effect> step, KeyUse use) {
        var before = step.before().sending().get(use);
        var after = step.after().sending().get(use);
        return after != null && (before == null || after.epoch() > before.epoch());
    }

    static Input send(boolean fits) {
        return new Input.ToSend(PacketShape.UNPROTECTED, fits);
    }

    static Input arrived(PacketShape shape) {
        return new Input.Arrived(new Packet.Other(shape));
    }

    private static List<Input> alphabet() {
        var inputs = new ArrayList<Input>();
        for (long epoch = 3; epoch <= LAST; epoch++) {
            inputs.add(new Input.SetSend(PRIMARY, new Epoch(epoch)));
            inputs.add(new Input.SetReceive(PRIMARY, new Epoch(epoch)));
        }
        inputs.add(new Input.SetReceive(PRIMARY, new Epoch(LAST + 1)));
        inputs.add(new Input.SetReceive(PRIMARY, new Epoch(LAST + 2)));
        inputs.add(new Input.SetReceive(PRIMARY, new Epoch(LAST + 3)));
        inputs.add(new Input.SetSend(RESTART, new Epoch(3)));
        inputs.add(new Input.SetReceive(RESTART, new Epoch(3)));
        inputs.add(new Input.Enforce());
        inputs.add(send(true));
        inputs.add(send(false));
        inputs.add(arrived(PacketShape.UNPROTECTED));
        inputs.add(arrived(PacketShape.INIT));
        for (long number = 0; number < 3; number++)
            inputs.add(chunk(PRIMARY, 3, number, Fault.NONE));
        inputs.add(chunk(PRIMARY, 3, 2, Fault.FLIPPED_BIT));
        inputs.add(chunk(PRIMARY, 3, 1, Fault.OTHER_USE));
        inputs.add(chunk(RESTART, 3, 1, Fault.NONE));
        inputs.add(new Input.Ended());
        return inputs;
    }

    private static Input chunk(KeyUse use, long epoch, long number, Fault fault) {
        return new Input.Arrived(new Packet.Chunk(use, new Epoch(epoch), number, fault));
    }

    static Exploration<Step<OperatorFacts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<OperatorFacts, Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(OperatorFacts.START),
                        alphabet(),
                        facts -> true,
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }
}
