package dtlskeying.properties.vectors;

import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.CLIENT_ABORTS_ON_FOREIGN_MKI;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.EVERY_PACKET_CARRIES_THE_AGREED_MKI;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.OFFERED_MKI_DIFFERS_FROM_THE_LAST;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.SERVER_ECHOES_THE_MKI_OR_NONE;

import dtlskeying.impl.srtp.MkiSelection;
import dtlskeying.model.Outcome;
import dtlskeying.model.srtp.MkiSelectionModel;
import dtlskeying.model.srtp.MkiSelectionModel.Facts;
import dtlskeying.properties.vectors.Sequences.Seen;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect;
import dtlskeying.spec.srtp.MkiSelectionSpec.Input;
import dtlskeying.spec.trace.Words;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * §4.1.3: for every situation that one end can get into, and every input there, one test for each
 * thing that is permitted, and one or two of things that are forbidden.
 */
final class MkiSelectionVectors implements VectorSource {
    private static final String FORBIDDEN = "FORBIDDEN";
    private static final String DEPARTS = "DEPARTS_FROM_SHOULD";
    private static final int FORBIDDEN_A_ROW = 2;

    private static final Mki FRESH = Mki.hex("03");
    private static final Mki FOREIGN = Mki.hex("0404");

    private static final Sequences<Facts, Input, Effect> SEQUENCES =
            new Sequences<>(new MkiSelectionModel(), Words.of(Input.class), Words.of(Effect.class));

    /** How one end came to what is known now. */
    private record Path(Seen<Facts> seen, List<Fields> steps) {}

    @Override
    public VectorKind kind() {
        return VectorKind.MKI_SELECTION;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        addGroup(tests, Role.CLIENT, List.of());
        addGroup(tests, Role.CLIENT, List.of(Mki.hex("01"), Mki.hex("02")));
        addGroup(tests, Role.SERVER, List.of());
        return new VectorFile(
                "srtp_mki selection",
                "mki-selection.schema.json",
                List.of("draft-ietf-avt-dtls-srtp-03", "RFC 5764"),
                List.of(
                        new Witness(
                                "the model of section 4.1.3 in this project",
                                "every permitted set; there are no bytes to vouch for")),
                List.of(
                        "A test is what one end was told, and what it did, step by step.",
                        "permitted holds everything that the text leaves open at that step, given"
                                + " the steps before it.",
                        "A test that is forbidden is forbidden at its last step, and only there."),
                Map.of(
                        FORBIDDEN,
                        "What the end does in the last step is not in the permitted set.",
                        DEPARTS,
                        "What the end does in the last step is permitted against a SHOULD."),
                tests.groups());
    }

    private static void addGroup(TestList tests, Role role, List<Mki> earlier) {
        ArrayNode used = JsonNodeFactory.instance.arrayNode();
        earlier.forEach(mki -> used.add(mki.value().toHex()));
        Map<String, Set<List<Effect>>> answers = new LinkedHashMap<>();
        List<Path> paths = earlier.isEmpty() ? paths(role) : List.of(start(role, earlier));
        for (Path path : paths)
            for (Input input : inputs(role, earlier))
                for (Outcome<Facts, Effect> outcome : SEQUENCES.permitted(path.seen(), input))
                    answers.computeIfAbsent(kindOf(input), _ -> new LinkedHashSet<>())
                            .add(outcome.effects());
        for (Path path : paths)
            for (Input input : inputs(role, earlier)) {
                addPermitted(tests, path, input);
                addForbidden(tests, path, input, answers.get(kindOf(input)));
            }
        tests.group("MkiSelection", Fields.none().with("role", role.text()).with("earlier", used));
    }

    /** The shortest way into every situation, breadth first. */
    private static List<Path> paths(Role role) {
        Path start = start(role, List.of());
        var found = new ArrayList<>(List.of(start));
        var known = new HashSet<>(Set.of(start.seen()));
        var waiting = new ArrayDeque<>(found);
        while (!waiting.isEmpty()) {
            Path path = waiting.remove();
            for (Input input : inputs(role, List.of()))
                for (Outcome<Facts, Effect> outcome : SEQUENCES.permitted(path.seen(), input)) {
                    Path next = follow(path, input, outcome.effects());
                    if (!known.add(next.seen())) continue;
                    found.add(next);
                    waiting.add(next);
                }
        }
        return found;
    }

    private static Path follow(Path path, Input input, List<Effect> effects) {
        var steps = new ArrayList<>(path.steps());
        steps.add(SEQUENCES.step(path.seen(), input, effects));
        return new Path(SEQUENCES.after(path.seen(), input, effects), List.copyOf(steps));
    }

    private static Path start(Role role, List<Mki> earlier) {
        return new Path(new Seen<>(Set.of(Facts.start(role, earlier))), List.of());
    }

    /** Earlier MKIs matter to what a client may propose, and to nothing else. */
    private static List<Input> inputs(Role role, List<Mki> earlier) {
        var inputs = new ArrayList<Input>();
        if (role == Role.CLIENT) earlier.forEach(mki -> inputs.add(new Input.Propose(mki)));
        for (Mki mki : List.of(Mki.NONE, FRESH)) inputs.add(new Input.Propose(mki));
        if (!earlier.isEmpty()) return inputs;
        for (Mki mki : List.of(Mki.NONE, FRESH)) inputs.add(new Input.Offered(mki));
        for (Mki mki : List.of(Mki.NONE, FRESH, FOREIGN)) inputs.add(new Input.Answered(mki));
        inputs.add(new Input.Protect());
        for (Mki mki : List.of(Mki.NONE, FRESH, FOREIGN)) inputs.add(new Input.Arrived(mki));
        return inputs;
    }

    private static void addPermitted(TestList tests, Path path, Input input) {
        for (Outcome<Facts, Effect> outcome : SEQUENCES.permitted(path.seen(), input)) {
            List<String> flags = outcome.departs().isEmpty() ? List.of() : List.of(DEPARTS);
            add(tests, path, input, outcome.effects(), flags);
        }
    }

    /** What another situation would permit, and silence: the mistakes that are easily made. */
    private static void addForbidden(
            TestList tests, Path path, Input input, Set<List<Effect>> answers) {
        var candidates = new LinkedHashSet<>(answers);
        candidates.add(List.of());
        candidates.add(List.of(new Effect.Agreed(FOREIGN)));
        candidates.stream()
                .filter(each -> SEQUENCES.after(path.seen(), input, each).states().isEmpty())
                .limit(FORBIDDEN_A_ROW)
                .forEach(each -> add(tests, path, input, each, List.of(FORBIDDEN)));
    }

    private static void add(
            TestList tests, Path path, Input input, List<Effect> effects, List<String> flags) {
        List<String> clauses = List.copyOf(SEQUENCES.clauses(path.seen(), input));
        Fields fields =
                Fields.none()
                        .with("result", flags.contains(FORBIDDEN) ? "forbidden" : "permitted")
                        .with("steps", follow(path, input, effects).steps());
        tests.add(
                input + " -> " + effects,
                clauses.isEmpty() ? List.of(clauseOf(input).id()) : clauses,
                flags,
                fields);
    }

    /** The clause that speaks of such an input, where nothing has to be justified. */
    private static Clause clauseOf(Input input) {
        return switch (input) {
            case Input.Propose _ -> OFFERED_MKI_DIFFERS_FROM_THE_LAST;
            case Input.Offered _ -> SERVER_ECHOES_THE_MKI_OR_NONE;
            case Input.Answered _ -> CLIENT_ABORTS_ON_FOREIGN_MKI;
            case Input.Protect _, Input.Arrived _ -> EVERY_PACKET_CARRIES_THE_AGREED_MKI;
        };
    }

    private static String kindOf(Input input) {
        return input.getClass().getSimpleName();
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        Role role = Role.valueOf(group.fields().text("role").toUpperCase(Locale.ROOT));
        var earlier = new ArrayList<Mki>();
        group.fields().value("earlier").forEach(mki -> earlier.add(Mki.hex(mki.stringValue())));
        Seen<Facts> start = start(role, earlier).seen();
        List<Fields> steps = test.fields().list("steps");
        List<String> objections =
                SEQUENCES.objections(
                        start, steps, test.fields().text("result").equals("forbidden"));
        return objections.isEmpty()
                ? SEQUENCES.deviations(MkiSelection::on, machine(role, earlier), start, steps)
                : objections;
    }

    private static MkiSelection machine(Role role, List<Mki> earlier) {
        return switch (role) {
            case CLIENT -> new MkiSelection.Choosing(earlier);
            case SERVER -> new MkiSelection.Listening(true);
        };
    }
}
