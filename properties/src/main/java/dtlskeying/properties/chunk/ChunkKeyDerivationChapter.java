package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.ChunkKeyDerivation;
import dtlskeying.model.chunk.ChunkKeyDerivationModel;
import dtlskeying.model.chunk.ChunkKeyDerivationModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Input;

import java.util.ArrayList;
import java.util.List;

/** The derivation of chunk keys, keys by name, as the judge sees it. */
public final class ChunkKeyDerivationChapter {
    /** The parameter of a client. */
    static final Octets CLIENT = Octets.hex("8006000b00000001010102");

    /** The parameter of a server, and not one of a client. */
    static final Octets SERVER = Octets.hex("8006000a000000020601");

    private static final int EPOCHS = 4;

    /** The machine and the model of the derivation. */
    public static final Chapter<ChunkKeyDerivation, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "chunk/ChunkKeyDerivation",
                    List.of(
                            new Start<>(
                                    "an end that has agreed on nothing",
                                    new ChunkKeyDerivation.Unagreed(),
                                    Facts.START)),
                    inputs(),
                    ChunkKeyDerivation::on,
                    new ChunkKeyDerivationModel(),
                    ChunkKeyDerivation.Keyed.class::isInstance);

    private ChunkKeyDerivationChapter() {}

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        for (boolean restart : new boolean[] {false, true})
            inputs.add(new Input.Agreed(CLIENT, SERVER, restart));
        long before = Epoch.FIRST_OF_TRAFFIC.number() - 1;
        for (int i = 0; i <= EPOCHS; i++) inputs.add(new Input.SecretReady(new Epoch(before + i)));
        inputs.add(new Input.Ended());
        return inputs;
    }
}
