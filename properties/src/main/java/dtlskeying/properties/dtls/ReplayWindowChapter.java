package dtlskeying.properties.dtls;

import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.impl.dtls.ReplayWindow.Sliding;
import dtlskeying.model.dtls.ReplayWindowModel;
import dtlskeying.model.dtls.ReplayWindowModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.dtls.ReplayWindowSpec.Effect;
import dtlskeying.spec.dtls.ReplayWindowSpec.Input;

import java.util.ArrayList;
import java.util.List;

/** RFC 6347 §4.1.2.6 as the judge sees it. */
public final class ReplayWindowChapter {
    private static final long LAST = (1L << 48) - 1;

    /** The machine and the model of the replay window. */
    public static final Chapter<ReplayWindow, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "dtls/ReplayWindow",
                    List.of(start("the narrowest window", 32), start("the usual window", 64)),
                    inputs(),
                    ReplayWindow::on,
                    new ReplayWindowModel(),
                    ReplayWindowChapter::isAtTheEnd);

    private ReplayWindowChapter() {}

    private static Start<ReplayWindow, Facts> start(String name, int width) {
        return new Start<>(name, ReplayWindow.of(width), Facts.start(width));
    }

    /** Both edges of both windows, and the last number that there is. */
    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        for (long sequence : List.of(0L, 1L, 32L, 64L, LAST)) {
            inputs.add(new Input.Arrived(sequence));
            inputs.add(new Input.Authenticated(sequence));
        }
        return inputs;
    }

    private static boolean isAtTheEnd(ReplayWindow window) {
        return window instanceof Sliding sliding && sliding.highest() == LAST;
    }
}
