package dtlskeying.properties.srtp;

import dtlskeying.impl.srtp.MkiSelection;
import dtlskeying.model.srtp.MkiSelectionModel;
import dtlskeying.model.srtp.MkiSelectionModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect;
import dtlskeying.spec.srtp.MkiSelectionSpec.Input;

import java.util.ArrayList;
import java.util.List;

/** §4.1.3 as the judge sees it. */
public final class MkiSelectionChapter {
    private static final Mki OLDER = Mki.hex("01");
    private static final Mki LAST = Mki.hex("02");
    private static final Mki FRESH = Mki.hex("0304");

    /** The machine and the model of MKI selection. */
    public static final Chapter<MkiSelection, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "srtp/MkiSelection",
                    starts(),
                    inputs(),
                    MkiSelection::on,
                    new MkiSelectionModel(),
                    MkiSelectionChapter::isFinished);

    private MkiSelectionChapter() {}

    private static List<Start<MkiSelection, Facts>> starts() {
        return List.of(
                client("a first handshake's client"),
                client("a second handshake's client", LAST),
                client("a third handshake's client", OLDER, LAST),
                server("a server that can use MKIs", true),
                server("a server that cannot use MKIs", false));
    }

    private static Start<MkiSelection, Facts> client(String name, Mki... used) {
        return new Start<>(
                name,
                new MkiSelection.Choosing(List.of(used)),
                Facts.start(Role.CLIENT, List.of(used)));
    }

    private static Start<MkiSelection, Facts> server(String name, boolean able) {
        return new Start<>(
                name, new MkiSelection.Listening(able), Facts.start(Role.SERVER, List.of()));
    }

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        for (Mki mki : List.of(Mki.NONE, OLDER, LAST, FRESH)) {
            inputs.add(new Input.Propose(mki));
            inputs.add(new Input.Offered(mki));
            inputs.add(new Input.Answered(mki));
            inputs.add(new Input.Arrived(mki));
        }
        inputs.add(new Input.Protect());
        return inputs;
    }

    private static boolean isFinished(MkiSelection state) {
        return state instanceof MkiSelection.Settled || state instanceof MkiSelection.Failed;
    }
}
