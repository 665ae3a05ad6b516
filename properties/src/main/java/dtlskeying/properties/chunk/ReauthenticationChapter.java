package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.ExchangeNumbers;
import dtlskeying.impl.chunk.ExporterEpochs;
import dtlskeying.impl.chunk.FoundProofs;
import dtlskeying.impl.chunk.Reauthentication;
import dtlskeying.impl.chunk.Reauthentication.Quiet;
import dtlskeying.impl.chunk.Reauthentication.Unkeyed;
import dtlskeying.impl.chunk.ShownProof;
import dtlskeying.impl.chunk.Standing;
import dtlskeying.model.chunk.ReauthenticationFacts;
import dtlskeying.model.chunk.ReauthenticationModel;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Finding;
import dtlskeying.spec.chunk.ReauthenticationSpec.Form;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.ArrayList;
import java.util.List;

/** §6 as the judge sees it: both ends, in two epochs, asking, asked, and out of numbers. */
public final class ReauthenticationChapter {
    static final Epoch THREE = Epoch.FIRST_OF_TRAFFIC;
    static final Epoch FOUR = THREE.next();
    static final Policy PERIODIC = new Policy(10, false);
    static final Policy AFTER_UPDATES = new Policy(0, true);

    private static final Input CLIENT = new Input.Enforced(Role.CLIENT, THREE, Policy.NONE);
    private static final Input SERVER = new Input.Enforced(Role.SERVER, THREE, AFTER_UPDATES);
    private static final Input AGEING = new Input.Enforced(Role.CLIENT, THREE, PERIODIC);
    private static final Input WANTED = new Input.Wanted();
    private static final long LAST_OF_THE_CLIENT = (1L << 32) - 1;

    /** The machine and the model of re-authentication. */
    public static final Chapter<Reauthentication, Input, Effect, ReauthenticationFacts> CHAPTER =
            new Chapter<>(
                    "chunk/Reauthentication",
                    List.of(
                            after("an end without an association"),
                            after("a client", CLIENT),
                            after("a client that asks every ten seconds", AGEING),
                            after("a server that asks after updates", SERVER),
                            after("a client that has asked", CLIENT, WANTED),
                            after(
                                    "a client that has asked before an update",
                                    CLIENT,
                                    WANTED,
                                    new Input.EpochReady(FOUR),
                                    new Input.KeysUpdated(FOUR)),
                            after(
                                    "a server that has asked as it gets the next epoch",
                                    SERVER,
                                    WANTED,
                                    new Input.EpochReady(FOUR)),
                            after(
                                    "a client after an update",
                                    CLIENT,
                                    new Input.EpochReady(FOUR),
                                    new Input.KeysUpdated(FOUR)),
                            after("a server that has answered", SERVER, request(1, THREE)),
                            after(
                                    "a server that has answered, and asked a second later",
                                    SERVER,
                                    request(1, THREE),
                                    new Input.Passed(1),
                                    WANTED),
                            after("a client that has answered", CLIENT, request(2, THREE)),
                            after(
                                    "a server that has shown who it is",
                                    SERVER,
                                    new Input.ShowWanted()),
                            after(
                                    "a client that knows its peer",
                                    CLIENT,
                                    WANTED,
                                    new Input.AuthenticatorArrived(
                                            1, THREE, Finding.SAME_IDENTITY)),
                            usedUp()),
                    inputs(),
                    Reauthentication::on,
                    new ReauthenticationModel(),
                    ReauthenticationChapter::isFinished);

    private ReauthenticationChapter() {}

    /** The end has judged a proof or shown one, or has given up. */
    private static boolean isFinished(Reauthentication state) {
        return state instanceof Unkeyed
                || state instanceof Quiet(var standing)
                        && (standing.found().answer() > 0 || standing.found().unasked() > 0);
    }

    /** What both come to by these inputs, to each of which there is one answer. */
    private static Start<Reauthentication, ReauthenticationFacts> after(
            String name, Input... inputs) {
        var model = new ReauthenticationModel();
        var state = Reauthentication.start();
        var facts = ReauthenticationFacts.START;
        for (Input input : inputs) {
            state = state.on(input).state();
            facts = model.permitted(facts, input).iterator().next().after();
        }
        return new Start<>(name, state, facts);
    }

    /** A client that has begun its last exchange, and asks every ten seconds. */
    private static Start<Reauthentication, ReauthenticationFacts> usedUp() {
        var numbers = new ExchangeNumbers(Role.CLIENT, LAST_OF_THE_CLIENT, 0);
        var state =
                new Quiet(
                        new Standing(
                                PERIODIC,
                                new ExporterEpochs(THREE, THREE, THREE),
                                numbers,
                                new FoundProofs(0, 0, 0),
                                new ShownProof(0, 0, 0)));
        return new Start<>(
                "a client that has no number left",
                state,
                ReauthenticationFacts.at(Role.CLIENT, THREE.number(), PERIODIC)
                        .having(LAST_OF_THE_CLIENT));
    }

    private static Input request(long exchange, Epoch epoch) {
        return new Input.RequestArrived(exchange, epoch, Form.WELL_FORMED);
    }

    private static List<Input> inputs() {
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                CLIENT,
                                AGEING,
                                SERVER,
                                WANTED,
                                new Input.ShowWanted(),
                                new Input.EpochReady(FOUR),
                                new Input.EpochReady(FOUR.next()),
                                new Input.KeysUpdated(FOUR),
                                new Input.EpochGone(THREE),
                                new Input.EpochGone(FOUR),
                                new Input.Passed(4),
                                new Input.Passed(5),
                                new Input.Passed(10),
                                new Input.Passed(30),
                                request(0, THREE),
                                request(3, THREE),
                                request(4, FOUR),
                                new Input.AuthenticatorArrived(3, THREE, Finding.SAME_IDENTITY),
                                new Input.UnknownKindArrived(1),
                                new Input.UnknownVersionArrived(),
                                new Input.NoFrameArrived(),
                                new Input.Ended()));
        for (long exchange = 1; exchange <= 2; exchange++) messages(exchange, inputs);
        return inputs;
    }

    private static void messages(long exchange, List<Input> inputs) {
        for (Form form : Form.values()) inputs.add(new Input.RequestArrived(exchange, THREE, form));
        inputs.add(request(exchange, FOUR));
        for (Finding finding : Finding.values())
            inputs.add(new Input.AuthenticatorArrived(exchange, THREE, finding));
        inputs.add(new Input.AuthenticatorArrived(exchange, FOUR, Finding.SAME_IDENTITY));
        for (Verdict verdict : Verdict.values())
            inputs.add(new Input.ResultArrived(exchange, verdict));
        for (Problem problem : Problem.values())
            inputs.add(new Input.ErrorArrived(exchange, problem));
    }
}
