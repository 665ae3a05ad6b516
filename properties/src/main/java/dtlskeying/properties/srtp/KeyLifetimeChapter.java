package dtlskeying.properties.srtp;

import dtlskeying.impl.srtp.KeyLifetime;
import dtlskeying.impl.srtp.KeyUse;
import dtlskeying.model.srtp.KeyLifetimeModel;
import dtlskeying.model.srtp.KeyLifetimeModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Effect;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Input;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.PacketKind;

import java.util.ArrayList;
import java.util.List;

/** §4.4 as the judge sees it, with a lifetime of three packets. */
public final class KeyLifetimeChapter {
    /** A lifetime that a short trace comes to the end of. */
    public static final Limit LIMIT = new Limit(3, 2);

    /** The machine and the model of lifetimes. */
    public static final Chapter<KeyLifetime, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "srtp/KeyLifetime",
                    List.of(
                            new Start<>(
                                    "keys of a new handshake",
                                    new KeyLifetime.Fresh(LIMIT, KeyUse.NONE),
                                    Facts.start(LIMIT))),
                    inputs(),
                    KeyLifetime::on,
                    new KeyLifetimeModel(Reading.defaults()),
                    state -> state instanceof KeyLifetime.Spent);

    private KeyLifetimeChapter() {}

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        for (PacketKind kind : PacketKind.values()) {
            inputs.add(new Input.Protect(kind));
            inputs.add(new Input.Arrived(kind, true));
            inputs.add(new Input.Arrived(kind, false));
        }
        inputs.add(new Input.Rekeyed());
        return inputs;
    }
}
