package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.Enforcement;
import dtlskeying.impl.chunk.Enforcement.Enforcing;
import dtlskeying.model.chunk.EnforcementModel;
import dtlskeying.model.chunk.EnforcementModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.chunk.EnforcementSpec.Effect;
import dtlskeying.spec.chunk.EnforcementSpec.Input;
import dtlskeying.spec.chunk.PacketShape;

import java.util.ArrayList;
import java.util.List;

/** §4, enforcement, as the judge sees it. */
public final class EnforcementChapter {
    /** The machine and the model of what goes in and out. */
    public static final Chapter<Enforcement, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "chunk/Enforcement",
                    List.of(
                            new Start<>("an end without keys", Enforcement.start(), Facts.START),
                            new Start<>(
                                    "an end that enforces",
                                    new Enforcing(true),
                                    new Facts(true, true, true))),
                    inputs(),
                    Enforcement::on,
                    new EnforcementModel(),
                    state -> state instanceof Enforcing(var sealing) && sealing);

    private EnforcementChapter() {}

    private static List<Input> inputs() {
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                new Input.ReceiveKeySet(),
                                new Input.SendKeySet(),
                                new Input.Enforce(),
                                new Input.Opened(true),
                                new Input.Opened(false),
                                new Input.Ended()));
        for (PacketShape shape : PacketShape.values()) {
            inputs.add(new Input.Arrived(shape));
            inputs.add(new Input.ToSend(shape));
        }
        return inputs;
    }
}
