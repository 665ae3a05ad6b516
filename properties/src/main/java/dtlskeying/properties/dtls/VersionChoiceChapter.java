package dtlskeying.properties.dtls;

import dtlskeying.impl.dtls.VersionChoice;
import dtlskeying.model.dtls.VersionChoiceModel;
import dtlskeying.model.dtls.VersionChoiceModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.dtls.VersionChoiceSpec.Answer;
import dtlskeying.spec.dtls.VersionChoiceSpec.Effect;
import dtlskeying.spec.dtls.VersionChoiceSpec.Input;
import dtlskeying.spec.dtls.VersionChoiceSpec.Offer;

import java.util.ArrayList;
import java.util.List;

/** The choice of a version as the judge sees it. */
public final class VersionChoiceChapter {
    /** The machine and the model of it. */
    public static final Chapter<VersionChoice, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "dtls/VersionChoice",
                    List.of(
                            new Start<>("a client", new VersionChoice.Idle(), Facts.client()),
                            new Start<>("a server", new VersionChoice.Listening(), Facts.server())),
                    inputs(),
                    VersionChoice::on,
                    new VersionChoiceModel(),
                    state ->
                            state instanceof VersionChoice.Settled
                                    || state instanceof VersionChoice.Failed);

    private VersionChoiceChapter() {}

    private static List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        inputs.add(new Input.Begin());
        inputs.add(new Input.HelloVerifyRequest());
        for (Answer answer : Answer.values()) {
            inputs.add(new Input.ServerHello(answer, false));
            inputs.add(new Input.ServerHello(answer, true));
        }
        for (Offer offer : Offer.values()) inputs.add(new Input.ClientHello(offer));
        inputs.add(new Input.Other());
        return inputs;
    }
}
