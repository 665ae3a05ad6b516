package dtlskeying.properties.chunk;

import static dtlskeying.spec.chunk.KeyUse.PRIMARY;
import static dtlskeying.spec.chunk.KeyUse.RESTART;

import dtlskeying.model.chunk.ChunkProtectionModel;
import dtlskeying.model.chunk.OperatorFacts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Effect;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Fault;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Input;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Packet;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import java.util.ArrayList;
import java.util.List;

/** The operator as the judge sees it, with limits small enough to be reached. */
public final class ChunkProtectionChapter {
    private static final Epoch FIRST = Epoch.FIRST_OF_TRAFFIC;
    private static final Epoch SECOND = FIRST.next();

    /** The operator and its model. */
    public static final Chapter<Operated, Input, Effect, OperatorFacts> CHAPTER =
            new Chapter<>(
                    "chunk/ChunkProtection",
                    List.of(
                            start("a new association", List.of()),
                            start("an association between two epochs", between())),
                    inputs(),
                    Operated::on,
                    model(),
                    Operated::hasOpenedTwo);

    private ChunkProtectionChapter() {}

    private static ChunkProtectionModel model() {
        var limits = Operated.LIMITS;
        return new ChunkProtectionModel(Operated.WINDOW, limits.records(), limits.failures());
    }

    private static Start<Operated, OperatorFacts> start(String name, List<Input> history) {
        var facts = OperatorFacts.START;
        for (Input input : history)
            facts = model().permitted(facts, input).iterator().next().after();
        return new Start<>(name, Operated.after(history), facts);
    }

    private static List<Input> between() {
        return List.of(
                new Input.SetReceive(PRIMARY, FIRST),
                new Input.SetSend(PRIMARY, FIRST),
                new Input.Enforce(),
                new Input.SetReceive(RESTART, FIRST),
                new Input.SetSend(RESTART, FIRST),
                new Input.SetReceive(PRIMARY, SECOND),
                new Input.ToSend(PacketShape.UNPROTECTED, true));
    }

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        for (KeyUse use : KeyUse.values()) {
            inputs.add(new Input.SetSend(use, FIRST));
            inputs.add(new Input.SetReceive(use, FIRST));
        }
        inputs.add(new Input.SetSend(PRIMARY, SECOND));
        inputs.add(new Input.SetReceive(PRIMARY, SECOND.next()));
        inputs.add(new Input.Enforce());
        inputs.add(new Input.ToSend(PacketShape.UNPROTECTED, true));
        inputs.add(new Input.ToSend(PacketShape.UNPROTECTED, false));
        inputs.add(new Input.ToSend(PacketShape.INIT, true));
        inputs.add(new Input.ToSend(PacketShape.PROTECTED, true));
        inputs.add(new Input.Arrived(new Packet.Damaged()));
        for (var shape :
                List.of(PacketShape.INIT_ACK, PacketShape.BUNDLED, PacketShape.UNPROTECTED))
            inputs.add(new Input.Arrived(new Packet.Other(shape)));
        for (Fault fault : Fault.values()) inputs.add(chunk(PRIMARY, FIRST, 1, fault));
        inputs.add(chunk(PRIMARY, FIRST, 70, Fault.NONE));
        inputs.add(chunk(PRIMARY, FIRST, 70, Fault.FLIPPED_BIT));
        inputs.add(chunk(PRIMARY, SECOND, 1, Fault.NONE));
        inputs.add(chunk(RESTART, FIRST, 1, Fault.NONE));
        inputs.add(new Input.Ended());
        return inputs;
    }

    private static Input chunk(KeyUse use, Epoch epoch, long number, Fault fault) {
        return new Input.Arrived(new Packet.Chunk(use, epoch, number, fault));
    }
}
