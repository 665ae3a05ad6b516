package dtlskeying.properties.dtls12;

import dtlskeying.model.dtls12.ResumptionModel;
import dtlskeying.model.dtls12.ResumptionModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls12.ResumptionSpec.Effect;
import dtlskeying.spec.dtls12.ResumptionSpec.Input;

import java.util.ArrayList;
import java.util.List;

/** RFC 5246 §7.4.1.2 and §F.1.4 as the judge sees them: two sessions, and hours that pass. */
public final class ResumptionChapter {
    private static final List<Octets> NAMES = List.of(Octets.hex("01"), Octets.hex("02"));

    /** What an endpoint keeps of its sessions, and the model of that. */
    public static final Chapter<SessionKeeper, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "dtls12/Resumption",
                    List.of(
                            start("a server without sessions", List.of()),
                            start(
                                    "a server that has finished a handshake",
                                    List.of(
                                            new Input.Named(NAMES.getFirst()),
                                            new Input.Finished(NAMES.getFirst())))),
                    inputs(),
                    SessionKeeper::on,
                    new ResumptionModel(),
                    keeper -> keeper.answered() > 0);

    private ResumptionChapter() {}

    private static Start<SessionKeeper, Facts> start(String name, List<Input> history) {
        var state = SessionKeeper.START;
        var facts = Facts.START;
        for (Input input : history) {
            state = state.on(input).state();
            facts = new ResumptionModel().permitted(facts, input).iterator().next().after();
        }
        return new Start<>(name, state, facts);
    }

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        for (Octets name : NAMES) {
            inputs.add(new Input.Named(name));
            inputs.add(new Input.Finished(name));
            inputs.add(new Input.Resumed(name));
            inputs.add(new Input.FatalAlert(name));
            inputs.add(new Input.Closed(name));
            inputs.add(new Input.Offered(name));
        }
        inputs.add(new Input.Passed(1));
        inputs.add(new Input.Passed(24));
        return inputs;
    }
}
